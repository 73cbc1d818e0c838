/**
 * Talks to the server through the browser's own program for it (native messaging), which `softsell setup` sets up. It needs no port and
 * no pairing, and starts the server if none runs. The server's side is server/softsell/web/native_messaging/host.py.
 */

import type { Reply, Unreached } from './http.ts';

/** The name of the program, from the file that its manifests come from. */
declare const NATIVE_HOST: string;

const CLIENT = `extension/${chrome.runtime.getManifest().version}`;
/** How long to leave the program alone if it isn't there. */
const ABSENT_REST_MS = 15_000;
/** After this long without a request, the program may end. */
const IDLE_MS = 300_000;
/** Starting the server may take this long. */
const TIMEOUT_MS = 45_000;

interface Waiting {
  readonly done: (answer: Reply | Unreached) => void;
  readonly timeout: ReturnType<typeof setTimeout>;
  pieces: string;
}

let port: chrome.runtime.Port | null = null;
let hasAnswered = false;
let absentUntil = 0;
let idle: ReturnType<typeof setTimeout> | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

function finish(id: number, answer: Reply | Unreached): void {
  const one = waiting.get(id);
  if (!one) return;
  waiting.delete(id);
  clearTimeout(one.timeout);
  one.done(answer);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function hear(message: unknown): void {
  const { id, failed, status, notice, piece, last } = (message ?? {}) as Readonly<Record<string, unknown>>;
  const one = typeof id === 'number' ? waiting.get(id) : undefined;
  if (!one || typeof id !== 'number') return;
  hasAnswered = true;
  if (failed === 'offline' || failed === 'forgotten') {
    finish(id, failed);
    return;
  }
  one.pieces += typeof piece === 'string' ? piece : '';
  if (last === true)
    finish(id, {
      status: typeof status === 'number' ? status : 0,
      notice: typeof notice === 'string' && notice ? notice : null,
      body: parse(one.pieces),
    });
}

/** Connects to the program, which the browser starts. Returns null if this browser can't. */
function connect(): chrome.runtime.Port | null {
  if (port) return port;
  try {
    port = chrome.runtime.connectNative(NATIVE_HOST);
  } catch {
    return null;
  }
  hasAnswered = false;
  port.onMessage.addListener(hear);
  port.onDisconnect.addListener(() => {
    void chrome.runtime.lastError; // Reading it tells Chrome that we know.
    port = null;
    if (!hasAnswered) absentUntil = Date.now() + ABSENT_REST_MS;
    for (const id of [...waiting.keys()]) finish(id, hasAnswered ? 'offline' : 'absent');
  });
  return port;
}

function disconnectWhenIdle(): void {
  clearTimeout(idle);
  idle = setTimeout(() => {
    if (waiting.size > 0) return disconnectWhenIdle();
    port?.disconnect();
    port = null;
  }, IDLE_MS);
}

/** Starts the program while a person still writes, because its start takes longer than a check. */
export function connectAhead(): void {
  if (Date.now() >= absentUntil && connect()) disconnectWhenIdle();
}

/** Asks the server through the program. The answer is "absent" if the program isn't set up for this browser. */
export async function askNative(path: string, body?: object): Promise<Reply | Unreached> {
  if (Date.now() < absentUntil) return 'absent';
  const connected = connect();
  if (!connected) return 'absent';
  disconnectWhenIdle();
  last += 1;
  const id = last;
  return new Promise((done) => {
    const timeout = setTimeout(() => finish(id, 'offline'), TIMEOUT_MS);
    waiting.set(id, { done, timeout, pieces: '' });
    connected.postMessage({ id, path, client: CLIENT, body: body ? JSON.stringify(body) : null });
  });
}

/** Tries the program again at the next request, because a person asks. */
export function forgetAbsence(): void {
  absentUntil = 0;
}
