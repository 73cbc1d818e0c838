/** The only part that asks the server for something. It turns every failure into a sentence for the person. */

import {
  type CheckOutcome,
  type CheckRequest,
  type Kept,
  type Recent,
  type Refusal,
  readKept,
  readRecent,
  readReport,
  readRules,
  reasonOfMistake,
} from '../shared/api.ts';
import { exampleOf } from '../shared/rules.ts';
import { type Ask, askOverHttp, type Reply, reach, type Unreached } from './http.ts';
import { askNative } from './native.ts';
import {
  changeSettings,
  loadCommand,
  loadPairing,
  loadSettings,
  type Pairing,
  saveCommand,
} from './settings.ts';

const OFFLINE_REST_MS = 1500;
const DEFAULT_PORT = 7355;
/** How many ports from the default one on to try if nothing answers where we look. */
const NEAR_PORTS = 10;

export const SENTENCES: Readonly<Record<Refusal['reason'], string>> = {
  offline: 'softsell isn’t running on this computer. This page still works as usual.',
  unpaired:
    'This browser isn’t connected to softsell yet. Press the softsell button in the toolbar, then Connect.',
  stranger: 'Another program answered in place of softsell, so we sent it nothing.',
  'too-long': 'This text is too long for softsell.',
  busy: 'softsell is busy. It tries again when you type.',
  settings: 'softsell couldn’t use one of your settings.',
  failed: 'softsell couldn’t read its own answer. If this keeps happening, restart softsell.',
};

const refusal = (reason: Refusal['reason'], message = SENTENCES[reason]): Refusal => ({ reason, message });

async function refuseUnreached(reached: Unreached): Promise<Refusal> {
  if (reached === 'stranger') return refusal('stranger');
  if (reached === 'forgotten')
    return refusal(
      'unpaired',
      'softsell on this computer doesn’t know this browser any more. Press the softsell button in the toolbar, then Connect.',
    );
  return refusal(
    'offline',
    `${SENTENCES.offline} To start it, type “${await loadCommand()} serve” in a terminal.`,
  );
}

/** Returns addresses where softsell may be, if it isn't at `server`: the one that we paired with, and the ports near the default one. */
export function listOtherServers(server: string, pairing: Pairing | null): string[] {
  const near = Array.from({ length: NEAR_PORTS }, (_, index) => `http://127.0.0.1:${DEFAULT_PORT + index}`);
  return [...new Set([...(pairing ? [pairing.server] : []), ...near])].filter((other) => other !== server);
}

/** Looks for the server that we paired with at other ports. If it proves itself at one, moves the settings there and returns its address. */
export async function follow(pairing: Pairing, server: string): Promise<string | null> {
  const others = listOtherServers(server, pairing);
  const reached = await Promise.all(others.map((other) => reach(pairing, other)));
  const moved = others[reached.indexOf('proved')];
  if (!moved) return null;
  await changeSettings((settings) =>
    settings.server === server ? { ...settings, server: moved } : settings,
  );
  return moved;
}

let offlineUntil = 0;

/** Asks the server wherever it is: through the browser's own program for it if there is one, else at its address. */
export const ask: Ask = async (path, body) => {
  const native = await askNative(path, body);
  if (typeof native !== 'string') return native;
  const [settings, pairing] = await Promise.all([loadSettings(), loadPairing()]);
  if (!pairing) return native;
  const reply = await askOverHttp(pairing, settings.server)(path, body);
  if ((reply !== 'offline' && reply !== 'stranger') || Date.now() < offlineUntil) return reply;
  const moved = await follow(pairing, settings.server);
  if (moved) return askOverHttp(pairing, moved)(path, body);
  offlineUntil = Date.now() + OFFLINE_REST_MS;
  return reply;
};

function readDetail(body: unknown): string | undefined {
  const detail = (body as { detail?: unknown } | null)?.detail;
  return typeof detail === 'string' ? detail.slice(0, 400) : undefined;
}

function refuseReply({ status, body }: Reply): Refusal {
  switch (status) {
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
      return refusal(reasonOfMistake(body), readDetail(body));
    default:
      return refusal('failed');
  }
}

async function askFor<Answer>(
  path: string,
  body: object | undefined,
  read: (answer: unknown) => Answer,
): Promise<Answer | Refusal> {
  const reply = await ask(path, body);
  if (reply === 'absent') return refusal('unpaired');
  if (typeof reply === 'string') return refuseUnreached(reply);
  if (reply.status !== 200) return refuseReply(reply);
  try {
    return read(reply.body);
  } catch {
    return refusal('failed');
  }
}

const isRefusal = (value: object): value is Refusal => 'reason' in value;

export async function check(request: CheckRequest): Promise<CheckOutcome> {
  const answer = await askFor('/v1/check', { ...request, offsets: 'utf-16' }, (value) =>
    readReport(value, request.text.length),
  );
  return isRefusal(answer) ? { ok: false, refusal: answer } : { ok: true, report: answer };
}

/** Returns the text that a rule shows as a better one, or null. */
export async function fetchExample(rule: string): Promise<string | null> {
  const answer = await askFor('/v1/rules', undefined, (value) => ({
    example: exampleOf(readRules(value), rule),
  }));
  return isRefusal(answer) ? null : answer.example;
}

/** Asks what the last posts were, and whether one of them says the same as `text`. Returns null if there is no answer. */
export async function fetchRecent(platform: string | null, text?: string): Promise<Recent | null> {
  const asked = { ...(platform && { platform }), ...(text !== undefined && { text }) };
  const answer = await askFor('/v1/history/recent', asked, readRecent);
  return isRefusal(answer) ? null : answer;
}

/** A post that was sent. */
interface SentPost {
  readonly text: string;
  readonly platform: string | null;
  readonly site: string;
  readonly replyTo: string | null;
}

let recording: Promise<unknown> = Promise.resolve();

/** Records a post that was sent, after those before it. Returns null if it isn't recorded. */
export function keepPost(post: SentPost): Promise<Kept | null> {
  const kept = recording.then(() => keep(post));
  recording = kept.catch(() => undefined);
  return kept;
}

/** Records a post if the person keeps a history: the server is asked first. */
async function keep({ text, platform, site, replyTo }: SentPost): Promise<Kept | null> {
  if (!(await fetchRecent(platform))?.on) return null;
  const answer = await askFor(
    '/v1/history',
    { text, ...(platform && { platform }), ...(site && { site }), ...(replyTo && { reply_to: replyTo }) },
    readKept,
  );
  return isRefusal(answer) ? null : answer;
}

/** What a connected server says of itself. */
export interface About {
  /** "127.0.0.1:7355" */
  readonly address: string;
  readonly notice: string | null;
  /** Whether a rule file has a mistake. */
  readonly hasProblems: boolean;
}

/** Asks the server about itself, and remembers what its user types to start it. Returns why it can't be reached, if it can't. */
export async function fetchAbout(): Promise<About | Unreached> {
  const [about, packs] = await Promise.all([ask('/v1/about'), ask('/v1/packs')]);
  if (typeof about === 'string') return about;
  const said = (about.body ?? {}) as { command?: unknown; address?: unknown };
  await saveCommand(said.command);
  const problems = typeof packs === 'string' ? null : (packs.body as { problems?: unknown } | null)?.problems;
  return {
    address: typeof said.address === 'string' ? said.address : '',
    notice: about.notice,
    hasProblems: Array.isArray(problems) && problems.length > 0,
  };
}
