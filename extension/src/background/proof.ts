/** Makes the server prove that it's the one we paired with before we send a draft or the token (server/softsell/web/PROTOCOL.md). */

const encoder = new TextEncoder();

function encodeBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

async function signHmac(key: Uint8Array<ArrayBuffer>, message: string): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, encoder.encode(message)));
}

/** Returns 32 fresh random bytes as base64url without padding. */
export function newNonce(): string {
  return encodeBase64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** Returns the answer to `nonce` at `address` ("127.0.0.1:7355") that only a server with `token` can give. */
export async function computeProof(token: string, nonce: string, address: string): Promise<string> {
  const key = await signHmac(encoder.encode(token), 'softsell/proof-key/v1');
  return encodeBase64url(await signHmac(key, `softsell/proof/v1\n${nonce}\n${address}`));
}
