import { describe, expect, test } from 'vitest';
import { DIMENSIONS, readReport, readRules } from '../src/shared/api.ts';

const scores = { pushiness: 120, 'self-focus': -4, questions: 50, readability: null };
const finding = {
  rule: 'a/b',
  severity: 'warning',
  start: 0,
  end: 4,
  message: 'm',
  why: 'w',
  fixes: [{ label: 'l', start: 0, end: 4, text: 'x' }],
};

describe('readReport', () => {
  test('reads a pack’s own score and the findings that feed it', () => {
    const report = readReport(
      { findings: [{ ...finding, dimension: 'warmth' }], scores: { ...scores, warmth: 12.5 } },
      10,
    );
    expect(report.findings.map(({ dimension }) => dimension)).toEqual(['warmth']);
    expect(Object.keys(report.scores)).toEqual([...DIMENSIONS, 'warmth']);
    expect(report.scores['warmth']).toBe(12.5);
  });

  test('reads a report and keeps scores in bounds', () => {
    const report = readReport({ findings: [finding], scores, measures: { words: 3 } }, 10);
    expect(report.findings).toEqual([{ ...finding, dimension: null, positive: false, docs: null }]);
    expect(report.scores).toEqual({ pushiness: 100, 'self-focus': 0, questions: 50, readability: null });
  });

  test.each([
    { ...finding, start: -1 },
    { ...finding, end: 11 },
    { ...finding, start: 5, end: 4 },
    { ...finding, start: 0.5 },
    { ...finding, start: 'x' },
    null,
    'finding',
  ])('leaves out what lies outside the text: %j', (bad) => {
    expect(readReport({ findings: [bad], scores }, 10).findings).toEqual([]);
  });

  test.each([
    ['/docs/rules/pushiness/hurry', '/docs/rules/pushiness/hurry'],
    ['//elsewhere.example/docs/rules/a/b', null],
    ['https://elsewhere.example/docs/rules/a/b', null],
    ['/docs/rules/../../v1/stop', null],
    ['/docs/rules/a/b?x=1', null],
    ['javascript:alert(1)', null],
    [7, null],
    [undefined, null],
  ])('takes nothing but a rule’s page for one: %j', (docs, page) =>
    expect(readReport({ findings: [{ ...finding, docs }], scores }, 10).findings[0]?.docs).toBe(page));

  test('drops a fix outside the text but keeps its finding', () => {
    const report = readReport(
      { findings: [{ ...finding, fixes: [{ start: 0, end: 99, text: '', label: '' }] }], scores },
      10,
    );
    expect(report.findings[0]?.fixes).toEqual([]);
  });

  test.each([null, [], 'text', {}, { findings: [] }])('throws for %j', (value) =>
    expect(() => readReport(value, 3)).toThrow(TypeError));
});

test('readRules reads examples with their marks', () => {
  const [rule] = readRules({
    rules: [
      {
        id: 'pack/rule',
        bad: [{ text: 'Hurry up', start: 0, end: 5 }],
        good: [{ text: 'ok', start: null, end: null }],
      },
      4,
    ],
  });
  expect(rule?.pack).toBe('pack');
  // A server that is older has no titles.
  expect(rule?.title).toBe('pack/rule');
  expect(readRules({ rules: [{ id: 'pack/rule', title: 'Hurry' }] })[0]?.title).toBe('Hurry');
  expect(rule?.bad).toEqual([{ text: 'Hurry up', start: 0, end: 5 }]);
  expect(rule?.enabled).toBe(true);
});
