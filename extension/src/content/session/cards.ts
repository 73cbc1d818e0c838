/** Cards opens, moves and closes the card of a finding, and does what the person chooses on it. */

import type { Fix } from '../../shared/api.ts';
import type { Placed } from '../../shared/placed.ts';
import type { Command } from '../../shared/settings.ts';
import type { Annotator } from '../annotator.ts';
import { Card, MAX_FIXES } from '../card/card.ts';
import { deepActiveElement, focusBox } from '../detect/roots.ts';
import { Help } from '../help.ts';
import type { PastNote } from '../history/past.ts';
import { DWELL_MS } from '../limits.ts';
import type { Environment } from './environment.ts';

const LEAVE_MS = 250;

export interface CardsHooks {
  /** Returns the box that the person works in. */
  active(): Annotator | null;
  activate(annotator: Annotator): void;
  keys(): Readonly<Record<Command, string>>;
  /** Called before a card opens beside `box`. */
  opening(box: HTMLElement): void;
  /** Called after a card has opened or closed. */
  changed(): void;
  /** The person says that this post was sent. */
  record(): void;
  /** Tells the person something while no card shows it. */
  say(sentence: string): void;
}

export class Cards {
  private readonly hooks: CardsHooks;
  private readonly card: Card;
  private readonly help: Help;
  private leaveTimer: ReturnType<typeof setTimeout> | undefined;
  private dwellTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(stage: HTMLElement, environment: Environment, hooks: CardsHooks) {
    this.hooks = hooks;
    this.help = new Help((rule) => environment.example(rule));
    this.card = new Card(stage, environment.siteName, {
      apply: (placed, fix) => void this.apply(placed, fix),
      dismiss: (placed) => this.dismiss(placed),
      allowPhrase: (phrase) => this.closeAnd(() => environment.allowPhrase(phrase)),
      switchOff: (rule) => this.closeAnd(() => environment.ignoreHere(rule)),
      setSeverity: (rule, severity) => this.closeAnd(() => environment.setSeverity(rule, severity)),
      explain: (rule) => environment.explain(rule),
      readMore: (page) => environment.readMore(page),
      record: () => hooks.record(),
      close: () => this.close(),
    });
  }

  /** The finding whose card is open, or null. */
  get placed(): Placed | null {
    return this.card.placed;
  }

  get hasFocus(): boolean {
    return this.card.hasFocus;
  }

  /** Where the card says what the history has. */
  get past(): PastNote {
    return this.card.past;
  }

  focus(): void {
    this.card.focus();
  }

  open(annotator: Annotator, placed: Placed): void {
    const still = annotator.view.findings.find(({ id }) => id === placed.id);
    const place = still?.span && annotator.surface.rects(still.span)[0];
    if (!still || !place) return;
    if (annotator !== this.hooks.active()) this.hooks.activate(annotator);
    clearTimeout(this.leaveTimer);
    annotator.highlight(still.id);
    this.hooks.opening(annotator.surface.element);
    this.card.open(still, annotator.textOf(still), place, lineOf(annotator), this.hooks.keys());
    this.helpOn(annotator, still);
    this.hooks.changed();
  }

  /** Opens the card if the pointer stays on the finding. */
  openSoon(annotator: Annotator, placed: Placed): void {
    this.stopWaiting();
    if (this.placed?.id === placed.id) return;
    this.helpOn(annotator, placed);
    this.dwellTimer = setTimeout(() => this.open(annotator, placed), DWELL_MS);
  }

  /** Scrolls to a finding and opens its card. */
  goTo(annotator: Annotator, placed: Placed): void {
    if (!placed.span) return;
    annotator.surface.reveal(placed.span);
    this.open(annotator, placed);
  }

  /** Closes the card if its finding is gone from the active box. Otherwise the card follows it. */
  update(annotator: Annotator): void {
    const { placed } = this;
    const still = placed && annotator.view.findings.find(({ id }) => id === placed.id);
    if (placed && !still) this.close();
    else if (still) this.follow(annotator, still);
  }

  /** Moves the card to where its finding is now. */
  move(): void {
    const active = this.hooks.active();
    if (active && this.placed) this.follow(active, this.placed);
  }

  close(): void {
    this.stopWaiting();
    if (!this.placed) return;
    const hadFocus = this.hasFocus;
    this.card.close();
    const active = this.hooks.active();
    active?.highlight(null);
    this.hooks.changed();
    if (hadFocus && active) focusBox(active.surface.element);
  }

  /** Closes the card if the pointer doesn't go onto it. */
  closeSoon(): void {
    this.stopWaiting();
    if (!this.placed) return;
    this.leaveTimer = setTimeout(() => {
      if (!this.card.node.matches(':hover') && !this.hasFocus) this.close();
    }, LEAVE_MS);
  }

  /** Closes the card of a box that is gone. */
  drop(): void {
    this.card.close();
  }

  async apply(placed: Placed, fix: Fix): Promise<void> {
    const annotator = this.hooks.active();
    if (!annotator) return;
    const outcome = await annotator.apply(placed, fix);
    // Meanwhile the person may have opened the card of another finding.
    const isOpen = this.hooks.active() === annotator && this.placed?.id === placed.id;
    if (outcome === 'done') {
      if (isOpen) this.close();
      return;
    }
    const sentence =
      outcome === 'refused'
        ? 'This box didn’t accept the change.'
        : 'The box changed the text differently. Please check it.';
    if (isOpen) this.card.showProblem(sentence, fix.text.trim());
    else this.hooks.say(sentence);
  }

  dismiss(placed: Placed): void {
    this.close();
    this.hooks.active()?.dismiss(placed);
  }

  /** Neither opens nor closes the card by itself any more. */
  stopWaiting(): void {
    clearTimeout(this.dwellTimer);
    clearTimeout(this.leaveTimer);
  }

  /** Asks for what the card of a finding shows besides it, and adds that if the card is open. */
  private helpOn(annotator: Annotator, placed: Placed): void {
    const fixes = placed.fixes.slice(0, MAX_FIXES);
    const show = (): void => {
      if (this.placed?.id !== placed.id || this.hooks.active() !== annotator) return;
      for (const [index, fix] of fixes.entries()) this.card.showWorth(index, this.help.worthOf(fix));
      this.card.showExample(this.help.exampleFor(placed));
      this.follow(annotator, this.placed);
    };
    this.help.prepare(annotator, placed, fixes, show);
    show();
  }

  private follow(annotator: Annotator, placed: Placed): void {
    this.card.follow(placed);
    const place = placed.span && annotator.surface.rects(placed.span)[0];
    if (place) this.card.moveTo(place, lineOf(annotator));
    else this.close();
  }

  private closeAnd(change: () => void): void {
    this.close();
    change();
  }
}

/** Returns where the line is that the person writes, or null if the caret isn't in the box. */
function lineOf({ surface }: Annotator): DOMRect | null {
  const focus = deepActiveElement(document.activeElement ?? document.documentElement);
  if (document.designMode !== 'on' && !surface.element.contains(focus)) return null;
  const caret = surface.caretLine();
  const box = surface.element.getBoundingClientRect();
  return caret && new DOMRect(box.x, caret.y, box.width, caret.height);
}
