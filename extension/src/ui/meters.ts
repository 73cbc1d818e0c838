/** The meters, and the line that shows a post's length on its platform. */

import { DIMENSIONS, type Scores } from '../shared/api.ts';
import { describeScore, kindOf, levelsOf, meterLabel } from '../shared/kinds.ts';
import { countFor, type Profile } from '../shared/profiles.ts';
import { h } from './dom.ts';

interface Row {
  readonly node: HTMLElement;
  readonly fill: HTMLElement;
  readonly track: HTMLElement;
  readonly word: HTMLElement;
}

/** A labelled bar for each score, from fine to a lot, with the range that is fine. The four built-in scores come first, then those of packs. */
export class Meters {
  readonly node = h('div', { class: 'meters' });
  private readonly rows = new Map<string, Row>();

  constructor() {
    for (const dimension of DIMENSIONS) this.rowOf(dimension);
  }

  show(scores: Scores | null): void {
    for (const dimension of Object.keys(scores ?? {})) this.rowOf(dimension);
    for (const [dimension, { fill, track, word, node }] of this.rows) {
      node.hidden = scores !== null && !(dimension in scores);
      const score = scores?.[dimension] ?? null;
      const text = scores ? describeScore(dimension, score) : '';
      fill.style.setProperty('--value', String(score ?? 0));
      track.setAttribute('aria-valuenow', String(Math.round(score ?? 0)));
      track.setAttribute('aria-valuetext', text || 'nothing to measure yet');
      word.textContent = text;
      node.classList.toggle('fine', score !== null && score < levelsOf(dimension)[0]);
    }
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
    const node = h(
      'div',
      { class: 'meter', 'data-kind': kind },
      h('span', { 'aria-hidden': 'true' }, label),
      track,
      word,
    );
    node.style.setProperty('--fine', String(levelsOf(dimension)[0]));
    this.node.append(node);
    const row = { node, fill, track, word };
    this.rows.set(dimension, row);
    return row;
  }
}

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
    const folded = fold !== null && count > fold;
    const left = limit === null ? '' : count > limit ? `, ${count - limit} too many` : ` of ${limit}`;
    const place = platform ? ` on ${platform.title}` : '';
    this.count.textContent = `${count}${left} characters${place}${folded ? ` · readers see the first ${fold}` : ''}`;
    this.node.classList.toggle('over', limit !== null && count > limit);
    const whole = Math.max(limit !== null && limit <= 5000 ? limit : 0, fold ?? 0, count, 1);
    this.line.hidden = limit === null && fold === null;
    this.used.style.setProperty('--value', String((100 * count) / whole));
    this.fold.hidden = fold === null;
    this.fold.style.setProperty('--at', String((100 * (fold ?? 0)) / whole));
  }
}
