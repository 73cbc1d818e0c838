import { describe, expect, test } from 'vitest';
import { MATCHES, siteOf } from '../src/content/platforms/sites.ts';
import { findLine } from '../src/playground/lines.ts';
import { DIMENSIONS } from '../src/shared/api.ts';
import { describeScore, findingLabel, KINDS, kindOf, meterLabel } from '../src/shared/kinds.ts';
import { PROFILES } from '../src/shared/profiles.ts';

/** A page that says nothing of what made it. */
const blank = {
  querySelector: () => null,
  body: { classList: { contains: () => false } },
} as unknown as Document;

describe('siteOf', () => {
  test.each([
    ['x.com', 'x'],
    ['mobile.twitter.com', 'x'],
    ['www.linkedin.com', 'linkedin'],
    ['business.facebook.com', 'facebook'],
    ['www.threads.net', 'threads'],
    ['studio.youtube.com', 'youtube'],
    ['mine.wordpress.com', 'blog'],
  ])('%s is %s', (host, platform) => expect(siteOf(host, blank)).toMatchObject({ platform, picks: false }));

  test.each([
    'notx.com',
    'linkedin.com.example.org',
    'example.org',
  ])('%s is none, so the person picks', (host) => {
    expect(siteOf(host, blank)).toMatchObject({ platform: null, picks: true });
  });

  test.each(MATCHES)('%s is a platform of the server, or the person picks one', (pattern) => {
    const { platform, picks } = siteOf(new URL(pattern.replace('*.', '')).hostname, blank);
    expect([null, ...PROFILES.map(({ id }) => id)]).toContain(platform);
    expect(picks).toBe(platform === null);
  });

  test.each([
    ['www.pinterest.de', 'pinterest'],
    ['mine.substack.com', 'blog'],
    ['mastodon.online', 'mastodon'],
  ])('%s is %s', (host, platform) => expect(siteOf(host, blank)).toMatchObject({ platform, picks: false }));

  test('a tool that posts to several platforms lets the person pick one', () => {
    expect(siteOf('publish.buffer.com', blank)).toMatchObject({ platform: null, picks: true });
  });

  test('recognizes Mastodon by its page, wherever it runs', () => {
    const page = {
      ...blank,
      querySelector: (selector: string) => (selector.includes('#mastodon') ? {} : null),
    } as unknown as Document;
    expect(siteOf('toots.example', page).platform).toBe('mastodon');
  });
});

describe('findLine', () => {
  test('returns a line without the space around it', () => {
    const text = 'one\n  two  \nthree';
    const { start, end } = findLine(text, 2);
    expect(text.slice(start, end)).toBe('two');
  });

  test.each([0, 9])('stays inside the text for line %i', (line) => {
    const { start, end } = findLine('one\ntwo', line);
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(7);
  });
});

test('a finding has the kind of the score it feeds', () => {
  expect(KINDS).toEqual([...DIMENSIONS, 'other']);
  expect(['pushiness', 'warmth', null].map(kindOf)).toEqual(['pushiness', 'other', 'other']);
  expect(['pushiness', 'fine-print', null].map(findingLabel)).toEqual([
    'Pushy',
    'Fine print',
    'Worth a look',
  ]);
  expect(['questions', 'warmth'].map(meterLabel)).toEqual(['No question', 'Warmth']);
});

test('a score has a word, on a scale of its own', () => {
  const words = (dimension: string, ...scores: (number | null)[]): string[] =>
    scores.map((score) => describeScore(dimension, score));
  expect(words('pushiness', null, 0, 39, 50, 60, 95)).toEqual([
    'too short to say',
    'fine',
    'fine',
    'a little',
    'quite a bit',
    'a lot',
  ]);
  expect(words('self-focus', 39, 40, 60, 72)).toEqual(['fine', 'a little', 'quite a bit', 'a lot']);
  expect(words('warmth', 19, 20, 45, 70)).toEqual(['fine', 'a little', 'quite a bit', 'a lot']);
});
