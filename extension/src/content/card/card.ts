/**
 * The card of one finding shows what it is, why it matters, the fix and what that is worth, or an example, and ways to hide it.
 * What hides it here is apart from what changes the rule everywhere. Session opens and closes the card.
 */

import { type Finding, type Fix, SEVERITIES, type Severity } from '../../shared/api.ts';
import { findingLabel, kindOf, meterLabel } from '../../shared/kinds.ts';
import type { Placed } from '../../shared/placed.ts';
import { type Command, labelShortcut } from '../../shared/settings.ts';
import { drawIcon, h, ICONS } from '../../ui/dom.ts';
import { createReadMore } from '../../ui/parts.ts';
import { trusted } from '../../ui/trusted.ts';
import type { Worth } from '../annotator.ts';
import { PastNote } from '../history/past.ts';
import { placeCard } from './place.ts';

export interface CardHooks {
  apply(placed: Placed, fix: Fix): void;
  dismiss(placed: Placed): void;
  allowPhrase(phrase: string): void;
  setSeverity(rule: string, severity: Severity): void;
  switchOff(rule: string): void;
  explain(rule: string): void;
  /** Opens a rule's page in the documentation, by its path. */
  readMore(page: string): void;
  /** The person says that this post was sent. */
  record(): void;
  close(): void;
}

type Keys = Readonly<Record<Command, string>>;

/** The most fixes that a card offers. */
export const MAX_FIXES = 3;
const MAX_PHRASE = 60;
const WORTH_WORDS = 2;

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  suggestion: 'An idea',
  warning: 'Worth fixing',
  error: 'Must be fixed',
};

export class Card {
  readonly node: HTMLDivElement;
  readonly past: PastNote;
  private readonly hooks: CardHooks;
  private readonly siteName: string;
  private shown: Placed | null = null;

  /** `siteName` is the site that the “turn off” button is about ("x.com"). */
  constructor(stage: HTMLElement, siteName: string, hooks: CardHooks) {
    this.hooks = hooks;
    this.siteName = siteName;
    this.past = new PastNote(() => hooks.record());
    this.node = h('div', {
      class: 'card floating',
      role: 'dialog',
      'aria-label': 'About this phrase',
      tabindex: -1,
      hidden: true,
    });
    // Pressing a button here must not take the focus or the selection from the box.
    const keep = (event: Event): void => {
      if (!(event.target instanceof HTMLSelectElement)) event.preventDefault();
    };
    this.node.addEventListener('pointerdown', keep);
    this.node.addEventListener('mousedown', keep);
    stage.append(this.node);
  }

  get placed(): Placed | null {
    return this.shown;
  }

  get hasFocus(): boolean {
    const active = (this.node.getRootNode() as ShadowRoot | Document).activeElement;
    return active !== null && this.node.contains(active);
  }

  /** Shows a finding that covers `phrase`, next to the glyphs at `place` and not over `line`, which is being written. */
  open(placed: Placed, phrase: string, place: DOMRect, line: DOMRect | null, keys: Keys): void {
    if (this.shown?.id !== placed.id || this.node.hidden) this.fill(placed, phrase, keys);
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
    (this.node.querySelector<HTMLElement>('.fixes button, .actions button') ?? this.node).focus();
  }

  /** Says what the fix with this number does to the scores ("−12 pushiness"). */
  showWorth(index: number, worth: readonly Worth[]): void {
    const place = this.node.querySelectorAll<HTMLElement>('.fixes .worth')[index];
    if (!place) return;
    const better = worth.filter(({ by }) => by < 0).slice(0, WORTH_WORDS);
    place.textContent = better
      .map(({ dimension, by }) => `−${-by} ${meterLabel(dimension).toLowerCase()}`)
      .join(', ');
    place.hidden = better.length === 0;
  }

  /** Shows a text that says it better, for a finding without a fix, if there is one. */
  showExample(example: string | null): void {
    this.node.querySelector('.example')?.remove();
    if (!example) return;
    this.node
      .querySelector('.actions')
      ?.before(h('p', { class: 'example' }, h('span', { class: 'lead' }, 'For example'), example));
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
    this.node.querySelector('.actions')?.before(problem);
  }

