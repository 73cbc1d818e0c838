import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countFor, findProfile, PROFILES, toHeading } from '../src/shared/profiles.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const lengths: [string, string, number][] = JSON.parse(read('tests/platforms/lengths.json'));

test('has every platform of the server, in the same order', () => {
  const headings = read('server/softsell/platforms/platforms.toml').matchAll(/^\[([a-z-]+)\]$/gm);
  expect(PROFILES.map(({ id }) => id)).toEqual(Array.from(headings, ([, name]) => name));
});

describe('a platform counts as it does on the server', () => {
  test.each(lengths)('%s: %j is %i', (platform, text, length) =>
    expect(countFor(findProfile(platform), text)).toBe(length));
});

test('counts UTF-16 units without a platform', () => expect(countFor(null, '🍞')).toBe(2));

test('a platform’s name starts with a capital in a list', () => {
  expect(PROFILES.map(toHeading)).toContain('A blog');
  expect(PROFILES.map(toHeading)).toContain('LinkedIn');
});
