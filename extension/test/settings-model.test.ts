/** The settings page's changes, without the page. */

import { describe, expect, it } from 'vitest';
import {
  countChanges,
  merge,
  type Rule,
  readExtensionFile,
  stateOf,
  valueAt,
  withRuleOn,
  withValue,
} from '../src/playground/settings/model.ts';

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

describe('shared settings', () => {
  it('are joined with one’s own', () => {
    const own = { ban: ['a'], audience: 'experts', better: [{ word: 'x', instead: 'y' }] };
    const shared = {
      ban: ['a', 'b'],
      audience: 'everyone',
      better: [{ word: 'x', instead: 'y' }],
      rules: { 'a/b': { weight: 2 } },
    };
    expect(merge(own, shared)).toEqual({ ...shared, ban: ['a', 'b'] });
    expect(valueAt(own, ['ban'])).toEqual(['a']);
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