  private fill(placed: Placed, phrase: string, keys: Keys): void {
    const { finding } = placed;
    const kind = finding.positive ? 'praise' : kindOf(finding.dimension);
    const parts = [
      h(
        'header',
        {},
        h('span', { class: 'swatch', 'data-kind': kind, 'aria-hidden': 'true' }, '    '),
        h(
          'span',
          { class: 'kind', 'data-kind': kind },
          finding.positive ? 'Well done' : findingLabel(finding.dimension),
        ),
        finding.positive ? null : h('span', { class: 'severity' }, SEVERITY_WORDS[finding.severity]),
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
      this.renderWhy(finding),
      placed.fixes.length > 0 ? this.renderFixes(placed) : null,
      this.renderActions(placed, phrase, keys),
      this.past.node,
    ];
    this.node.replaceChildren(...parts.filter((part) => part !== null));
    this.node.scrollTop = 0;
  }

  private renderWhy({ why, docs }: Finding): HTMLParagraphElement | null {
    if (!why && !docs) return null;
    const more = docs ? createReadMore(() => this.hooks.readMore(docs)) : '';
    return h('p', { class: 'why' }, why, why && more ? ' ' : '', more);
  }

  private renderFixes(placed: Placed): HTMLDivElement {
    return h(
      'div',
      { class: 'fixes' },
      ...placed.fixes.slice(0, MAX_FIXES).map((fix, index) =>
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
          h('span', { class: 'worth', hidden: true }),
        ),
      ),
    );
  }

  /** What is about this post stands first. What changes the rule for every post is one press further away. */
  private renderActions(placed: Placed, phrase: string, keys: Keys): HTMLDivElement {
    const { finding } = placed;
    const short = phrase.replace(/\s+/g, ' ').trim();
    const action = (label: string, act: () => void): HTMLButtonElement =>
      h('button', { type: 'button', class: 'plain', title: label, onclick: trusted(act) }, label);
    const severity = h(
      'select',
      { 'aria-label': 'How much this rule matters' },
      ...SEVERITIES.map((one) =>
        h('option', { value: one, selected: one === finding.severity }, SEVERITY_WORDS[one]),
      ),
    );
    severity.addEventListener(
      'change',
      trusted(() => this.hooks.setSeverity(finding.rule, severity.value as Severity)),
    );
    const rule = h(
      'details',
      { class: 'rule' },
      h('summary', { class: 'plain' }, 'This rule'),
      h(
        'div',
        { class: 'choices' },
        finding.positive ? null : h('label', { class: 'choice' }, 'Always treat it as', severity),
        short && short.length <= MAX_PHRASE && !finding.positive
          ? action(`Never flag “${short}”`, () => this.hooks.allowPhrase(short))
          : null,
        action(`Turn off this rule on ${this.siteName}`, () => this.hooks.switchOff(finding.rule)),
        action('About this rule', () => this.hooks.explain(finding.rule)),
      ),
    );
    return h(
      'div',
      { class: 'actions' },
      action('Not in this post', () => this.hooks.dismiss(placed)),
      rule,
      h('p', { class: 'keys' }, ...this.describeKeys(placed, keys)),
    );
  }

  private describeKeys(placed: Placed, keys: Keys): (string | HTMLElement)[] {
    const shown: [Command, string][] = [
      ...(placed.fixes.length > 0 ? [['apply', 'apply'] as [Command, string]] : []),
      ['dismiss', 'not here'],
      ['next', 'next'],
    ];
    // The keys that all of them need are said once.
    const labels = shown.map(([command]) => labelShortcut(keys[command]));
    const held = labels.map((label) => label.slice(0, label.lastIndexOf('+') + 1));
    const common = held.every((one) => one === held[0]) ? (held[0] ?? '') : '';
    return shown.flatMap(([, word], index) => [
      index > 0 ? ' · ' : '',
      h('kbd', {}, index === 0 ? (labels[index] ?? '') : (labels[index] ?? '').slice(common.length)),
      ` ${word}`,
    ]);
  }
}
