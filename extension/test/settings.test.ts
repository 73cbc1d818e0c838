import { describe, expect, test } from 'vitest';
import {
  DEFAULTS,
  engineSettings,
  labelShortcut,
  listLoopbackSites,
  readServer,
  readSettings,
  withSite,
} from '../src/shared/settings.ts';

describe('readServer', () => {
  test.each([
    ['http://127.0.0.1:7355', 'http://127.0.0.1:7355'],
    [' http://127.0.0.1:8000/ ', 'http://127.0.0.1:8000'],
    ['http://localhost:7355', 'http://127.0.0.1:7355'],
    ['http://[::1]:7355', 'http://[::1]:7355'],
  ])('takes %s', (given, kept) => expect(readServer(given)).toBe(kept));

  test.each([
    'https://127.0.0.1:7355',
    'http://example.org',
    'http://127.0.0.1.example.org:7355',
    'http://user@127.0.0.1:7355',
    'http://127.0.0.1:7355/path',
    'http://localhost.evil:7355',
    'javascript:alert(1)',
    'nonsense',
    7355,
    null,
  ])('refuses %s', (given) => expect(readServer(given)).toBeNull());
});

describe('readSettings', () => {
  test.each([
    undefined,
    null,
    3,
    'text',
    [],
    { sites: 4, engine: [], keys: 'x', pausedUntil: 'soon' },
  ])('makes defaults of %j', (given) => {
    expect(readSettings(given)).toEqual(DEFAULTS);
  });

  test('keeps what it understands and drops the rest', () => {
    const settings = readSettings({
      engine: {
        brands: ['Joe’s', 4, ' Joe’s ', ''],
        rules: { 'pushiness/urgency': { severity: 'error', color: 'red' }, bad: 7 },
      },
      sites: { 'x.com': { off: true, ignore: ['value/ask'] }, 'y.com': { off: 'yes' } },
      token: 'secret',
    });
    expect(settings.engine.brands).toEqual(['Joe’s']);
    expect(settings.engine.rules).toEqual({ 'pushiness/urgency': { severity: 'error' } });
    expect(settings.sites).toEqual({ 'x.com': { off: true, ignore: ['value/ask'] } });
    expect(settings).not.toHaveProperty('token');
  });

  test('reads what it wrote', () => {
    const settings = withSite(DEFAULTS, 'x.com', { badge: { offset: [10, 20], collapsed: true } });
    expect(readSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });
});

describe('engineSettings', () => {
  test('is empty for the defaults', () => expect(engineSettings(DEFAULTS, 'x.com')).toEqual({}));

  test('adds what is turned off only on this site', () => {
    const settings = withSite({ ...DEFAULTS, engine: { ...DEFAULTS.engine, ignore: ['value'] } }, 'x.com', {
      ignore: ['pushiness/hurry'],
    });
    expect(engineSettings(settings, 'x.com')).toEqual({ ignore: ['value', 'pushiness/hurry'] });
    expect(engineSettings(settings, 'reddit.com')).toEqual({ ignore: ['value'] });
  });
});

test('a shortcut reads as people write it', () =>
  expect(labelShortcut('Alt+Shift+KeyN')).toBe('Alt+Shift+N'));

describe('pages on this computer', () => {
  test('are only on where the person switched softsell on', () => {
    const settings = readSettings({
      sites: { '127.0.0.1': { on: true }, '[::1]': { off: true }, 'x.com': { on: true } },
    });
    expect(listLoopbackSites(settings)).toEqual(['http://127.0.0.1/*']);
    expect(listLoopbackSites(readSettings({}))).toEqual([]);
  });
});
