/** Keys runs the commands that have a key, and closes with Escape what is open. It hears keys before the page does. */

import type { Placed } from '../../shared/placed.ts';
import { COMMANDS, type Command, readShortcut } from '../../shared/settings.ts';
import { trusted } from '../../ui/trusted.ts';
import type { Annotator } from '../annotator.ts';
import { type Badge, describeState } from '../badge/badge.ts';
import type { Cards } from './cards.ts';

export interface KeysHooks {
  /** Returns the box that the person works in. */
  active(): Annotator | null;
  keys(): Readonly<Record<Command, string>>;
  /** Goes to the list of findings. */
  list(): void;
  /** Tells the person something. */
  say(sentence: string): void;
}

export class Keys {
  private readonly cards: Cards;
  private readonly badge: Badge | null;
  private readonly hooks: KeysHooks;
  /** Whether Escape is down and ours. */
  private escaping = false;

  /** Listens until `signal` aborts. */
  constructor(cards: Cards, badge: Badge | null, hooks: KeysHooks, signal: AbortSignal) {
    this.cards = cards;
    this.badge = badge;
    this.hooks = hooks;
    for (const type of ['keydown', 'keyup'] as const) {
      window.addEventListener(
        type,
        trusted((event: KeyboardEvent) => this.handleKey(event)),
        { capture: true, signal },
      );
    }
  }

  private handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) this.handleEscape(event);
    if (event.type !== 'keydown') return;
    const shortcut = readShortcut(event);
    const keys = this.hooks.keys();
    const command = shortcut && COMMANDS.find((name) => keys[name] === shortcut);
    const active = this.hooks.active();
    if (!command || !active || !this.isWithin(active.surface.element)) return;
    event.preventDefault();
    event.stopPropagation();
    this.run(command, active);
  }

  /** Escape belongs to us while anything of ours is open. The page sees neither the press nor the release of the key. */
  private handleEscape(event: KeyboardEvent): void {
    const isRelease = event.type === 'keyup';
    if (isRelease ? !this.escaping : !this.cards.placed && !this.badge?.isOpen) return;
    this.escaping = !isRelease;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isRelease || event.repeat) return;
    if (this.cards.placed) this.cards.close();
    else this.badge?.close(true);
  }

  /** Returns whether the focus is in the active box or in our own elements. */
  private isWithin(box: HTMLElement): boolean {
    const focus = (box.getRootNode() as Document | ShadowRoot).activeElement;
    const isDesigned = document.designMode === 'on' && document.hasFocus();
    return (
      isDesigned ||
      Boolean(focus && box.contains(focus)) ||
      this.cards.hasFocus ||
      Boolean(this.badge?.hasFocus)
    );
  }

  private run(command: Command, annotator: Annotator): void {
    const { placed } = this.cards;
    switch (command) {
      case 'next':
        this.step(annotator, 1);
        return;
      case 'previous':
        this.step(annotator, -1);
        return;
      case 'open':
        if (!placed) this.step(annotator, 1);
        this.cards.focus();
        return;
      case 'apply': {
        const fix = placed?.fixes[0];
        if (placed && fix) void this.cards.apply(placed, fix);
        return;
      }
      case 'dismiss':
        if (placed) this.cards.dismiss(placed);
        return;
      case 'list':
        this.hooks.list();
    }
  }

  /** Goes to the finding after or before the open one. If none is open, it starts at the caret. */
  private step(annotator: Annotator, by: 1 | -1): void {
    const all = annotator.view.findings
      .filter((one) => one.span && !one.finding.positive)
      .sort((a, b) => startOf(a) - startOf(b));
    if (all.length === 0) {
      this.hooks.say(`softsell: ${describeState(annotator.view)}`);
      return;
    }
    const at = all.findIndex(({ id }) => id === this.cards.placed?.id);
    const caret = annotator.surface.caret() ?? 0;
    const behind = all.findIndex((placed) => startOf(placed) >= caret);
    const from = by === 1 ? Math.max(behind, 0) : (behind < 0 ? all.length : behind) - 1;
    const target = all[((at < 0 ? from : at + by) + all.length) % all.length];
    if (!target) return;
    this.cards.goTo(annotator, target);
    this.hooks.say(`${target.finding.message} ${target.finding.why}`);
  }
}

const startOf = ({ span }: Placed): number => span?.start ?? 0;
