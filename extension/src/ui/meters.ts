/** The meters, and the line that shows a post's length on its platform. */

import { DIMENSIONS, type Reason, type Scores } from '../shared/api.ts';
import { describeScore, kindOf, levelsOf, meterLabel } from '../shared/kinds.ts';
import { countFor, type Profile } from '../shared/profiles.ts';
import { h } from './dom.ts';
import { trusted } from './trusted.ts';

interface Row {
  readonly node: HTMLElement;
  readonly fill: HTMLElement;
  readonly track: HTMLElement;
  readonly word: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly why: HTMLUListElement;
}

/** The most reasons to list. What follows hardly counts. */
const MOST = 5;
/** From how many points on a reason counts a lot, and somewhat. 20 points alone make a score of 50. */
const STRONG = 15;
const SOME = 6;

const weigh = (points: number): string =>
  points < 0
    ? '(in its favour)'
    : points >= STRONG
      ? '(counts a lot)'
      : points >= SOME
        ? '(counts somewhat)'
        : '(counts a little)';

/**
 * A labelled bar for each score, from fine to a lot, with the range that is fine. The four built-in scores come first, then those of packs.
 * A press on one opens what made it.
 */
export class Meters {
  readonly node = h('div', { class: 'meters' });
  private readonly explain: () => void;
  private readonly rows = new Map<string, Row>();
  private scores: Scores | null = null;
  private reasons: readonly Reason[] | null = null;

  /** `explain` is called when the reasons are wanted and not known, and when a row opens or closes. */
  constructor(explain: () => void) {
    this.explain = explain;
    for (const dimension of DIMENSIONS) this.rowOf(dimension);
  }

  /** `reasons` is null if they aren't known for these scores. Then the ones before stay until they are. */
  show(scores: Scores | null, reasons: readonly Reason[] | null): void {
    this.scores = scores;
    this.reasons = reasons;
    for (const dimension of Object.keys(scores ?? {})) this.rowOf(dimension);
    for (const [dimension, { fill, track, word, node, button }] of this.rows) {
      node.hidden = scores !== null && !(dimension in scores);
      button.disabled = scores === null;
      node.classList.toggle('empty', scores === null);
      const score = scores?.[dimension] ?? null;
      const text = scores ? describeScore(dimension, score) : '';
      fill.style.setProperty('--value', String(score ?? 0));
      track.setAttribute('aria-valuenow', String(Math.round(score ?? 0)));
      track.setAttribute('aria-valuetext', text || 'nothing to measure yet');
      word.textContent = text;
      node.classList.toggle('fine', score !== null && score < levelsOf(dimension)[0]);
    }
    this.showWhy();
    if (scores && !reasons && [...this.rows.values()].some(isOpen)) this.explain();
  }

  private showWhy(): void {
    for (const [dimension, row] of this.rows) {
      row.why.hidden = !isOpen(row) || this.scores === null;
      if (row.why.hidden || this.reasons === null) continue;
      const here = this.reasons.filter((reason) => reason.dimension === dimension);
      const lines = here
        .slice(0, MOST)
        .map(({ says, points }) => h('li', {}, says, ' ', h('span', { class: 'weight' }, weigh(points))));
      row.why.replaceChildren(...(lines.length > 0 ? lines : [h('li', {}, this.sayNothing(dimension))]));
    }
  }

  private sayNothing(dimension: string): string {
    return this.scores?.[dimension] === null
      ? 'The post is too short to measure this.'
      : 'Nothing in this post counts here.';
  }

  private toggle(row: Row): void {
    if (row.button.disabled) return;
    row.button.setAttribute('aria-expanded', String(!isOpen(row)));
    this.showWhy();
    this.explain();
  }

  private rowOf(dimension: string): Row {
    const known = this.rows.get(dimension);
    if (known) return known;
    const label = meterLabel(dimension);
    const fill = h('div', { class: 'fill' });
    const track = h(
      'div',
      {
        class: 'track',
        role: 'meter',
        'aria-label': label,
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        'aria-valuenow': 0,
      },
      fill,
    );
    const word = h('span', { class: 'word', 'aria-hidden': 'true' });
    const kind = kindOf(dimension);
    const button = h(
      'button',
      {
        type: 'button',
        class: 'why',
        'aria-expanded': 'false',
        'aria-label': `${label}: why?`,
        title: 'What makes this?',
        disabled: true,
      },
      label,
    );
    const why = h('ul', { class: 'reasons', hidden: true });
    const node = h('div', { class: 'meter', 'data-kind': kind }, button, track, word, why);
    node.style.setProperty('--fine', String(levelsOf(dimension)[0]));
    this.node.append(node);
    const row = { node, fill, track, word, button, why };
    // All of the row can be pressed, but for what it says below.
    node.addEventListener(
      'click',
      trusted(({ target }) => {
        if (!why.contains(target as Node)) this.toggle(row);
      }),
    );
    this.rows.set(dimension, row);
    return row;
  }
}

const isOpen = ({ button }: Row): boolean => button.getAttribute('aria-expanded') === 'true';

/** A limit beyond this many characters is far. */
const FAR = 5000;

const say = (count: number): string => count.toLocaleString('en');

/** Shows the text's length as the platform counts it, with its limit and fold. */
export class LengthLine {
  readonly node = h('div', { class: 'length' });
  private readonly count = h('span', { class: 'count' });
  private readonly used = h('div', { class: 'used' });
  private readonly fold = h('div', { class: 'fold' });
  private readonly line = h('div', { class: 'line', 'aria-hidden': 'true' }, this.used, this.fold);

  constructor() {
    this.node.append(this.count, this.line);
  }

  show(text: string, platform: Profile | null): void {
    const count = countFor(platform, text);
    const limit = platform?.limit ?? null;
    const fold = platform?.fold ?? null;
    // A limit that posts hardly ever come near says nothing, and next to it each post would be a dot.
    const near = limit !== null && (limit <= FAR || count > limit / 2) ? limit : null;
    const left = near === null ? '' : count > near ? `, ${say(count - near)} too many` : ` of ${say(near)}`;
    const place = platform ? ` on ${platform.title}` : '';
    const seen =
      fold === null
        ? ''
        : count > fold
          ? ` · readers see the first ${say(fold)}`
          : ' · readers see all of it';
    this.count.textContent = `${say(count)}${left} characters${place}${count > 0 ? seen : ''}`;
    this.node.classList.toggle('over', limit !== null && count > limit);
    const whole = Math.max(near ?? 0, fold ?? 0, count, 1);
    this.line.hidden = near === null && fold === null;
    this.used.style.setProperty('--value', String((100 * count) / whole));
    this.fold.hidden = fold === null;
    this.fold.style.setProperty('--at', String((100 * (fold ?? 0)) / whole));
  }
}
