/** The card of one finding shows what it is, why it matters, the fix, and ways to hide it. Session opens and closes the card. */

import type { Fix } from '../../shared/api.ts';
import { findingLabel, kindOf } from '../../shared/kinds.ts';
import type { Placed } from '../../shared/placed.ts';
import { drawIcon, h, ICONS } from '../../ui/dom.ts';
import { trusted } from '../../ui/trusted.ts';
import { placeCard } from './place.ts';

export interface CardHooks {
  apply(placed: Placed, fix: Fix): void;
  dismiss(placed: Placed): void;
  allowPhrase(phrase: string): void;
  switchOff(rule: string): void;
  explain(rule: string): void;
  close(): void;
}

const MAX_PHRASE = 60;

export class Card {
  readonly node: HTMLDivElement;
  private readonly hooks: CardHooks;
  private readonly siteName: string;
  private shown: Placed | null = null;

  /** `siteName` is the site that the “turn off” button is about ("x.com"). */
  constructor(stage: HTMLElement, siteName: string, hooks: CardHooks) {
    this.hooks = hooks;
    this.siteName = siteName;
    this.node = h('div', {
      class: 'card floating',
      role: 'dialog',
      'aria-label': 'About this phrase',
      tabindex: -1,
      hidden: true,
    });
    // Pressing a button here must not take the focus or the selection from the box.
    this.node.addEventListener('pointerdown', (event) => event.preventDefault());
    this.node.addEventListener('mousedown', (event) => event.preventDefault());
    stage.append(this.node);
  }

  get placed(): Placed | null {
    return this.shown;
  }

  get hasFocus(): boolean {
    const active = (this.node.getRootNode() as ShadowRoot | Document).activeElement;
    return active !== null && this.node.contains(active);
  }

  /** Shows a finding that covers `phrase`, next to the glyphs at `place`. */
  open(placed: Placed, phrase: string, place: DOMRect, line: DOMRect | null): void {
    if (this.shown?.id !== placed.id || this.node.hidden) this.fill(placed, phrase);
    this.shown = placed;
    this.node.hidden = false;
    this.moveTo(place, line);
  }

  /** Updates the shown finding after an edit. */
  follow(placed: Placed): void {
    this.shown = placed;
  }

  /** Moves beside the phrase at `place`, but not over the line being written. */
  moveTo(place: DOMRect, line: DOMRect | null): void {
    const { offsetWidth: width, offsetHeight: height } = this.node;
    const room = { width: document.documentElement.clientWidth || innerWidth, height: innerHeight };
    const { x, y } = placeCard({ width, height }, room, place, line);
    this.node.style.translate = `${Math.round(x)}px ${Math.round(y)}px`;
  }

  close(): void {
    this.shown = null;
    this.node.hidden = true;
  }

  focus(): void {
    (this.node.querySelector<HTMLElement>('.fixes button, .more button') ?? this.node).focus();
  }

  /** Says that a fix failed, and offers its text to copy. */
  showProblem(sentence: string, copy: string): void {
    this.node.querySelector('.problem')?.remove();
    const button = h('button', { type: 'button', class: 'plain' }, 'Copy it');
    button.addEventListener(
      'click',
      trusted(() => {
        void navigator.clipboard.writeText(copy).then(
          () => button.replaceChildren('Copied'),
          () => button.replaceChildren('This page doesn’t allow copying'),
        );
      }),
    );
    const problem = h('p', { class: 'problem', role: 'alert' }, sentence, ' ', copy ? button : null);
    this.node.querySelector('.more')?.before(problem);
  }

  private fill(placed: Placed, phrase: string): void {
    const { finding } = placed;
    const kind = kindOf(finding.dimension);
    const short = phrase.replace(/\s+/g, ' ').trim();
    const action = (label: string, act: () => void): HTMLButtonElement =>
      h('button', { type: 'button', class: 'plain', title: label, onclick: trusted(act) }, label);
    const parts = [
      h(
        'header',
        {},
        h('span', { class: 'swatch', 'data-kind': kind, 'aria-hidden': 'true' }, '    '),
        h('span', { class: 'kind', 'data-kind': kind }, findingLabel(finding.dimension)),
        h(
          'button',
          {
            type: 'button',
            class: 'icon-button',
            'aria-label': 'Close',
            onclick: trusted(() => this.hooks.close()),
          },
          drawIcon(ICONS.close),
        ),
      ),
      h('p', { class: 'message' }, finding.message),
      finding.why ? h('p', { class: 'why' }, finding.why) : null,
      placed.fixes.length > 0 ? this.renderFixes(placed) : null,
      h(
        'div',
        { class: 'more' },
        action('Hide in this post', () => this.hooks.dismiss(placed)),
        short && short.length <= MAX_PHRASE
          ? action(`Never flag “${short}”`, () => this.hooks.allowPhrase(short))
          : null,
        action(`Turn off this rule on ${this.siteName}`, () => this.hooks.switchOff(finding.rule)),
        action('About this rule', () => this.hooks.explain(finding.rule)),
      ),
    ];
    this.node.replaceChildren(...parts.filter((part) => part !== null));
  }

  private renderFixes(placed: Placed): HTMLDivElement {
    return h(
      'div',
      { class: 'fixes' },
      ...placed.fixes.slice(0, 3).map((fix, index) =>
        h(
          'button',
          {
            type: 'button',
            class: index === 0 ? 'button primary' : 'button',
            onclick: trusted(() => {
              // The finding and its remaining fixes may have moved since the card was drawn.
              const now = this.shown?.id === placed.id ? this.shown : placed;
              const moved = now.fixes.find((other) => other.label === fix.label && other.text === fix.text);
              if (moved) this.hooks.apply(now, moved);
            }),
          },
          fix.label || (fix.text ? `Change to “${fix.text}”` : 'Take it out'),
        ),
      ),
    );
  }
}
