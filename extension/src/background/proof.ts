/** Making the server prove that it is the one we paired with, before it hears a draft or the token (server/softsell/web/PROTOCOL.md). */

const encoder = new TextEncoder();

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

async function hmac(key: Uint8Array<ArrayBuffer>, message: string): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, encoder.encode(message)));
}

/** 32 fresh random bytes, base64url without padding. */
export function newNonce(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** The answer that only a server which knows `token` can give to `nonce` at `address` ("127.0.0.1:7355"). */
export async function expectedProof(token: string, nonce: string, address: string): Promise<string> {
  const key = await hmac(encoder.encode(token), 'softsell/proof-key/v1');
  return base64url(await hmac(key, `softsell/proof/v1\n${nonce}\n${address}`));
}
