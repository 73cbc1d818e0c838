/** The settings page's changes, without the page. */

import { describe, expect, it } from 'vitest';
import {
  countChanges,
  countOn,
  isOptional,
  nameOfFile,
  type Rule,
  readExtensionFile,
  stateOf,
  type Values,
  withPackOn,
  withRuleOn,
  withValue,
} from '../src/playground/settings/model.ts';
import {
  isName,
  Names,
  partsOf,
  sayAll,
  sayPart,
  sayUndone,
  withPart,
} from '../src/playground/settings/shared.ts';

const rule = (id: string, enabled = true): Rule => ({
  id,
  title: id,
  says: '',
  why: '',
  praise: false,
  enabled,
  severity: 'warning',
  weight: 1,
  bounds: {},
  phrases: [],
  fits: [],
  bad: null,
  good: null,
});
const HURRY = rule('pushiness/hurry');

describe('a change', () => {
  it('keeps the rest, and leaves nothing empty behind', () => {
    const before = { ban: ['a'], rules: { 'a/b': { enabled: false } } };
    const set = withValue(before, ['platforms', 'x', 'rules', 'a/b', 'severity'], 'error');
    expect(set).toEqual({ ...before, platforms: { x: { rules: { 'a/b': { severity: 'error' } } } } });
    expect(withValue(set, ['platforms', 'x', 'rules', 'a/b', 'severity'], null)).toEqual(before);
    expect(withValue(before, ['rules', 'a/b', 'enabled'], null)).toEqual({ ban: ['a'] });
    expect(withValue(before, ['ban'], [])).toEqual({ rules: before.rules });
    expect(before.ban).toEqual(['a']);
  });

  it('keeps false and zero, which say something', () => {
    expect(withValue({}, ['rules', 'a/b', 'enabled'], false)).toEqual({
      rules: { 'a/b': { enabled: false } },
    });
    expect(withValue({}, ['rules', 'a/b', 'weight'], 0)).toEqual({ rules: { 'a/b': { weight: 0 } } });
  });

  it('is counted once for each value', () => {
    expect(countChanges({ ban: ['a'] }, { ban: ['a'] })).toBe(0);
    expect(countChanges({ ban: ['a'] }, { ban: ['b'], rules: { 'a/b': { weight: 1, enabled: true } } })).toBe(
      3,
    );
    expect(countChanges({ audience: 'experts' }, {})).toBe(1);
  });
});

describe('a rule', () => {
  it('is on as its pack says, until the settings say otherwise', () => {
    expect(stateOf({}, null, HURRY).on).toBe(true);
    expect(stateOf({}, null, rule('a/b', false)).on).toBe(false);
    expect(stateOf({ ignore: ['pushiness'] }, null, HURRY)).toEqual({ on: false, packOff: true });
    expect(stateOf({ ignore: ['pushiness/hurry'] }, null, HURRY)).toEqual({ on: false, packOff: false });
    const there = { platforms: { x: { rules: { 'pushiness/hurry': { enabled: false } } } } };
    expect(stateOf(there, 'x', HURRY).on).toBe(false);
    expect(stateOf(there, null, HURRY).on).toBe(true);
  });

  it('is switched with as few words as possible', () => {
    const off = withRuleOn({}, null, HURRY, false);
    expect(off).toEqual({ rules: { 'pushiness/hurry': { enabled: false } } });
    expect(withRuleOn(off, null, HURRY, true)).toEqual({});
    expect(withRuleOn({ ignore: ['pushiness/hurry', 'value'] }, null, HURRY, true)).toEqual({
      ignore: ['value'],
    });
    expect(withRuleOn(off, 'x', HURRY, true)).toEqual({
      ...off,
      platforms: { x: { rules: { 'pushiness/hurry': { enabled: true } } } },
    });
  });
});

describe('a pack', () => {
  const usual = {
    name: 'value',
    title: 'Value',
    description: '',
    rules: [rule('value/a'), rule('value/b', false)],
  };
  const jobs = {
    name: 'job-posts',
    title: 'Job posts',
    description: '',
    rules: [rule('job-posts/a', false), rule('job-posts/b', false)],
  };
  const [first] = jobs.rules as [Rule, Rule];

  it('is switched off and on again as it was', () => {
    expect(isOptional(usual)).toBe(false);
    expect(countOn({}, null, usual)).toBe(1);
    const off = withPackOn({}, null, usual, false);
    expect(off).toEqual({ ignore: ['value'] });
    expect(countOn(off, null, usual)).toBe(0);
    expect(withPackOn(off, null, usual, true)).toEqual({});
  });

  it('that is off by default is off, and its switch switches all of it on', () => {
    expect(isOptional(jobs)).toBe(true);
    expect(countOn({}, null, jobs)).toBe(0);
    const on = withPackOn({}, null, jobs, true);
    expect(on).toEqual({ 'extend-select': ['job-posts'] });
    expect(countOn(on, null, jobs)).toBe(2);
    expect(countOn(withRuleOn(on, null, first, false, true), null, jobs)).toBe(1);
    expect(withPackOn(on, null, jobs, false)).toEqual({});
    // Off for one platform only.
    const there = withPackOn(on, 'x', jobs, false);
    expect([countOn(there, 'x', jobs), countOn(there, null, jobs)]).toEqual([0, 2]);
  });

  it('is switched on even if each of its rules was switched off', () => {
    const off = { rules: { 'job-posts/a': { enabled: false }, 'job-posts/b': { enabled: false } } };
    expect(countOn(withPackOn(off, null, jobs, true), null, jobs)).toBe(2);
  });

  it('has rules that a list adds by name, and those can be switched off', () => {
    const added = { 'extend-select': ['job-posts/a'] };
    expect(stateOf(added, null, first).on).toBe(true);
    expect(withRuleOn(added, null, first, false)).toEqual({});
    expect(stateOf(withRuleOn(added, 'x', first, false), 'x', first).on).toBe(false);
  });
});

