/**
 * Pairs with the server: asks, shows the code, waits until the person agrees on the server's own page, and keeps the token.
 * The verifier never leaves the background.
 */

import type { Status } from '../shared/messages.ts';
import { fetchAdvice, isThere, post, reach, refusal } from './client.ts';
import {
  loadPairing,
  loadPending,
  loadSettings,
  type PendingPairing,
  savePairing,
  savePending,
} from './settings.ts';

function readBrowserName(): string {
  const agent = navigator.userAgent;
  if (agent.includes('Firefox/')) return 'Firefox';
  if (agent.includes('Edg/')) return 'Edge';
  return 'Chrome';
}

/** Asks the server to pair. The status holds the code, which the server's page shows too. */
export async function startPairing(): Promise<Status> {
  const { server } = await loadSettings();
  try {
    const answer = await post(server, '/v1/pair', { name: `softsell in ${readBrowserName()}` });
    if (!answer.ok) return { connection: 'unpaired', code: null, message: await explainFailure(answer) };
    const body = (await answer.json()) as {
      code: string;
      verifier: string;
      expires_in: number;
      interval: number;
    };
    const pending: PendingPairing = {
      server,
      code: String(body.code),
      verifier: String(body.verifier),
      expires: Date.now() + Math.min(Number(body.expires_in) || 300, 900) * 1000,
      intervalMs: Math.max(Number(body.interval) || 2, 0.2) * 1000,
    };
    await savePending(pending);
    pollSoon(pending);
    return describePairing(pending);
  } catch {
    return { connection: 'offline', code: null, message: refusal('offline').message };
  }
}

async function explainFailure(answer: Response): Promise<string> {
  if (answer.status === 503) return 'Too many connection requests. Wait a minute, then try again.';
  return 'softsell couldn’t connect. Restart it, then try again.';
}

const describePairing = (pending: PendingPairing): Status => ({
  connection: 'pairing',
  code: pending.code,
  message:
    'softsell opened a page in your browser. If it shows this code, press Yes there. No page? Type “softsell pair” in a terminal.',
});

let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks again after the server's interval, until the request expires, because a person is waiting. */
function pollSoon(pending: PendingPairing): void {
  clearTimeout(timer);
  timer = setTimeout(() => void poll(pending), pending.intervalMs);
}

async function poll(pending: PendingPairing): Promise<void> {
  const current = await loadPending();
  if (current?.verifier !== pending.verifier) return;
  try {
    const answer = await post(pending.server, '/v1/pair/poll', { verifier: pending.verifier });
    if (answer.status === 410) return void (await savePending(null));
    const body = (await answer.json()) as { status?: string; id?: string; token?: string };
    if (body.status === 'approved' && body.token && body.id) {
      await savePairing({ server: pending.server, id: body.id, token: body.token });
      await savePending(null);
      return;
    }
    if (body.status === 'denied') return void (await savePending(null));
  } catch {
    // The server may be restarting. The request's expiry limits the wait.
  }
  pollSoon(pending);
}

/** Asks the server for the current state of the connection. */
export async function readStatus(): Promise<Status> {
  const pending = await loadPending();
  if (pending) {
    pollSoon(pending);
    return describePairing(pending);
  }
  const [{ server }, pairing] = await Promise.all([loadSettings(), loadPairing()]);
  if (!pairing || pairing.server !== server) {
    const there = await isThere(server);
    const reason = there ? 'unpaired' : 'offline';
    return {
      connection: reason,
      code: null,
      message: there ? 'softsell is running. Connect this browser to it.' : refusal('offline').message,
    };
  }
  const reached = await reach(pairing);
  if (reached === 'proved') {
    const message = (await fetchAdvice(pairing)) || 'Nothing you write leaves this computer.';
    return { connection: 'connected', code: null, message };
  }
  return { connection: reached, code: null, message: refusal(reached).message };
}

/** Forgets the token. The server keeps its half until someone revokes it there. */
export async function unpair(): Promise<void> {
  await savePending(null);
  await savePairing(null);
}
