/** The playground's own client. `door.js`, which the server's other page uses too, lets this tab in (server/softsell/web/PROTOCOL.md). */

import type { ChartData } from '../feed/data.ts';
import {
  type CheckOutcome,
  type CheckRequest,
  type Problem,
  type Refusal,
  type Report,
  type RuleInfo,
  readProblems,
  readReport,
  readRules,
  readTrial,
  reasonOfMistake,
  type Trial,
} from '../shared/api.ts';
import type { Described, Values } from './settings/model.ts';

/** Says why there is no answer, in a sentence for the person. */
export class NoAnswer extends Error {
  readonly reason: Refusal['reason'];
  /** The mistakes in what was sent, if that is why. */
  readonly problems: readonly Problem[];

  constructor(reason: Refusal['reason'], message: string, problems: readonly Problem[] = []) {
    super(message);
    this.reason = reason;
    this.problems = problems;
  }
}

declare const softsellDoor: { fetch(path: string, init?: RequestInit): Promise<Response> };

/** What the person types in a terminal to run this softsell. */
export const COMMAND = document.body.dataset['command'] || 'softsell';

const AWAY = `softsell has stopped. To start it again, type “${COMMAND} serve” in a terminal. This page then goes on by itself.`;
const TIMEOUT_MS = 10_000;
/** Describing the settings runs every example once. A feed has large files. */
const SLOW_TIMEOUT_MS = 60_000;

const REASONS: Readonly<Record<number, Refusal['reason']>> = {
  401: 'unpaired',
  413: 'too-long',
  503: 'busy',
};

const LOOK_MS = 2000;
const returned = new EventTarget();
let looking = false;

/** Calls `listener` each time that the server answers again after it had stopped. */
export function onReturn(listener: () => void): void {
  returned.addEventListener('return', listener);
}

function awaitServer(): void {
  if (looking) return;
  looking = true;
  const look = (): void => {
    fetch('/v1/health').then(
      () => {
        looking = false;
        returned.dispatchEvent(new Event('return'));
      },
      () => setTimeout(look, LOOK_MS),
    );
  };
  setTimeout(look, LOOK_MS);
}

async function ask(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<unknown> {
  let answer: Response;
  try {
    answer = await softsellDoor.fetch(path, {
      method,
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(/^\/v1\/(settings|feed)/.test(path) ? SLOW_TIMEOUT_MS : TIMEOUT_MS),
    });
  } catch {
    awaitServer();
    throw new NoAnswer('offline', AWAY);
  }
  const content: unknown = await answer.json().catch(() => null);
  if (answer.ok) return content;
  const { detail } = (content ?? {}) as { detail?: unknown };
  throw new NoAnswer(
    answer.status === 400 ? reasonOfMistake(content) : (REASONS[answer.status] ?? 'failed'),
    typeof detail === 'string' ? detail : 'softsell couldn’t answer.',
    readProblems(content),
  );
}

export async function check(request: CheckRequest): Promise<CheckOutcome> {
  try {
    return { ok: true, report: readReport(await ask('/v1/check', request), request.text.length) };
  } catch (error) {
    const known =
      error instanceof NoAnswer ? error : new NoAnswer('failed', 'softsell couldn’t read its own answer.');
    return { ok: false, refusal: { reason: known.reason, message: known.message } };
  }
}

/** Fetches all rules in use. Rejects with NoAnswer. */
export async function fetchRules(): Promise<RuleInfo[]> {
  return readRules(await ask('/v1/rules'));
}

/** Fetches the mistakes in newer packs and settings, because of which softsell uses the last good ones. None if there is no answer. */
export async function fetchMistakes(): Promise<readonly Problem[]> {
  return readProblems(await ask('/v1/packs').catch(() => null));
}

/** Tries a file of rules on its own examples and on a draft. Rejects with NoAnswer. */
export async function tryRules(yaml: string, text: string): Promise<Trial> {
  return readTrial(await ask('/v1/rules/try', { yaml, text }), text.length);
}

/** Fetches the user's settings and what can be set. Rejects with NoAnswer. */
export async function describeSettings(): Promise<Described> {
  return (await ask('/v1/settings')) as Described;
}

/** Changes the user's settings, if they are still at this revision. Rejects with NoAnswer. */
export async function keepSettings(revision: string, settings: Values): Promise<Described> {
  return (await ask('/v1/settings', { revision, settings }, 'PUT')) as Described;
}

/** Takes back the last change. Rejects with NoAnswer. */
export async function undoSettings(): Promise<Described> {
  return (await ask('/v1/settings/undo', {})) as Described;
}

/** Reads a softsell.toml that somebody shared. Keeps nothing. Rejects with NoAnswer. */
export async function importSettings(
  text: string,
): Promise<{ settings: Values; left_out: readonly string[] }> {
  return (await ask('/v1/settings/import', { text })) as { settings: Values; left_out: readonly string[] };
}

/** Checks a text with the settings as they are, and as they would be. Rejects with NoAnswer. */
export async function trySettings(
  settings: Values,
  text: string,
  platform: string | null,
): Promise<{ now: Report; after: Report }> {
  const answer = await ask('/v1/settings/try', { settings, text, ...(platform && { platform }) });
  const { now, after } = answer as { now: unknown; after: unknown };
  return { now: readReport(now, text.length), after: readReport(after, text.length) };
}

/** What stands in files of posts. `id` is null if there is no post. */
export interface FeedFiles {
  readonly id: string | null;
  readonly posts: number;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/** The report on a feed. `main` is HTML in which the server has escaped every text of a post. */
export interface FeedPage {
  readonly headline: string;
  readonly main: string;
  readonly data: ChartData;
}

/** Reads files of posts. Rejects with NoAnswer. */
export async function readFeedFiles(
  files: readonly { readonly name: string; readonly content: string }[],
  platform: string | null,
  column: string | null,
): Promise<FeedFiles> {
  const asked = { files, ...(platform && { platform }), ...(column && { column }) };
  return (await ask('/v1/feed/files', asked)) as FeedFiles;
}

/** Checks the next posts of those files. Rejects with NoAnswer. */
export async function checkNextPosts(
  id: string,
): Promise<{ readonly done: number; readonly of: number; readonly page: FeedPage | null }> {
  return (await ask('/v1/feed/next', { id })) as { done: number; of: number; page: FeedPage | null };
}

/** Whether a history is kept, with how many posts. */
export interface HistorySwitch {
  readonly on: boolean;
  readonly text: boolean;
  readonly posts: number;
  readonly path: string;
}

/** Says whether a history is kept. Rejects with NoAnswer. */
export async function readHistorySwitch(): Promise<HistorySwitch> {
  return (await ask('/v1/history/switch')) as HistorySwitch;
}

/** Deletes the whole history. Rejects with NoAnswer. */
export async function deleteHistory(): Promise<HistorySwitch> {
  return (await ask('/v1/history/delete', {})) as HistorySwitch;
}

/** Turns the history on or off. Rejects with NoAnswer. */
export async function setHistorySwitch(on: boolean, text: boolean): Promise<HistorySwitch> {
  return (await ask('/v1/history/switch', { on, text }, 'PUT')) as HistorySwitch;
}
