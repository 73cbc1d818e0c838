/**
 * The extension's settings, their defaults, and a reader that trusts nothing that was stored, imported or sent.
 * They never include a draft. `engine` has the same keys as softsell.toml, and each check sends it as `settings`.
 */

import facts from 'softsell:facts';
import { SEVERITIES, type Severity } from './api.ts';

export type Command = 'next' | 'previous' | 'open' | 'apply' | 'dismiss' | 'list';
export const COMMANDS: readonly Command[] = ['next', 'previous', 'open', 'apply', 'dismiss', 'list'];

export interface RuleChange {
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly allow?: readonly string[];
}

/** The part that the engine reads, with the keys of softsell.toml. */
export interface EngineSettings {
  readonly brands: readonly string[];
  readonly allow: readonly string[];
  readonly ban: readonly string[];
  readonly ignore: readonly string[];
  readonly audience: string;
  readonly severity: Severity;
  readonly rules: Readonly<Record<string, RuleChange>>;
}

export interface BadgePlace {
  /** CSS pixels from the box's right and bottom edges to the badge's, or null to put the badge where there is room. */
  readonly offset: readonly [number, number] | null;
  readonly collapsed: boolean;
}

export interface SiteSettings {
  readonly off?: boolean;
  /** Whether the person switched softsell on for a page on this computer, which the browser lets us read without asking. */
  readonly on?: boolean;
  readonly ignore?: readonly string[];
  readonly platform?: string;
  readonly badge?: BadgePlace;
}

export interface Settings {
  readonly server: string;
  readonly pausedUntil: number;
  readonly keys: Readonly<Record<Command, string>>;
  readonly engine: EngineSettings;
  /** By host name. */
  readonly sites: Readonly<Record<string, SiteSettings>>;
}

const AUDIENCES: readonly string[] = facts.audiences;

export const DEFAULTS: Settings = {
  server: 'http://127.0.0.1:7355',
  pausedUntil: 0,
  keys: {
    next: 'Alt+Shift+KeyN',
    previous: 'Alt+Shift+KeyP',
    open: 'Alt+Shift+KeyO',
    apply: 'Alt+Shift+KeyY',
    dismiss: 'Alt+Shift+KeyX',
    list: 'Alt+Shift+KeyL',
  },
  engine: {
    brands: [],
    allow: [],
    ban: [],
    ignore: [],
    audience: 'everyone',
    severity: 'suggestion',
    rules: {},
  },
  sites: {},
};

const MAX_ENTRIES = 2000;
const MAX_LENGTH = 300;

type Loose = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readList(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const kept = value.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
  return [...new Set(kept.map((item) => item.trim().slice(0, MAX_LENGTH)))].slice(0, MAX_ENTRIES);
}

const entriesOf = (value: unknown): [string, unknown][] =>
  isObject(value) ? Object.entries(value).slice(0, MAX_ENTRIES) : [];

function readRule(value: unknown): RuleChange {
  if (!isObject(value)) return {};
  const severity = SEVERITIES.find((known) => known === value['severity']);
  const allow = readList(value['allow']);
  return {
    ...(typeof value['enabled'] === 'boolean' && { enabled: value['enabled'] }),
    ...(severity && { severity }),
    ...(allow.length > 0 && { allow }),
  };
}

function readBadge(value: unknown): BadgePlace | null {
  if (!isObject(value)) return null;
  const offset = value['offset'];
  const pair =
    Array.isArray(offset) &&
    offset.length === 2 &&
    offset.every((n) => Number.isFinite(n) && Math.abs(n) < 10_000);
  return { offset: pair ? [offset[0], offset[1]] : null, collapsed: value['collapsed'] === true };
}

function readSite(value: unknown): SiteSettings {
  if (!isObject(value)) return {};
  const ignore = readList(value['ignore']);
  const badge = readBadge(value['badge']);
  return {
    ...(value['off'] === true && { off: true }),
    ...(value['on'] === true && { on: true }),
    ...(ignore.length > 0 && { ignore }),
    ...(typeof value['platform'] === 'string' && { platform: value['platform'] }),
    ...(badge && { badge }),
  };
}

