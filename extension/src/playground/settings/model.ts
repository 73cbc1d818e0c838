/** The user's settings as the page changes them, without the DOM. The keys are those of softsell.toml. Nothing here changes its arguments. */

import type { Example, Severity } from '../../shared/api.ts';

export type Values = Readonly<Record<string, unknown>>;

/** A setting that can be changed. `kind` says how. */
export interface Definition {
  readonly key: string;
  readonly kind: string;
  readonly meaning: string;
  readonly default: string;
  readonly choices: readonly string[];
  readonly at_least: number | null;
  readonly at_most: number | null;
  /** Whether it can differ by platform. */
  readonly by_platform: boolean;
}

/** A rule as its pack says. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly why: string;
  readonly praise: boolean;
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly weight: number;
  readonly bounds: Readonly<Record<string, number>>;
  readonly phrases: readonly string[];
  /** The settings of a rule that this one can take. */
  readonly fits: readonly string[];
  readonly bad: Example | null;
  readonly good: Example | null;
}

export interface Pack {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly rules: readonly Rule[];
}

/** What the server says of the user's settings. */
export interface Described {
  readonly path: string;
  readonly revision: string;
  readonly can_undo: boolean;
  readonly in_use: boolean;
  readonly used_instead: string | null;
  readonly settings: Values;
  readonly shareable: string;
  readonly definitions: readonly Definition[];
  readonly rule_definitions: readonly Definition[];
  readonly feed_definitions: readonly Definition[];
  readonly packs: readonly Pack[];
}

export interface BetterWord {
  readonly word: string;
  readonly instead: string;
  readonly why?: string;
}

export const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

/** Returns the value at a path, or undefined. */
export function valueAt(settings: Values, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), settings);
}

/** Returns the settings with one value changed. An empty value goes, and so does everything around it that is empty then. */
export function withValue(settings: Values, path: readonly string[], value: unknown): Values {
  const [key, ...rest] = path;
  if (key === undefined) return settings;
  const inner = settings[key];
  const changed = rest.length > 0 ? withValue(isObject(inner) ? inner : {}, rest, value) : value;
  const { [key]: _, ...others } = settings;
  return isEmpty(changed) ? others : { ...settings, [key]: changed };
}

/** Returns where the settings for a platform are, or those for all posts. */
export const layerPath = (platform: string | null): readonly string[] =>
  platform ? ['platforms', platform] : [];

/** Returns the list at a path; an empty one if there is none. */
export function listAt(settings: Values, path: readonly string[]): readonly string[] {
  const value = valueAt(settings, path);
  return Array.isArray(value) ? value.map(String) : [];
}

/** Returns the words for all posts that have a better one or a reason. */
export function betterAt(settings: Values): readonly BetterWord[] {
  const value = settings['better'];
  return Array.isArray(value) ? (value as BetterWord[]) : [];
}

/** Returns how many values differ. */
export function countChanges(before: unknown, after: unknown): number {
  if (isObject(before) || isObject(after)) {
    const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].reduce(
      (sum, key) => sum + countChanges(old[key], now[key]),
      0,
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? 0 : 1;
}

/** Returns the settings in a file that the extension exported, or null if it isn't one. */
export function readExtensionFile(text: string): Values | null {
  try {
    const engine: unknown = (JSON.parse(text) as { engine?: unknown } | null)?.engine;
    if (!isObject(engine)) return null;
    const { brands, severity, audience, ...rest } = engine;
    return {
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => !isEmpty(value))),
      ...(!isEmpty(brands) && { brand: brands }),
      ...(severity !== 'suggestion' && !isEmpty(severity) && { severity }),
      ...(audience !== 'everyone' && !isEmpty(audience) && { audience }),
    };
  } catch {
    return null;
  }
}

/** Whether a rule is on, and what decides that. */
export interface RuleState {
  readonly on: boolean;
  /** Whether its whole pack is off, so its own switch does nothing. */
  readonly packOff: boolean;
}

