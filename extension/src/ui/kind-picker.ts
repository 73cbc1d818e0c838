/** Says what kind of post softsell takes a draft for, and lets the person correct it. */

import type { PostKind } from '../shared/api.ts';
import { describeKind, POST_KINDS } from '../shared/post-kinds.ts';
import { h } from './dom.ts';
import { trusted } from './trusted.ts';

/** Below this, a guess is more often wrong than right. */
const SURE = 0.5;

export class KindPicker {
  private readonly guess = h('option', { value: '' });
  private readonly select = h(
    'select',
    { id: 'softsell-kind' },
    this.guess,
    ...POST_KINDS.map((kind) => h('option', { value: kind }, describeKind(kind))),
  );
  private readonly label = h('label', { for: 'softsell-kind' });
  readonly node = h('div', { class: 'picker', hidden: true }, this.label, this.select);

  /** `pick` is called with the kind that the person says it is, or null to guess again. */
  constructor(pick: (kind: string | null) => void) {
    this.select.addEventListener(
      'change',
      trusted(() => pick(this.select.value || null)),
    );
  }

  /** `chosen` is what the person said it is, or null. */
  show(kind: PostKind | null, chosen: string | null): void {
    this.node.hidden = kind === null || (kind.likelihood === 0 && chosen === null);
    if (kind === null) return;
    this.label.textContent = chosen !== null || kind.likelihood >= SURE ? 'Reads as' : 'Perhaps';
    this.guess.textContent = chosen === null ? describeKind(kind.name) : 'as softsell guesses';
    this.select.value = chosen ?? '';
  }
}