function readEngine(value: unknown): EngineSettings {
  const engine = isObject(value) ? value : {};
  return {
    brands: readList(engine['brands']),
    allow: readList(engine['allow']),
    ban: readList(engine['ban']),
    ignore: readList(engine['ignore']),
    audience: AUDIENCES.find((known) => known === engine['audience']) ?? DEFAULTS.engine.audience,
    severity: SEVERITIES.find((known) => known === engine['severity']) ?? DEFAULTS.engine.severity,
    rules: Object.fromEntries(
      entriesOf(engine['rules'])
        .map(([id, rule]): [string, RuleChange] => [id, readRule(rule)])
        .filter(([, rule]) => Object.keys(rule).length > 0),
    ),
  };
}

/**
 * Returns a server address in its plain form (http, a loopback address and a port), or null if it isn't on this computer.
 * "localhost" becomes 127.0.0.1, because the name may lead to another program.
 */
export function readServer(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value.trim())) return null;
  const url = new URL(value.trim());
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const plain =
    url.protocol === 'http:' &&
    !url.username &&
    !url.password &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash;
  return loopback && plain ? url.origin.replace('//localhost', '//127.0.0.1') : null;
}

/** Reads settings from any value. What it can't read falls back to its default. */
export function readSettings(value: unknown): Settings {
  const loose = isObject(value) ? value : {};
  const keys = isObject(loose['keys']) ? loose['keys'] : {};
  return {
    server: readServer(loose['server']) ?? DEFAULTS.server,
    pausedUntil: Number.isFinite(loose['pausedUntil']) ? (loose['pausedUntil'] as number) : 0,
    keys: Object.fromEntries(
      COMMANDS.map((command) => {
        const key = keys[command];
        return [command, typeof key === 'string' ? key.slice(0, 60) : DEFAULTS.keys[command]];
      }),
    ) as Record<Command, string>,
    engine: readEngine(loose['engine']),
    sites: Object.fromEntries(
      entriesOf(loose['sites'])
        .map(([host, site]): [string, SiteSettings] => [host, readSite(site)])
        .filter(([, site]) => Object.keys(site).length > 0),
    ),
  };
}

const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]'];

/** Returns whether a host is on this computer, where the extension's own permission already reaches. */
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host);

/** Returns the match patterns of the pages on this computer where the person switched softsell on. */
export function listLoopbackSites({ sites }: Settings): string[] {
  return LOOPBACK.filter((host) => sites[host]?.on).map((host) => `http://${host}/*`);
}

/** Returns the `settings` for a check on `host`, with only what differs from the defaults. */
export function engineSettings(settings: Settings, host: string): Record<string, unknown> {
  const { brands, allow, ban, ignore, audience, severity, rules } = settings.engine;
  const ignored = [...new Set([...ignore, ...(settings.sites[host]?.ignore ?? [])])];
  return {
    ...(brands.length > 0 && { brands }),
    ...(allow.length > 0 && { allow }),
    ...(ban.length > 0 && { ban }),
    ...(ignored.length > 0 && { ignore: ignored }),
    ...(audience !== DEFAULTS.engine.audience && { audience }),
    ...(severity !== DEFAULTS.engine.severity && { severity }),
    ...(Object.keys(rules).length > 0 && { rules }),
  };
}

/** Returns these settings with one site's settings changed. */
export function withSite(settings: Settings, host: string, change: SiteSettings): Settings {
  return { ...settings, sites: { ...settings.sites, [host]: { ...settings.sites[host], ...change } } };
}

/** Returns these settings with another severity for one rule. Anything that isn't a severity changes nothing. */
export function withSeverity(settings: Settings, rule: string, severity: unknown): Settings {
  const known = SEVERITIES.find((one) => one === severity);
  if (!known) return settings;
  const rules = { ...settings.engine.rules, [rule]: { ...settings.engine.rules[rule], severity: known } };
  return { ...settings, engine: { ...settings.engine, rules } };
}

/** Returns a shortcut to store ("Alt+Shift+KeyN"), or null for a modifier alone or a key without one. */
export function readShortcut(event: KeyboardEvent): string | null {
  if (/^(Alt|Shift|Control|Meta|OS)/.test(event.code) || !event.code) return null;
  const modifiers = [
    event.ctrlKey && 'Ctrl',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
    event.metaKey && 'Meta',
  ];
  const held = modifiers.filter((name): name is string => typeof name === 'string');
  if (!held.some((name) => name !== 'Shift')) return null;
  return [...held, event.code].join('+');
}

/** Returns a shortcut as people write it ("Alt+Shift+N"). */
export function labelShortcut(shortcut: string): string {
  return shortcut.replace(/(Key|Digit)(?=.$)/, '');
}
