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