const layersOf = (platform: string | null): readonly (readonly string[])[] =>
  platform ? [layerPath(null), layerPath(platform)] : [layerPath(null)];

/**
 * Returns whether a rule is on for a platform, with the settings for all posts below. `isOptional` says whether all of its pack is off by
 * default, so that the pack's name switches it on. `select` only says what else is off.
 */
export function stateOf(
  settings: Values,
  platform: string | null,
  rule: Rule,
  isOptional = false,
): RuleState {
  const pack = rule.id.split('/')[0] ?? '';
  const layers = layersOf(platform);
  const ignored = layers.flatMap((layer) => listAt(settings, [...layer, 'ignore']));
  const added = layers.flatMap((layer) => listAt(settings, [...layer, 'extend-select']));
  const enabled = layers.map((layer) => valueAt(settings, [...layer, 'rules', rule.id, 'enabled']));
  const own = enabled.filter((value): value is boolean => typeof value === 'boolean').at(-1);
  const usual = rule.enabled || (isOptional && added.includes(pack));
  return {
    on: !ignored.includes(rule.id) && !ignored.includes(pack) && (added.includes(rule.id) || (own ?? usual)),
    packOff: ignored.includes(pack),
  };
}

const listWithout = (settings: Values, path: readonly string[], name: string): Values =>
  withValue(
    settings,
    path,
    listAt(settings, path).filter((other) => other !== name),
  );

const listWith = (settings: Values, path: readonly string[], name: string): Values =>
  withValue(settings, path, [...listAt(settings, path), name]);

/** Returns the settings with a rule switched on or off. */
export function withRuleOn(
  settings: Values,
  platform: string | null,
  rule: Rule,
  on: boolean,
  isOptional = false,
): Values {
  const layer = layerPath(platform);
  const enabled = [...layer, 'rules', rule.id, 'enabled'];
  const named = listWithout(settings, [...layer, 'ignore'], rule.id);
  const cleared = withValue(listWithout(named, [...layer, 'extend-select'], rule.id), enabled, null);
  const isOn = (changed: Values): boolean => stateOf(changed, platform, rule, isOptional).on;
  if (isOn(cleared) === on) return cleared;
  const said = withValue(cleared, enabled, on);
  // If the settings for all posts add it by name, only `ignore` counts for more.
  return on || !isOn(said) ? said : listWith(cleared, [...layer, 'ignore'], rule.id);
}

/** Whether all rules of a pack are off by default. */
export const isOptional = ({ rules }: Pack): boolean => rules.every(({ enabled }) => !enabled);

/** Returns how many rules of a pack are on. */
export const countOn = (settings: Values, platform: string | null, pack: Pack): number =>
  pack.rules.filter((rule) => stateOf(settings, platform, rule, isOptional(pack)).on).length;

/** Returns the settings with a pack switched off, or on with the rules that are on by default; with all of them if none is. */
export function withPackOn(settings: Values, platform: string | null, pack: Pack, on: boolean): Values {
  const layer = layerPath(platform);
  const named = listWithout(settings, [...layer, 'ignore'], pack.name);
  const cleared = listWithout(named, [...layer, 'extend-select'], pack.name);
  if (countOn(cleared, platform, pack) > 0 === on) return cleared;
  if (!on) return listWith(cleared, [...layer, 'ignore'], pack.name);
  const added = listWith(cleared, [...layer, 'extend-select'], pack.name);
  if (countOn(added, platform, pack) > 0) return added;
  // Each of its rules is switched off by itself.
  return pack.rules.reduce((changed, rule) => withRuleOn(changed, platform, rule, true), cleared);
}

const LONGEST_NAME = 40;

/** Returns what to call a file of settings to share: by the first name of the business, so that people can tell two apart. */
export function nameOfFile(settings: Values): string {
  const words =
    (listAt(settings, ['brand'])[0] ?? '').toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  const name = [...words.join('-')].slice(0, LONGEST_NAME).join('').replace(/-$/, '');
  return name ? `softsell-${name}.toml` : 'softsell.toml';
}
