/**
 * Stage is where our elements are in the page: one layer for card and badge, and one under it for the mirrors of the fields. Both go
 * where the active box is, and leave the page with the last box.
 */

import partsSheet from '../../ui/parts.css';
import tokensSheet from '../../ui/tokens.css';
import badgeSheet from '../badge/badge.css';
import cardSheet from '../card/card.css';
import pastSheet from '../history/past.css';
import { Layer } from '../layer.ts';
import { Holder } from '../paint/holder.ts';
import paintSheet from '../paint/paint.css';

export interface StageHooks {
  /** Whether to come back when the page removes our elements. */
  isWanted(): boolean;
  boxes(): Iterable<HTMLElement>;
  /** Called after the mirrors went elsewhere, so they have to be drawn again. */
  mirrorsMoved(): void;
}

export class Stage {
  /** Card and badge go in here. */
  readonly node: HTMLElement;
  private readonly hooks: StageHooks;
  private readonly layer: Layer;
  private readonly mirrors: Layer;
  private readonly holder: Holder;

  constructor(hooks: StageHooks) {
    this.hooks = hooks;
    Layer.clear();
    const isWanted = (): boolean => hooks.isWanted();
    this.layer = new Layer(tokensSheet + partsSheet + cardSheet + badgeSheet + pastSheet, isWanted);
    this.mirrors = new Layer(paintSheet, isWanted);
    this.holder = new Holder(this.mirrors.stage);
    this.node = this.layer.stage;
  }

  /** Goes where our elements can be used together with `box`. */
  mountFor(box: Element): void {
    if (this.mirrors.isShown) this.mountMirrors(box);
    this.layer.mountFor(box);
  }

  /** Takes on the theme of the page around `box`. Call it each time something opens, because pages change it without an event. */
  matchTheme(box: Element): void {
    this.node.style.colorScheme = this.layer.themeOf(box);
  }

  /** Returns what holds the mirrors, which are where `box` is, under our own card and badge. */
  holdMirrors(box: Element): HTMLElement {
    if (!this.mirrors.isShown) {
      this.mountMirrors(box);
      this.layer.raise();
    }
    this.holder.follow();
    return this.holder.node;
  }

  /** Moves the mirrors with the page that scrolled. */
  followScroll(): void {
    this.holder.follow();
  }

  /** If the dialog that the mirrors were in has closed, they go to a box that still shows. */
  rescueMirrors(): void {
    if (!this.mirrors.isShown || this.mirrors.isVisible) return;
    for (const box of this.hooks.boxes()) {
      if (!box.checkVisibility()) continue;
      this.mountMirrors(box);
      return;
    }
  }

  /** Returns whether something of ours is at a point of the viewport. */
  isAt(x: number, y: number): boolean {
    return this.layer.isAt(x, y);
  }

  /** Returns whether an event is in one of our elements. */
  holds(event: Event): boolean {
    return this.layer.holds(event);
  }

  /** Leaves the page until a box needs us again. */
  leave(): void {
    this.layer.leave();
    this.mirrors.leave();
  }

  private mountMirrors(box: Element): void {
    const wasShown = this.mirrors.isShown;
    if (this.mirrors.mountFor(box) && wasShown) this.hooks.mirrorsMoved();
  }
}
