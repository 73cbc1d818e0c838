/**
 * Pairs with the server: asks, shows the code, waits until the person allows it on the server's own page, and keeps the token.
 * The verifier never leaves the background.
 */

import { post } from './http.ts';
import { loadPending, loadSettings, type PendingPairing, savePairing, savePending } from './settings.ts';

function readBrowserName(): string {
  const agent = navigator.userAgent;
  if (agent.includes('Firefox/')) return 'Firefox';
  if (agent.includes('Edg/')) return 'Edge';
  return 'Chrome';
}

const readPage = (value: unknown): PendingPairing['page'] =>
  value === 'opening' || value === 'open' ? value : 'none';

/** Asks the server to pair, unless a request of ours is waiting there. Returns why it can't, as a sentence, or null. */
export async function startPairing(): Promise<string | null> {
  const { server } = await loadSettings();
  const waiting = await loadPending();
  if (waiting?.server === server) return null;
  try {
    const answer = await post(server, '/v1/pair', { name: `softsell in ${readBrowserName()}` });
    if (answer.status === 503)
      return 'There were too many requests to connect. Wait a minute, then try again.';
    if (!answer.ok) return 'softsell didn’t take the request to connect. Restart it, then try again.';
    const body = (await answer.json()) as {
      code: string;
      verifier: string;
      expires_in: number;
      interval: number;
      page: unknown;
    };
    const pending: PendingPairing = {
      server,
      code: String(body.code),
      verifier: String(body.verifier),
      expires: Date.now() + Math.min(Number(body.expires_in) || 300, 900) * 1000,
      intervalMs: Math.max(Number(body.interval) || 2, 0.2) * 1000,
      page: readPage(body.page),
    };
    await savePending(pending);
    pollSoon(pending);
  } catch {
    // The state says that nothing answers.
  }
  return null;
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks again after the server's interval, until the request expires, because a person is waiting. */
export function pollSoon(pending: PendingPairing): void {
  clearTimeout(timer);
  timer = setTimeout(() => void poll(pending), pending.intervalMs);
}

async function poll(pending: PendingPairing): Promise<void> {
  const current = await loadPending();
  if (current?.verifier !== pending.verifier) return;
  try {
    const answer = await post(pending.server, '/v1/pair/poll', { verifier: pending.verifier });
    if (answer.status === 410) return void (await savePending(null));
    const body = (await answer.json()) as { status?: string; id?: string; token?: string; page?: unknown };
    if (body.status === 'approved' && body.token && body.id) {
      await savePairing({ server: pending.server, id: body.id, token: body.token });
      await savePending(null);
      return;
    }
    if (body.status === 'denied') return void (await savePending(null));
    const page = readPage(body.page);
    if (page !== current.page) await savePending({ ...current, page });
    return pollSoon({ ...current, page });
  } catch {
    // The server may be restarting. The request's expiry limits the wait.
  }
  pollSoon(pending);
}

/** Forgets the token. The server keeps its half until someone revokes it there. */
export async function unpair(): Promise<void> {
  await savePending(null);
  await savePairing(null);
}
