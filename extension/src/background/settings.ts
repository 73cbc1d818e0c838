/** Keeps settings and pairing in the extension's own storage, which content scripts can't read. */

import { readSettings, type Settings } from '../shared/settings.ts';

/** The result of pairing with the server at `server`. */
export interface Pairing {
  readonly server: string;
  readonly id: string;
  readonly token: string;
}

/** A request to pair that nobody has answered yet. */
export interface PendingPairing {
  readonly server: string;
  readonly code: string;
  readonly verifier: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  readonly intervalMs: number;
  /** Whether the server's page for this shows, as far as the server knows. */
  readonly page: 'none' | 'opening' | 'open';
}

/** Keeps content scripts out of our storage if the browser supports it. Called at each start. */
export async function closeStorage(): Promise<void> {
  try {
    await chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
  } catch {
    // Firefox has no such switch for this area. Only our own content scripts can read it, and they never do.
  }
}

export async function loadSettings(): Promise<Settings> {
  return readSettings((await chrome.storage.local.get('settings'))['settings']);
}

let writing: Promise<unknown> = Promise.resolve();

/** Changes the settings. Changes run one after the other. */
export function changeSettings(change: (settings: Settings) => Settings): Promise<void> {
  const written = writing.then(async () => {
    await chrome.storage.local.set({ settings: change(await loadSettings()) });
  });
  writing = written.catch(() => undefined);
  return written;
}

export async function loadPairing(): Promise<Pairing | null> {
  const { pairing } = await chrome.storage.local.get('pairing');
  return (pairing as Pairing | undefined) ?? null;
}

export async function savePairing(pairing: Pairing | null): Promise<void> {
  if (pairing) await chrome.storage.local.set({ pairing });
  else await chrome.storage.local.remove('pairing');
}

export async function loadPending(): Promise<PendingPairing | null> {
  const { pending } = await chrome.storage.session.get('pending');
  const found = (pending as PendingPairing | undefined) ?? null;
  return found && found.expires > Date.now() ? found : null;
}

export async function savePending(pending: PendingPairing | null): Promise<void> {
  if (pending) await chrome.storage.session.set({ pending });
  else await chrome.storage.session.remove('pending');
}

const USUAL_COMMAND = 'softsell';
const COMMAND = /^[\w ./\\:"'~@+-]{1,300}$/;

/** Returns what the person types in a terminal to run softsell. */
export async function loadCommand(): Promise<string> {
  const { command } = await chrome.storage.local.get('command');
  return typeof command === 'string' ? command : USUAL_COMMAND;
}

/** Keeps what a proven server said of its own command. */
export async function saveCommand(command: unknown): Promise<void> {
  if (typeof command === 'string' && COMMAND.test(command) && command !== (await loadCommand()))
    await chrome.storage.local.set({ command });
}

/** Counts how often the server came back, in this session of the browser. */
export async function loadComebacks(): Promise<number> {
  const { comebacks } = await chrome.storage.session.get('comebacks');
  return typeof comebacks === 'number' ? comebacks : 0;
}

export async function addComeback(): Promise<void> {
  await chrome.storage.session.set({ comebacks: (await loadComebacks()) + 1 });
}
