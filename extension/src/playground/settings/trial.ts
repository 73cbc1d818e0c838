/** Tries the changed settings on a text before they are kept: what softsell says of it now, and what it would say. */

import type { Finding, Problem, Report, Scores } from '../../shared/api.ts';
import { describeScore, meterLabel } from '../../shared/kinds.ts';
import { h } from '../../ui/dom.ts';
import { NoAnswer, trySettings } from '../server.ts';
import type { Values } from './model.ts';

const PAUSE_MS = 300;
/** The text of the last visit in this tab. */
const KEPT = 'softsell-trial';
const SAMPLE =
  'Last chance! Our cheap summer range is finally here. We utilize only the best flour. Hurry, it ends tonight.';

/** Says which meters the changes move to another word. */
function listMeters(before: Scores, after: Scores): string[] {
  return Object.keys(after).flatMap((dimension) => {
    const [old, now] = [before, after].map((scores) => describeScore(dimension, scores[dimension] ?? null));
    return old === now ? [] : [`${meterLabel(dimension)}: ${old} now, ${now} with your changes.`];
  });
}

const nameOf = ({ rule, start, end }: Finding): string => `${rule} ${start} ${end}`;

/** Whether the person wrote themselves why a word isn’t used. */
const hasOwnReason = ({ rule, why }: Finding): boolean =>
  rule.startsWith('custom/') && why !== '' && !/^Your settings (say so|ban it)\.$/.test(why);

function renderFinding(finding: Finding, text: string, sign: string, label: string): HTMLElement {
  const words = finding.start === null || finding.end === null ? '' : text.slice(finding.start, finding.end);
  return h(
    'li',
    { class: label },
    h('span', { 'aria-hidden': 'true' }, `${sign} `),
    h('span', { class: 'sr-only' }, `${label}: `),
    finding.message,
    words && !finding.message.includes(words) ? h('span', { class: 'muted' }, ` (${words})`) : null,
    hasOwnReason(finding) ? h('span', { class: 'muted' }, ` ${finding.why}`) : null,
  );
}

/**
 * Creates the panel. Call `update` with the settings whenever they change. `marked` is told what is wrong with them, nothing if all is
 * right, and returns whether it has marked the place.
 */
export function createTrial(marked: (problems: readonly Problem[]) => boolean): {
  readonly node: HTMLElement;
  update(settings: Values, platform: string | null, isChanged: boolean): void;
} {
  const area = h('textarea', { id: 'trial', rows: 5, 'data-softsell': 'off' });
  area.value = sessionStorage.getItem(KEPT) ?? SAMPLE;
  const verdict = h('p', { class: 'verdict', role: 'status' });
  const list = h('ul', { class: 'changes' });
  let settings: Values = {};
  let platform: string | null = null;
  let isChanged = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  const show = (
    { findings: now, scores }: Report,
    { findings: later, scores: scoresLater }: Report,
  ): void => {
    const [before, after] = [new Set(now.map(nameOf)), new Set(later.map(nameOf))];
    const marks = (all: readonly Finding[]): number => all.filter(({ positive }) => !positive).length;
    const meters = listMeters(scores, scoresLater);
    const same = before.size === after.size && [...before].every((one) => after.has(one));
    const effect = meters.length > 0 ? 'only move a meter' : 'make no difference to this text';
    const count = marks(now) === 1 ? 'One remark' : `${marks(now)} remarks`;
    verdict.textContent = same
      ? `${count}.${isChanged ? ` Your changes ${effect}.` : ''}`
      : `${count} now, ${marks(later)} with your changes.`;
    list.replaceChildren(
      ...meters.map((text) => h('li', { class: 'moved' }, text)),
      ...now
        .filter((one) => !after.has(nameOf(one)))
        .map((one) => renderFinding(one, area.value, '−', 'gone')),
      ...later
        .filter((one) => !before.has(nameOf(one)))
        .map((one) => renderFinding(one, area.value, '+', 'new')),
      ...later
        .filter((one) => before.has(nameOf(one)))
        .map((one) => renderFinding(one, area.value, '·', 'stays')),
    );
  };
  const run = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    try {
      const { now, after } = await trySettings(settings, area.value, platform);
      if (mine !== turn) return;
      marked([]);
      show(now, after);
    } catch (error) {
      if (mine !== turn) return;
      const isMarked = error instanceof NoAnswer && marked(error.problems);
      const message = error instanceof Error ? error.message : '';
      verdict.textContent = isMarked ? 'Correct what is marked first.' : message;
      list.replaceChildren();
    }
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), PAUSE_MS);
  };
  area.addEventListener('input', () => {
    sessionStorage.setItem(KEPT, area.value);
    soon();
  });
  return {
    node: h(
      'aside',
      { class: 'panel-like trial', 'aria-labelledby': 'trial-title' },
      h('h2', { id: 'trial-title' }, 'Try it first'),
      h(
        'label',
        { for: 'trial', class: 'muted' },
        'Paste a text of yours. It shows what your changes would do.',
      ),
      area,
      verdict,
      list,
    ),
    update(changed, where, isDifferent) {
      settings = changed;
      isChanged = isDifferent;
      platform = where;
      soon();
    },
  };
}
