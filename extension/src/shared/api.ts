/**
 * Types for the server's API (`/v1`), and readers that don't trust its answers.
 * Nothing here fetches. The extension's background and the playground each have their own client.
 */

import facts from 'softsell:facts';

export type Severity = 'suggestion' | 'warning' | 'error';

/** The scores that every report has. */
export const DIMENSIONS: readonly string[] = Object.keys(facts.dimensions);
export const SEVERITIES: readonly Severity[] = ['suggestion', 'warning', 'error'];

/** One change that fixes a finding. `start` and `end` are UTF-16 units, and equal for an insertion. */
export interface Fix {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One thing a rule found. `start` and `end` are UTF-16 units, both null for the whole draft. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly start: number | null;
  readonly end: number | null;
  readonly message: string;
  readonly why: string;
  readonly fixes: readonly Fix[];
  /** The score that the rule feeds, or null. A pack can have its own scores. */
  readonly dimension: string | null;
  /** Whether this is praise. The list shows praise, but it's never underlined. */
  readonly positive: boolean;
  /** The path of the rule's page on the server, or null if it has none. */
  readonly docs: string | null;
}

/** 0 is fine and 100 is worst. Readability is null for very short drafts. `DIMENSIONS` come first, then the scores of packs. */
export type Scores = Readonly<Record<string, number | null>>;

/** What kind of post a draft is. */
export interface PostKind {
  /** One of `POST_KINDS`. */
  readonly name: string;
  /** From 0 (nothing is known) to 1 (the person said so). */
  readonly likelihood: number;
}

/** One thing that made a score. */
export interface Reason {
  readonly dimension: string;
  /** Negative for something good. */
  readonly points: number;
  /** A sentence for the person. */
  readonly says: string;
}

export interface Report {
  readonly findings: readonly Finding[];
  readonly scores: Scores;
  readonly measures: Readonly<Record<string, number>>;
  /** Null if the server doesn't say. */
  readonly kind: PostKind | null;
  /** What made the scores, the strongest first; null if that wasn’t asked. */
  readonly reasons: readonly Reason[] | null;
}

export interface CheckRequest {
  readonly text: string;
  readonly platform?: string;
  readonly reply_to?: string;
  /** What kind of post it is, if the person said so. */
  readonly kind?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether to say what made the scores. It takes as long as a check. */
  readonly explain?: boolean;
}

/** Why there is no report. `message` is a sentence for the person and never contains draft text. */
export interface Refusal {
  readonly reason: 'offline' | 'unpaired' | 'stranger' | 'too-long' | 'busy' | 'settings' | 'failed';
  readonly message: string;
}

export type CheckOutcome =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly refusal: Refusal };

/** What the history says of the posts before a draft. */
export interface Recent {
  /** Whether the person keeps a history. */
  readonly on: boolean;
  /** Sentences for the person, without a full stop. */
  readonly lines: readonly string[];
}

/** Says that a post is in the history. `isNew` is false if it was there already. */
export interface Kept {
  readonly isNew: boolean;
  readonly recent: Recent;
}

/** One rule from `GET /v1/rules`. Fields that a server leaves out are empty. */
export interface RuleInfo {
  readonly id: string;
  /** What it finds, in a few words. */
  readonly title: string;
  readonly pack: string;
  readonly dimension: string | null;
  readonly severity: Severity;
  readonly enabled: boolean;
  readonly message: string;
  readonly why: string;
  /** A text that says it better; empty if the rule has none. */
  readonly instead: string;
  /** As in `Finding`. */
  readonly docs: string | null;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
}

/** A text that proves a rule. `start` and `end` (UTF-16) mark what the rule must find, and are null for the whole draft. */
export interface Example {
  readonly text: string;
  readonly start: number | null;
  readonly end: number | null;
}

/** A mistake in a rule file. Line and column count from 1, and are 0 if there is none. */
export interface Mistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

/** The result of trying a rule file. */
export interface Trial {
  readonly problems: readonly Mistake[];
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleInfo[];
}

/** The most scores to show. Packs that declare more aren't made for people. */
const MAX_SCORES = 20;

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** The path of a rule's page in the documentation. Nothing else from a server is opened as a page. */
const RULE_PAGE = /^\/docs\/rules\/[\w-]{1,100}\/[\w-]{1,100}$/;

/** Returns the path of a rule's page, or null for anything else. */
export const readRulePage = (value: unknown): string | null =>
  RULE_PAGE.test(text(value)) ? text(value) : null;

const severity = (value: unknown): Severity => SEVERITIES.find((known) => known === value) ?? 'suggestion';

function isSpan(start: unknown, end: unknown, length: number): boolean {
  return (
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    0 <= (start as number) &&
    (start as number) <= (end as number) &&
    (end as number) <= length
  );
}

function readFix(value: unknown, length: number): Fix[] {
  if (!isObject(value) || !isSpan(value['start'], value['end'], length)) return [];
  return [
    {
      label: text(value['label']),
      start: value['start'] as number,
      end: value['end'] as number,
      text: text(value['text']),
    },
  ];
}

