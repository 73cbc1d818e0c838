/** The four meters, and the line that says how long a post is where it goes. */

import { DIMENSIONS, type Scores } from '../shared/api.ts';
import { METER_LABELS, scoreWord } from '../shared/kinds.ts';
import { countFor, type Profile } from '../shared/profiles.ts';
import { h } from './dom.ts';

/** Four bars from fine to a lot, each with its word. */
export class Meters {
  readonly node = h('div', { class: 'meters' });
  private readonly rows = DIMENSIONS.map((dimension) => {
    const fill = h('div', { class: 'fill' });
    const track = h(
      'div',
      {
        class: 'track',
        role: 'meter',
        'aria-label': METER_LABELS[dimension],
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        'aria-valuenow': 0,
      },
      fill,
    );
    const word = h('span', { class: 'word', 'aria-hidden': 'true' });
    this.node.append(
      h(
        'div',
        { class: 'meter', 'data-kind': dimension },
        h('span', { 'aria-hidden': 'true' }, METER_LABELS[dimension]),
        track,
        word,
      ),
    );
    return { dimension, fill, track, word };
  });

  show(scores: Scores | null): void {
    for (const { dimension, fill, track, word } of this.rows) {
      const score = scores?.[dimension] ?? null;
      const text = scores ? scoreWord(score) : '';
      fill.style.setProperty('--value', String(score ?? 0));
      track.setAttribute('aria-valuenow', String(Math.round(score ?? 0)));
      track.setAttribute('aria-valuetext', text || 'nothing to measure yet');
      word.textContent = text;
    }
  }
}

/** How long the text is as the platform counts it, its limit and its fold. */
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
