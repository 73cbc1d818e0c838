/** Phrases of one's own are taken as written, unless they say something in the language of patterns. */

import { describe, expect, it } from 'vitest';
import { toPattern, toPhrase } from '../src/playground/settings/phrases.ts';

describe('a phrase of one’s own', () => {
  it.each([
    ['oven door (', 'oven door "("'],
    ['bread (fresh)', 'bread "("fresh")"'],
    ['a) first', 'a")" first'],
    ['(((', '"(""(""("'],
    ['half | full', 'half "|" full'],
    ['less < more', 'less "<" more'],
    ['more > less', 'more ">" less'],
    ['open { close }', 'open "{" close "}"'],
    ['~ about', '"~" about'],
    ['(half (price)) off', '"("half "("price")"")" off'],
  ])('%s is taken as written', (phrase, pattern) => {
    expect(toPattern(phrase)).toBe(pattern);
    expect(toPhrase(pattern)).toBe(phrase);
  });

  it.each([
    '(half|full) price',
    'oven (door)?',
    'oven (big (door)?|window)',
    '~utilize',
    '<number> left',
    '<a-b>',
    'very {2,4} good',
    'really "?"',
    'plain words, 50 % off!',
  ])('%s means what it means in patterns', (pattern) => {
    expect(toPattern(pattern)).toBe(pattern);
    expect(toPhrase(pattern)).toBe(pattern);
  });

  it('keeps brackets that mean something beside those that don’t', () => {
    expect(toPattern('(half|full) price (new')).toBe('(half|full) price "("new');
    expect(toPattern('oven (old) (door)?')).toBe('oven "("old")" (door)?');
  });
});