function readFinding(value: unknown, length: number): Finding[] {
  if (!isObject(value)) return [];
  const whole = value['start'] === null || value['start'] === undefined;
  if (!whole && !isSpan(value['start'], value['end'], length)) return [];
  return [
    {
      rule: text(value['rule']),
      severity: severity(value['severity']),
      start: whole ? null : (value['start'] as number),
      end: whole ? null : (value['end'] as number),
      message: text(value['message']),
      why: text(value['why']),
      fixes: list(value['fixes']).flatMap((fix) => readFix(fix, length)),
      dimension: text(value['dimension']) || null,
      positive: value['positive'] === true,
      docs: readRulePage(value['docs']),
    },
  ];
}

/** Returns a score from 0 to 100, or null for anything that isn't a number. */
function readScore(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : null;
}

function readKind(value: unknown): PostKind | null {
  if (!isObject(value) || typeof value['likelihood'] !== 'number') return null;
  const name = text(value['name']);
  return name ? { name, likelihood: Math.min(1, Math.max(0, value['likelihood'])) } : null;
}

function readReason(value: unknown): Reason[] {
  if (!isObject(value) || typeof value['points'] !== 'number' || !text(value['says'])) return [];
  return [{ dimension: text(value['dimension']), points: value['points'], says: text(value['says']) }];
}

/**
 * Reads the report from a JSON answer for a text of `length` UTF-16 units. Leaves out findings and fixes whose spans
 * aren't inside the text. Throws TypeError if the answer isn't a report.
 */
export function readReport(value: unknown, length: number): Report {
  if (!isObject(value) || !isObject(value['scores'])) throw new TypeError('not a report');
  const scores = value['scores'];
  const measures = isObject(value['measures']) ? value['measures'] : {};
  return {
    findings: list(value['findings']).flatMap((finding) => readFinding(finding, length)),
    scores: Object.fromEntries(
      [...new Set([...DIMENSIONS, ...Object.keys(scores)])]
        .slice(0, MAX_SCORES)
        .map((name) => [name, readScore(scores[name])]),
    ),
    measures: Object.fromEntries(
      Object.entries(measures).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    ),
    kind: readKind(value['kind']),
    reasons: Array.isArray(value['reasons']) ? value['reasons'].flatMap(readReason) : null,
  };
}

/** Reads an answer of `POST /v1/history/recent`. */
export function readRecent(value: unknown): Recent {
  if (!isObject(value)) throw new TypeError('not what the history says');
  const earlier = isObject(value['earlier']) ? value['earlier']['line'] : null;
  const lines = [value['line'], earlier].map(text).filter((line) => line !== '');
  return { on: value['on'] === true, lines };
}

/** Reads an answer of `POST /v1/history`. */
export function readKept(value: unknown): Kept {
  if (!isObject(value)) throw new TypeError('not an answer of the history');
  return { isNew: value['kept'] === true, recent: readRecent(value['recent']) };
}

function readExample(value: unknown): Example[] {
  if (!isObject(value) || typeof value['text'] !== 'string') return [];
  const marked = isSpan(value['start'], value['end'], value['text'].length);
  return [
    {
      text: value['text'],
      start: marked ? (value['start'] as number) : null,
      end: marked ? (value['end'] as number) : null,
    },
  ];
}

/** Reads the rules from an answer to `GET /v1/rules`, in the same order. Leaves out what it can't read. */
export function readRules(value: unknown): RuleInfo[] {
  const rules = isObject(value) ? list(value['rules']) : list(value);
  return rules.filter(isObject).flatMap((rule) => {
    const id = text(rule['id']);
    if (!id) return [];
    return [
      {
        id,
        title: text(rule['title']) || id,
        dimension: text(rule['dimension']) || null,
        pack: text(rule['pack']) || (id.split('/')[0] ?? ''),
        severity: severity(rule['severity']),
        enabled: rule['enabled'] !== false,
        message: text(rule['message']),
        why: text(rule['why']),
        instead: text(rule['instead']),
        docs: readRulePage(rule['docs']),
        bad: list(rule['bad']).flatMap(readExample),
        good: list(rule['good']).flatMap(readExample),
      },
    ];
  });
}

const count = (value: unknown): number => (Number.isInteger(value) ? (value as number) : 0);

/** What the server says is wrong in settings or in a pack. */
export interface Problem {
  readonly path: string;
  /** From 1; 0 if it isn't about a line. */
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

/** Reads the `problems` of an answer, such as that of `GET /v1/packs`. Anything else has none. */
export function readProblems(value: unknown): Problem[] {
  return list(isObject(value) ? value['problems'] : null)
    .filter(isObject)
    .map((problem) => ({
      path: text(problem['path']),
      line: count(problem['line']),
      message: text(problem['message']),
      hint: text(problem['hint']),
    }));
}

/** Returns why the server refused a request with status 400: most such requests are wrong themselves, some have settings with mistakes. */
export const reasonOfMistake = (problem: unknown): 'settings' | 'failed' =>
  isObject(problem) && text(problem['type']).endsWith(':invalid-settings') ? 'settings' : 'failed';

/** Reads an answer of `POST /v1/rules/try` for a draft of `length` UTF-16 units. Throws TypeError if it isn't one. */
export function readTrial(value: unknown, length: number): Trial {
  if (!isObject(value) || !Array.isArray(value['problems'])) throw new TypeError('not a trial');
  return {
    problems: value['problems'].filter(isObject).map((problem) => ({
      line: count(problem['line']),
      column: count(problem['column']),
      message: text(problem['message']),
      hint: text(problem['hint']),
    })),
    findings: list(value['findings']).flatMap((finding) => readFinding(finding, length)),
    rules: readRules(value['rules']),
  };
}
