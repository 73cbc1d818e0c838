import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countFor, PROFILES, profileOf } from '../src/shared/profiles.ts';

const facts = readFileSync(
  new URL('../../server/softsell/platforms/platforms.toml', import.meta.url),
  'utf8',
);

/** One number or word of a platform's part of platforms.toml. */
function fact(platform: string, line: string, key: string): string | null {
  const part = facts.split(/^\[(?=[a-z]+\]$)/m).find((section) => section.startsWith(`${platform}]`)) ?? '';
  const row = part.split('\n').find((one) => one.startsWith(`${line} =`)) ?? '';
  return new RegExp(`\\b${key} = "?([\\w-]+)`).exec(row)?.[1] ?? null;
}

describe('profiles agree with the server', () => {
  test.each(PROFILES)('$id', ({ id, limit, fold, counts }) => {
    expect(String(limit ?? 'none')).toBe(fact(id, 'length', 'limit') ?? 'none');
    expect(counts).toBe(fact(id, 'length', 'counts'));
    expect(String(fold ?? 'none')).toBe(fact(id, 'fold', 'characters') ?? 'none');
  });
});

const count = (platform: string, text: string): number => countFor(profileOf(platform), text);

describe('countFor', () => {
  test.each([
    ['x', 'Soup is on. joes.com', 35],
    ['x', 'See https://example.org/a/long/way.', 28],
    ['x', 'bread 🍞', 8],
    ['x', 'family 👨‍👩‍👧', 9],
    ['x', '日本', 4],
    ['mastodon', 'hello @joe@example.social', 10],
    ['mastodon', 'https://a.example/b', 23],
    ['bluesky', 'é👍🏽', 2],
    ['youtube', 'é', 2],
    ['threads', 'a👍', 5],
    ['linkedin', '👍', 2],
    ['reddit', '👍', 1],
  ])('%s counts “%s” as %i', (platform, text, length) => expect(count(platform, text)).toBe(length));
});
