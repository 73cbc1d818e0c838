/** Talks HTTP to the server at one address. Sends no token and no draft until the server has proved itself (PROTOCOL.md). */

import { computeProof, newNonce } from './proof.ts';
import type { Pairing } from './settings.ts';

const TIMEOUT_MS = 10_000;
const CLIENT = `extension/${chrome.runtime.getManifest().version}`;

/** An answer of the server. */
export interface Reply {
  readonly status: number;
  /** Softsell-Notice: whether the two versions differ. */
  readonly notice: string | null;
  /** The JSON, or null if it isn't JSON. */
  readonly body: unknown;
}

/**
 * Why there is no answer. "offline": nothing answers. "stranger": what answers isn't softsell, or can't prove that it's ours.
 * "forgotten": softsell answers and doesn't know us, because the connection was removed there or it's another softsell.
 * "absent": this way isn't set up.
 */
export type Unreached = 'offline' | 'stranger' | 'forgotten' | 'absent';

/** Asks the server. With a body it's a POST, without one a GET. */
export type Ask = (path: string, body?: object) => Promise<Reply | Unreached>;

export function call(server: string, path: string, init: RequestInit): Promise<Response> {
  return fetch(`${server}${path}`, {
    ...init,
    headers: { 'Softsell-Client': CLIENT, ...init.headers },
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

/** Posts JSON without a token. Rejects if nothing answers. */
export function post(server: string, path: string, body: object): Promise<Response> {
  return call(server, path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function saysSoftsell(answer: Response): Promise<boolean> {
  const health: unknown = await answer.json().catch(() => null);
  return (health as { product?: unknown } | null)?.product === 'softsell';
}

/** Returns whether a softsell server answers, paired or not. Any program can say so. */
export async function isThere(server: string): Promise<boolean> {
  try {
    return await saysSoftsell(await call(server, '/v1/health', {}));
  } catch {
    return false;
  }
}

/**
 * Checks that the server we paired with answers at `server`. This runs before every request that carries the token: a browser
 * doesn't say when it opens a new connection, and another program may have taken the port since. It costs a millisecond or two.
 */
export async function reach(pairing: Pairing, server: string): Promise<'proved' | Unreached> {
  const nonce = newNonce();
  try {
    const answer = await call(server, '/v1/health', {
      headers: { 'Softsell-Challenge': `${pairing.id}.${nonce}` },
    });
    const proof = answer.headers.get('Softsell-Proof');
    if (proof === null) return (await saysSoftsell(answer)) ? 'forgotten' : 'stranger';
    return proof === (await computeProof(pairing.token, nonce, new URL(server).host)) ? 'proved' : 'stranger';
  } catch {
    return 'offline';
  }
}

async function send(pairing: Pairing, server: string, path: string, body?: object): Promise<Reply> {
  const answer = await call(server, path, {
    method: body ? 'POST' : 'GET',
    headers: { Authorization: `Bearer ${pairing.token}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return {
    status: answer.status,
    notice: answer.headers.get('Softsell-Notice'),
    body: await answer.json().catch(() => null),
  };
}

/** Returns a way to ask the server at `server`, which has to prove itself before each request. */
export function askOverHttp(pairing: Pairing, server: string): Ask {
  const once = async (path: string, body?: object): Promise<Reply | Unreached> => {
    const reached = await reach(pairing, server);
    if (reached !== 'proved') return reached;
    return send(pairing, server, path, body);
  };
  // The server may have just closed a connection that the browser kept open. The second try needs a new proof.
  return (path, body) =>
    once(path, body)
      .catch(() => once(path, body))
      .catch(() => 'offline' as const);
}
