/** What a file of shared settings would change in one's own, part by part and in words. Without the DOM. */

import { LABELS, labelChoice, PLATFORM_TITLES } from './labels.ts';
import { type BetterWord, isObject, type Pack, type Values, valueAt, withValue } from './model.ts';

/** One thing that a file would change, which can be taken or left. */
export interface Part {
  readonly path: readonly string[];
  /** The platform that it's for, or null for all posts. */
  readonly platform: string | null;
  /** The rule that it's about, or null. */
  readonly rule: string | null;
  readonly key: string;
  /** For a list: what goes, because the file says otherwise. Else the one value before, if there is one. */
  readonly old: readonly unknown[];
  /** For a list: what comes. Else the one new value. */
  readonly now: readonly unknown[];
  readonly isList: boolean;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const without = (list: readonly unknown[], gone: readonly unknown[]): unknown[] =>
  list.filter((one) => !gone.some((other) => same(one, other)));

const wordOf = (entry: unknown): unknown => (isObject(entry) ? entry['word'] : undefined);

function place(path: readonly string[]): Pick<Part, 'path' | 'platform' | 'rule' | 'key'> {
  const platform = path[0] === 'platforms' ? (path[1] ?? null) : null;
  const inner = platform ? path.slice(2) : path;
  return { path, platform, rule: inner[0] === 'rules' ? (inner[1] ?? null) : null, key: path.at(-1) ?? '' };
}

function partsOfList(path: readonly string[], own: readonly unknown[], shared: readonly unknown[]): Part[] {
  const added = without(shared, own);
  const where = place(path);
  // A word that has another better one here than there.
  const disputed = added.filter((entry) => own.some((one) => wordOf(one) && wordOf(one) === wordOf(entry)));
  const rest = without(added, disputed);
  return [
    ...(rest.length > 0 ? [{ ...where, old: [], now: rest, isList: true }] : []),
    ...disputed.map((entry) => ({
      ...where,
      old: own.filter((one) => wordOf(one) === wordOf(entry)),
      now: [entry],
      isList: true,
    })),
  ];
}

/** Returns what shared settings would change. Lists are joined; of two values for the same thing, the shared one counts. */
export function partsOf(own: Values, shared: Values, path: readonly string[] = []): Part[] {
  return Object.entries(shared).flatMap(([key, value]) => {
    const here = [...path, key];
    const old = own[key];
    if (isObject(value)) return partsOf(isObject(old) ? old : {}, value, here);
    if (Array.isArray(value)) return partsOfList(here, Array.isArray(old) ? old : [], value);
    if (same(old, value)) return [];
    return [{ ...place(here), old: old === undefined ? [] : [old], now: [value], isList: false }];
  });
}

/** Returns the settings with a part taken, or left again. Keeps what was changed in between. */
export function withPart(settings: Values, part: Part, taken: boolean): Values {
  const [from, to] = taken ? [part.old, part.now] : [part.now, part.old];
  if (!part.isList) return withValue(settings, part.path, to[0] ?? null);
  const list = valueAt(settings, part.path);
  const rest = without(Array.isArray(list) ? list : [], [...from, ...to]);
  return withValue(settings, part.path, [...rest, ...to]);
}

/** Whether a part is the name of the business that the file comes from. It's hardly the reader's. */
export const isName = ({ key, rule }: Part): boolean => key === 'brand' && !rule;

const MOST = 6;

function list(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST).map((text) => `“${text}”`);
  if (texts.length > MOST) shown.push(`${texts.length - MOST} more`);
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

function sayWord({ word, instead, why }: BetterWord): string {
  return `“${word}”${instead ? `, better “${instead}”` : ''}${why ? `, because: ${why}` : ''}`;
}

/** Says what rules and packs are called. */
export class Names {
  private readonly titles: ReadonlyMap<string, string>;

  constructor(packs: readonly Pack[]) {
    this.titles = new Map(
      packs.flatMap((pack) => [
        [pack.name, `all of ${pack.title}`] as const,
        ...pack.rules.map((rule) => [rule.id, rule.title] as const),
      ]),
    );
  }

