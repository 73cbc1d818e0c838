import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countFor, heading, PROFILES, profileOf } from '../src/shared/profiles.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const lengths: [string, string, number][] = JSON.parse(read('tests/platforms/lengths.json'));

test('every platform of the server is there, in its order', () => {
  const headings = read('server/softsell/platforms/platforms.toml').matchAll(/^\[([a-z-]+)\]$/gm);
  expect(PROFILES.map(({ id }) => id)).toEqual(Array.from(headings, ([, name]) => name));
});

describe('a platform counts as it does on the server', () => {
  test.each(lengths)('%s: %j is %i', (platform, text, length) =>
    expect(countFor(profileOf(platform), text)).toBe(length));
});

test('without a platform, UTF-16 units are counted', () => expect(countFor(null, '🍞')).toBe(2));

test('a list begins a platform with a capital', () => {
  expect(PROFILES.map(heading)).toContain('A blog');
  expect(PROFILES.map(heading)).toContain('LinkedIn');
});
