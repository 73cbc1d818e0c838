import { describe, expect, it } from 'vitest';
import { isDescription } from '../src/content/platforms/pictures.ts';
import { type Finding, readReport, type Severity } from '../src/shared/api.ts';
import type { Placed } from '../src/shared/placed.ts';
import { describeKind, POST_KINDS } from '../src/shared/post-kinds.ts';
import { exampleOf } from '../src/shared/rules.ts';
import { readSettings, withSeverity } from '../src/shared/settings.ts';
import { adviseOn, describeVerdict, verdictOf } from '../src/shared/verdict.ts';
import { groupFindings } from '../src/ui/finding-list.ts';

const finding = (severity: Severity, dimension: string | null = 'pushiness', positive = false): Finding => ({
  rule: 'pack/rule',
  severity,
  start: 0,
  end: 3,
  message: 'A message.',
  why: '',
  fixes: [],
  dimension,
  positive,
  docs: null,
});
const FINE = { pushiness: 3, 'self-focus': 12, questions: 0, readability: null };

describe('when a post is good enough', () => {
  it('counts what is worth fixing, then the ideas, and no praise', () => {
    const findings = [
      finding('warning'),
      finding('error'),
      finding('suggestion'),
      finding('warning', null, true),
    ];
    expect(verdictOf(findings, FINE)).toBe('fix');
    expect(describeVerdict(findings, FINE)).toBe('2 things to look at and 1 idea');
    expect(describeVerdict([finding('warning')], FINE)).toBe('1 thing to look at');
  });

  it('is good enough if only ideas are left', () => {
    expect(describeVerdict([finding('suggestion')], FINE)).toBe('Good enough to post');
  });

  it('isn’t while a meter is far from fine', () => {
    expect(verdictOf([finding('suggestion')], { ...FINE, pushiness: 94.6 })).toBe('high');
    expect(describeVerdict([], { ...FINE, pushiness: 94.6 })).toBe('Pushiness: a lot');
    // Each is as far from fine on its own scale.
    expect(describeVerdict([], { ...FINE, pushiness: 60, 'self-focus': 70 })).toBe('Self-focus: quite a bit');
  });

  it('says where to look if a meter is high and no phrase is marked', () => {
    expect(adviseOn([], { ...FINE, pushiness: 94.6 })).toEqual({
      headline: 'No phrase stands out.',
      rest: 'Press “Pushiness” above to see what makes it, and judge for yourself.',
    });
    expect(adviseOn([finding('warning')], { ...FINE, pushiness: 94.6 })).toBeNull();
  });

  it('is all good if only praise is left', () => {
    const praise = [finding('suggestion', null, true)];
    expect(describeVerdict(praise, FINE)).toBe('All good');
    expect(adviseOn(praise, FINE)?.rest).toContain('like a person');
  });

  it('isn’t all good while a meter is a little above fine', () => {
    const scores = { ...FINE, pushiness: 50 };
    expect(verdictOf([], scores)).toBe('enough');
    expect(describeVerdict([], scores)).toBe('Good enough to post');
    expect(adviseOn([], scores)?.rest).toContain('Pushiness is a little above fine');
    expect(adviseOn([finding('suggestion')], FINE)?.rest).toContain('a matter of taste');
  });

  it('says nothing good of a post in another language, which wasn’t checked', () => {
    const findings = [{ ...finding('suggestion', null), rule: 'softsell/not-english' }];
    expect(verdictOf(findings, FINE)).toBe('unread');
    expect(describeVerdict(findings, FINE)).toBe('Not checked');
    expect(adviseOn(findings, FINE)).toBeNull();
  });
});

describe('the groups of the list', () => {
  const placed = (id: number, one: Finding): Placed => ({
    id,
    finding: one,
    span: { start: 0, end: 3 },
    fixes: [],
  });

  it('puts the kinds with the most severe finding first, then ideas, then praise', () => {
    const groups = groupFindings([
      placed(1, finding('suggestion')),
      placed(2, finding('warning', 'readability')),
      placed(3, finding('suggestion', null, true)),
      placed(4, finding('error', 'self-focus')),
      placed(5, finding('warning', 'pushiness')),
      placed(6, finding('error', 'readability')),
    ]);
    expect(groups.map(({ title, findings }) => [title, findings.map(({ id }) => id)])).toEqual([
      ['About us', [4]],
      ['Hard to read', [6, 2]],
      ['Pushy', [5]],
      ['Ideas', [1]],
      ['Well done', [3]],
    ]);
  });

  it('lets ideas wait while there is enough to do', () => {
    const worth = [1, 2, 3].map((id) => placed(id, finding('warning')));
    const open = (list: Placed[]): boolean | undefined =>
      groupFindings([...list, placed(9, finding('suggestion'))]).find(({ key }) => key === 'ideas')?.isOpen;
    expect(open(worth)).toBe(false);
    expect(open(worth.slice(0, 2))).toBe(true);
  });
});

describe('kinds of posts', () => {
  it('has words for each of them', () => {
    expect(POST_KINDS.length).toBeGreaterThan(10);
    for (const kind of POST_KINDS) expect(describeKind(kind), kind).not.toBe(kind);
  });

  it('reads the guess from a report, and leaves out what isn’t one', () => {
    const scores = FINE;
    const kind = { name: 'event', group: 'sells', likelihood: 0.7, group_likelihood: 0.9 };
    expect(readReport({ findings: [], scores, kind }, 3).kind).toEqual({ name: 'event', likelihood: 0.7 });
    expect(readReport({ findings: [], scores }, 3).kind).toBeNull();
    expect(readReport({ findings: [], scores, kind: { name: 'event' } }, 3).kind).toBeNull();
  });
});

describe('a finding without a fix', () => {
  it('offers the text that its rule shows as a better one', () => {
    const rules = [
      { id: 'pack/rule', instead: 'Short.' },
      { id: 'pack/bare', instead: '' },
    ] as never[];
    expect(exampleOf(rules, 'pack/rule')).toBe('Short.');
    expect(exampleOf(rules, 'pack/bare')).toBeNull();
    expect(exampleOf(rules, 'pack/other')).toBeNull();
  });
});

describe('the severity of a rule', () => {
  it('changes for that rule only, and keeps the rest of it', () => {
    const before = readSettings({ engine: { rules: { 'a/b': { allow: ['crumb'] } } } });
    const after = withSeverity(before, 'a/b', 'error');
    expect(after.engine.rules).toEqual({ 'a/b': { allow: ['crumb'], severity: 'error' } });
    expect(withSeverity(before, 'a/b', 'loud')).toBe(before);
  });
});

describe('what describes a picture', () => {
  it.each(['Buns on a tray', 'A photo of the mill at dawn', 'Ana'])('“%s” does', (text) => {
    expect(isDescription(text)).toBe(true);
  });

  it.each([
    '',
    '  ',
    'Image',
    'photo 1',
    'IMG_2044.jpg',
    'Image preview',
    'untitled-3.png',
    'Attachment 2',
  ])('“%s” doesn’t', (text) => {
    expect(isDescription(text)).toBe(false);
  });
});