  of(name: string): string {
    return this.titles.get(name) ?? 'a word of your own';
  }
}

function sayRule(name: string, { key, now, old, isList }: Part): string {
  const texts = list(now.map(String));
  const instead = old.length > 0 ? ', instead of your setting' : '';
  switch (key) {
    case 'enabled':
      return `${name} is switched ${now[0] ? 'on' : 'off'}${instead}`;
    case 'severity':
      return `${name} is ${labelChoice(String(now[0]))}${instead && `, instead of ${labelChoice(String(old[0]))}`}`;
    case 'add':
      return `${name} also looks for ${texts}`;
    case 'remove':
      return `${name} doesn’t look for ${texts}`;
    case 'allow':
      return `${name} leaves ${texts} alone`;
    case 'at-most':
      return `${name} is fine up to ${now[0]}${instead}`;
    case 'at-least':
      return `${name} starts at ${now[0]}${instead}`;
    default:
      return isList ? `${name}: ${texts}` : `${name} counts ${now[0]} points${instead}`;
  }
}

function sayHere(part: Part, names: Names): string {
  const { key, now, old, rule, isList } = part;
  if (rule) return sayRule(`“${names.of(rule)}”`, part);
  if (key === 'brand') return `Names of its business: ${list(now.map(String))}`;
  if (key === 'better') {
    const words = now.slice(0, MOST).map((word) => sayWord(word as BetterWord));
    const more = now.length > MOST ? ` and ${now.length - MOST} more` : '';
    const yours = old.map((word) => sayWord(word as BetterWord)).join('; ');
    return `Not to use: ${words.join('; ')}${more}${yours && `, instead of your ${yours}`}`;
  }
  if (key === 'ban') return `Not to use: ${list(now.map(String))}`;
  if (key === 'allow') return `To leave alone: ${list(now.map(String))}`;
  const label = LABELS[key] ?? key;
  if (isList) return `${label}: ${list(now.map((name) => names.of(String(name))))}`;
  const yours = old.length > 0 ? `, instead of your ${labelChoice(String(old[0]))}` : '';
  return `${label}: ${labelChoice(String(now[0]))}${yours}`;
}

/** Says what a part changes: “Not to use: “yummy””, “On LinkedIn: Reading level, in school years: 12, instead of your 9”. */
export function sayPart(part: Part, names: Names): string {
  const here = sayHere(part, names);
  return part.platform ? `On ${PLATFORM_TITLES.get(part.platform) ?? part.platform}: ${here}` : here;
}

const count = (many: number, one: string, more = `${one}s`): string => `${many} ${many === 1 ? one : more}`;

/** Says in a few words what parts for one platform, or for all posts, do. */
function sumUp(parts: readonly Part[]): string[] {
  const items = (...keys: string[]): number =>
    parts
      .filter(({ rule, key, old }) => !rule && keys.includes(key) && old.length === 0)
      .reduce((sum, { now }) => sum + now.length, 0);
  const disputed = parts.filter(({ key, old }) => key === 'better' && old.length > 0).length;
  const switched = (on: boolean): number =>
    parts.filter(({ rule, key, now }) => rule && key === 'enabled' && now[0] === on).length;
  const off = switched(false) + items('ignore');
  const on = switched(true) + items('extend-select');
  const changed = new Set(parts.filter(({ rule, key }) => rule && key !== 'enabled').map(({ rule }) => rule));
  const goals = parts.filter(({ path }) => path[0] === 'feed').length;
  const values = parts.filter(({ rule, isList, path }) => !rule && !isList && path[0] !== 'feed');
  const adds = [
    items('brand') && count(items('brand'), 'name'),
    items('ban', 'better') && count(items('ban', 'better'), 'word'),
    items('allow') && count(items('allow'), 'phrase to leave alone', 'phrases to leave alone'),
  ].filter((text): text is string => Boolean(text));
  return [
    adds.length > 0 && `adds ${join(adds)}`,
    disputed > 0 && `changes ${count(disputed, 'word')}`,
    off > 0 && `switches off ${count(off, 'rule')}`,
    on > 0 && `switches on ${count(on, 'rule')}`,
    items('select') > 0 && `uses only ${count(items('select'), 'rule')}`,
    changed.size > 0 && `changes ${count(changed.size, 'rule')}`,
    values.length > 0 && `sets ${join(values.map(({ key }) => `“${LABELS[key] ?? key}”`))}`,
    goals > 0 && `sets ${count(goals, 'goal')} of your feed`,
  ].filter((text): text is string => Boolean(text));
}

const join = (texts: readonly string[]): string =>
  texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

/** Says in a sentence what these parts do together. */
export function sayAll(parts: readonly Part[]): string {
  const platforms = [...new Set(parts.map(({ platform }) => platform))];
  const said = platforms.flatMap((platform) => {
    const where = platform ? ` on ${PLATFORM_TITLES.get(platform) ?? platform}` : '';
    return sumUp(parts.filter((part) => part.platform === platform)).map((text) => text + where);
  });
  return said.length === 0 ? 'You take nothing of this file.' : `This file ${join(said)}.`;
}