describe('a file to share', () => {
  it.each([
    [['Juno Shoe Repair', '@juno'], 'softsell-juno-shoe-repair.toml'],
    [['@Juno'], 'softsell-juno.toml'],
    [['Café Lotte / Köln'], 'softsell-café-lotte-köln.toml'],
    [['..\\..//'], 'softsell.toml'],
    [['☕️'], 'softsell.toml'],
    [['a'.repeat(99)], `softsell-${'a'.repeat(40)}.toml`],
    [[], 'softsell.toml'],
  ])('of %j is called %s', (brand, name) => {
    expect(nameOfFile({ brand })).toBe(name);
  });
});

describe('shared settings', () => {
  const packs = [
    { name: 'pushiness', title: 'Pushiness', description: '', rules: [{ ...HURRY, title: 'Hurry' }] },
  ];
  const own = {
    ban: ['a'],
    audience: 'experts',
    better: [{ word: 'x', instead: 'y' }],
    platforms: { linkedin: { 'reading-level': 9 } },
  };
  const shared = {
    brand: ['Dana’s'],
    ban: ['a', 'b'],
    better: [
      { word: 'x', instead: 'z' },
      { word: 'n', instead: '', why: 'It’s dull.' },
    ],
    rules: { 'pushiness/hurry': { enabled: false } },
    platforms: { linkedin: { 'reading-level': 12, brand: ['Dana’s Cafe'] } },
    feed: { voice: 'we' },
  };
  const parts = partsOf(own, shared);
  const take = (settings: Values, taken: boolean): Values =>
    parts.reduce((changed, part) => withPart(changed, part, taken), settings);

  it('are told in a sentence, without the names of their business', () => {
    expect(sayAll(parts.filter((part) => !isName(part)))).toBe(
      'This file adds 2 words, changes 1 word, switches off 1 rule, sets 1 goal of your feed and sets “Reading level, in school years” on LinkedIn.',
    );
    expect(sayAll(parts.filter(isName))).toBe('This file adds 1 name and adds 1 name on LinkedIn.');
    expect(sayAll([])).toBe('You take nothing of this file.');
  });

  it('are told part by part, with what they replace', () => {
    expect(parts.map((part) => sayPart(part, new Names(packs)))).toEqual([
      'Names of its business: “Dana’s”',
      'Not to use: “b”',
      'Not to use: “n”, because: It’s dull.',
      'Not to use: “x”, better “z”, instead of your “x”, better “y”',
      '“Hurry” is switched off',
      'On LinkedIn: Reading level, in school years: 12, instead of your 9',
      'On LinkedIn: Names of its business: “Dana’s Cafe”',
      'Who speaks in your posts: we, the business',
    ]);
  });

  it('are told when a change is undone', () => {
    const names = new Names(packs);
    expect(sayUndone({ brand: ['Juno'], ban: ['a'] }, { ban: ['a', 'b'] }, names)).toBe(
      'Undone: Names of your business: “Juno”. Back again: Not to use: “b”.',
    );
    expect(sayUndone({ audience: 'experts' }, { audience: 'everyone' }, names)).toBe(
      'Undone: You write for: experts, instead of everyone.',
    );
    expect(sayUndone({ ban: ['a'], allow: ['b'], audience: 'experts' }, {}, names)).toBe(
      'Undone: Not to use: “a”; To leave alone: “b”, and 1 more.',
    );
    expect(sayUndone({}, {}, names)).toBe('The last change is undone.');
  });

  it('are joined with one’s own, and taken back', () => {
    const taken = take(own, true);
    expect(taken).toEqual({
      ...shared,
      audience: 'experts',
      better: [shared.better[1], shared.better[0]],
    });
    expect(partsOf(taken, shared)).toEqual([]);
    expect(take(taken, false)).toEqual(own);
    // What was changed in between stays.
    expect(take({ ...taken, ban: ['a', 'b', 'c'] }, false)).toEqual({ ...own, ban: ['a', 'c'] });
  });

  it('can come from the extension', () => {
    const file = JSON.stringify({
      engine: {
        brands: ['Juno'],
        ban: ['deal'],
        allow: [],
        ignore: [],
        audience: 'everyone',
        severity: 'error',
        rules: {},
      },
      sites: {},
    });
    expect(readExtensionFile(file)).toEqual({ brand: ['Juno'], ban: ['deal'], severity: 'error' });
    for (const other of ['ban = ["x"]', '{}', 'null', '[]', '{"engine": 1}'])
      expect(readExtensionFile(other)).toBeNull();
  });
});
