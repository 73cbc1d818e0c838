/**
 * The client is the only part that talks to the server. It contacts only the address in the settings, sends nothing until the
 * server has proved itself, and turns every failure into a sentence for the person.
 */

import { type CheckOutcome, type CheckRequest, type Refusal, readReport, readRules } from '../shared/api.ts';
import type { RulesAnswer } from '../shared/messages.ts';
import { computeProof, newNonce } from './proof.ts';
import type { Pairing } from './settings.ts';

const TIMEOUT_MS = 10_000;
const OFFLINE_REST_MS = 1500;
const CLIENT = `extension/${chrome.runtime.getManifest().version}`;

const SENTENCES: Readonly<Record<Refusal['reason'], string>> = {
  offline:
    'softsell isn’t running on this computer. To start it, type “softsell serve” in a terminal. This page still works as usual.',
  unpaired:
    'This browser isn’t connected to softsell yet. Press the softsell button in the toolbar, then Connect.',
  stranger:
    'Another program answered in place of softsell, so we sent it nothing. Restart softsell. If that doesn’t help, connect again.',
  'too-long': 'This text is too long for softsell.',
  busy: 'softsell is busy. It tries again when you type.',
  settings: 'softsell couldn’t use one of your settings.',
  failed: 'softsell couldn’t read its own answer. If this keeps happening, restart softsell.',
};

export const refusal = (reason: Refusal['reason'], message = SENTENCES[reason]): Refusal => ({
  reason,
  message,
});

export type Reached = 'proved' | 'offline' | 'stranger';

let offlineUntil = 0;

function call(server: string, path: string, init: RequestInit): Promise<Response> {
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
export function post(server: string, path: string, body: unknown): Promise<Response> {
  return call(server, path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Returns whether a softsell server answers, paired or not. */
export async function isThere(server: string): Promise<boolean> {
  try {
    const answer: unknown = await (await call(server, '/v1/health', {})).json();
    return (answer as { product?: unknown })?.product === 'softsell';
  } catch {
    return false;
  }
}

/**
 * Checks that the server we paired with answers. This runs before every request that carries the token: a browser doesn't say
 * when it opens a new connection, and another program may have taken the port since. It costs a millisecond or two.
 */
export async function reach(pairing: Pairing): Promise<Reached> {
  const nonce = newNonce();
  try {
    const answer = await call(pairing.server, '/v1/health', {
      headers: { 'Softsell-Challenge': `${pairing.id}.${nonce}` },
    });
    const expected = await computeProof(pairing.token, nonce, new URL(pairing.server).host);
    return answer.headers.get('Softsell-Proof') === expected ? 'proved' : 'stranger';
  } catch {
    return 'offline';
  }
}

function authorised(pairing: Pairing, path: string, init: RequestInit): Promise<Response> {
  return call(pairing.server, path, {
    ...init,
    headers: { Authorization: `Bearer ${pairing.token}`, 'Content-Type': 'application/json' },
  });
}

async function readDetail(answer: Response): Promise<string | undefined> {
  try {
    const problem: unknown = await answer.json();
    const detail = (problem as { detail?: unknown })?.detail;
    return typeof detail === 'string' ? detail.slice(0, 400) : undefined;
  } catch {
    return undefined;
  }
}

async function readRefusal(answer: Response): Promise<Refusal> {
  switch (answer.status) {
    case 401:
    case 403:
      return refusal('unpaired');
    case 413:
      return refusal('too-long');
    case 408:
    case 429:
    case 503:
      return refusal('busy');
    case 400:
    case 422:
      return refusal('settings', await readDetail(answer));
    default:
      return refusal('failed');
  }
}

/**
 * Tries a request once more, after a new proof, because the server may have just closed a connection that the browser kept open.
 * Returns null if that fails too.
 */
async function askAgain(
  pairing: Pairing,
  request: (pairing: Pairing) => Promise<Response>,
): Promise<Response | null> {
  if ((await reach(pairing)) !== 'proved') return null;
  return request(pairing).catch(() => null);
}

async function ask<Answer>(
  pairing: Pairing | null,
  request: (pairing: Pairing) => Promise<Response>,
  read: (answer: unknown) => Answer,
): Promise<Answer | Refusal> {
  if (!pairing) return refusal('unpaired');
  if (Date.now() < offlineUntil) return refusal('offline');
  const reached = await reach(pairing);
  if (reached !== 'proved') {
    if (reached === 'offline') offlineUntil = Date.now() + OFFLINE_REST_MS;
    return refusal(reached);
  }
  const answer = await request(pairing).catch(() => askAgain(pairing, request));
  if (!answer) {
    offlineUntil = Date.now() + OFFLINE_REST_MS;
    return refusal('offline');
  }
  if (!answer.ok) return readRefusal(answer);
  try {
    return read(await answer.json());
  } catch {
    return refusal('failed');
  }
}

const isRefusal = (value: object): value is Refusal => 'reason' in value;

export async function check(pairing: Pairing | null, request: CheckRequest): Promise<CheckOutcome> {
  const answer = await ask(
    pairing,
    (paired) =>
      authorised(paired, '/v1/check', {
        method: 'POST',
        body: JSON.stringify({ ...request, offsets: 'utf-16' }),
      }),
    (value) => readReport(value, request.text.length),
  );
  return isRefusal(answer) ? { ok: false, refusal: answer } : { ok: true, report: answer };
}

export async function fetchRules(pairing: Pairing | null): Promise<RulesAnswer> {
  const answer = await ask(pairing, (paired) => authorised(paired, '/v1/rules', {}), readRules);
  return isRefusal(answer) ? { ok: false, message: answer.message } : { ok: true, rules: answer };
}

/** Returns what a person should know about a connected server (versions that differ, packs with mistakes), or an empty string. */
export async function fetchAdvice(pairing: Pairing): Promise<string> {
  try {
    const answer = await authorised(pairing, '/v1/packs', {});
    const notice = answer.headers.get('Softsell-Notice');
    if (notice === 'update-client')
      return 'This extension is older than softsell on this computer. Update it when you can.';
    if (notice === 'update-server')
      return 'softsell on this computer is older than this extension. Update it when you can.';
    const { problems } = (await answer.json()) as { problems?: unknown };
    if (Array.isArray(problems) && problems.length > 0) {
      return 'A rule file has a mistake, so softsell keeps using its last good version. “softsell packs list” shows the details.';
    }
  } catch {
    // This is only advice. Checks report their own failures.
  }
  return '';
}
