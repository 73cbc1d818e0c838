/**
 * PostWatch notices that a post was sent: the person pressed the site's own post button, or Enter where that posts, and then the box
 * became empty or went away together with the button. Whatever else empties a box isn't a post: keys, a menu, another button, a page
 * that goes. When in doubt it sees none, because a draft must never count as sent.
 */

import type { Annotator } from '../annotator.ts';
import { parentOf } from '../paint/position.ts';
import { isOff, readPress } from './words.ts';

/** What stands in a box. */
export interface Written {
  /** What the person wrote, without what it quotes. */
  readonly own: string;
  /** The message that it answers, or null. */
  readonly reply: string | null;
}

export interface WatchHooks {
  boxes(): Iterable<Annotator>;
  /** Reads a box now. */
  read(box: Annotator): Written;
  /** Whether an event is in our own elements. */
  isOurs(event: Event): boolean;
  /** Called for each post. */
  posted(written: Written): void;
}

interface Pending {
  /** Null for a key. */
  readonly button: Element | null;
  /** What holds the button and the boxes. */
  readonly composer: Element | null;
  readonly until: number;
  readonly boxes: Map<Annotator, Written>;
  /** Those that are empty now, or gone. */
  readonly left: Set<Annotator>;
}

/** A site may take this long to send a post, in milliseconds. */
const PATIENCE_MS = 30_000;
/** A site that couldn't send it puts the text back within this time. The boxes of a thread become empty one after another. */
const SETTLE_MS = 600;

/** What holds more than a composer. */
const WHOLE_PAGE = 'html, body, main, [role="main"], [role="feed"]';

const MODIFIERS: readonly string[] = ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn'];

export class PostWatch {
  private readonly selector: string | null;
  private readonly hooks: WatchHooks;
  private pending: Pending | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `selector` finds the site's own post buttons, if their name isn't enough. */
  constructor(selector: string | null, hooks: WatchHooks, signal: AbortSignal) {
    this.selector = selector;
    this.hooks = hooks;
    const listen = (type: string, listener: (event: Event) => void): void =>
      window.addEventListener(
        type,
        (event) => {
          if (event.isTrusted && !hooks.isOurs(event)) listener(event);
        },
        { capture: true, passive: true, signal },
      );
    listen('click', (event) => this.handleClick(event));
    listen('keydown', (event) => this.handleKey(event as KeyboardEvent));
    for (const type of ['beforeinput', 'cut', 'paste', 'drop'])
      listen(type, (event) => this.boxAt(event) && this.cancel());
    // Some edits from a menu tell nothing before. What is empty after them says nothing about a post.
    listen('input', (event) => this.boxAt(event) && this.timer === undefined && this.drop());
    window.addEventListener('pagehide', () => this.timer !== undefined && this.finish(), { signal });
    // “Back” in the browser closes a composer too.
    const { navigation } = window as { navigation?: EventTarget };
    navigation?.addEventListener(
      'navigate',
      (event) => (event as Event & { userInitiated?: boolean }).userInitiated && this.cancel(),
      { signal },
    );
    signal.addEventListener('abort', () => this.drop());
  }

  /** A box became empty, or isn't in the page any more. */
  emptied(box: Annotator): void {
    const pending = this.pending;
    if (!pending?.boxes.has(box)) return;
    if (performance.now() > pending.until) {
      this.drop();
      return;
    }
    if (!box.surface.element.isConnected && !this.isComposerDone(pending)) return;
    pending.left.add(box);
    this.timer ??= setTimeout(() => this.finish(), SETTLE_MS);
  }

  /** Returns whether a composer is done although its box was taken away. The box of a long feed may only have scrolled away. */
  private isComposerDone({ button, composer }: Pending): boolean {
    // A button somewhere else on the page, such as “Share” at another post, may lead away.
    if (button && composer?.matches(WHOLE_PAGE)) return false;
    if (!button?.isConnected || !button.checkVisibility() || isOff(button)) return true;
    const next = composer?.querySelector<HTMLElement>(
      'textarea, [contenteditable]:not([contenteditable="false"])',
    );
    return next !== null && next !== undefined && ('value' in next ? next.value : next.textContent) === '';
  }

  private handleClick(event: Event): void {
    const press = readPress(event.composedPath(), this.selector);
    if (press.on === 'post') this.press(press.button, ...this.findComposer(press.button));
    else if (press.on === 'other') this.cancel();
  }

  private handleKey(event: KeyboardEvent): void {
    if (MODIFIERS.includes(event.key)) return;
    const box = this.boxAt(event);
    if (event.key === 'Escape' || event.altKey) this.cancel();
    if (!box) return;
    const posts = event.key === 'Enter' && !event.shiftKey && !event.isComposing && !event.repeat;
    // An Enter that replaces a selection empties a box too.
    if (posts && (event.ctrlKey || event.metaKey || isCaret(box.surface.element)))
      this.press(null, [box], null);
    else this.cancel();
  }

  /** Returns the filled boxes that share the nearest ancestor with a button, and that ancestor. */
  private findComposer(button: Element): [Annotator[], Element | null] {
    const ancestors = ancestorsOf(button);
    let best: Annotator[] = [];
    let least = ancestors.length;
    for (const box of this.hooks.boxes()) {
      const own = new Set(ancestorsOf(box.surface.element));
      const distance = ancestors.findIndex((one) => own.has(one));
      if (distance < 0 || distance > least || this.hooks.read(box).own.trim() === '') continue;
      best = distance === least ? [...best, box] : [box];
      least = distance;
    }
    return [best, ancestors[least] ?? null];
  }

  private boxAt(event: Event): Annotator | null {
    const path = event.composedPath();
    for (const box of this.hooks.boxes()) if (path.includes(box.surface.element)) return box;
    return null;
  }

  private press(button: Element | null, boxes: readonly Annotator[], composer: Element | null): void {
    this.cancel();
    this.finish();
    const written = boxes
      .map((box) => [box, this.hooks.read(box)] as const)
      .filter(([, { own }]) => own.trim() !== '');
    if (written.length === 0) return;
    const until = performance.now() + PATIENCE_MS;
    this.pending = { button, composer, until, boxes: new Map(written), left: new Set() };
  }

  /** The person is about to do something else. What is empty by now was sent, unless the site puts it back. */
  private cancel(): void {
    const { boxes, left } = this.pending ?? { boxes: [], left: new Set<Annotator>() };
    for (const [box, { own }] of boxes) {
      const now = box.surface.element.isConnected ? this.hooks.read(box).own : '';
      if (now.trim() === '') this.emptied(box);
      else if (now === own) left.delete(box);
    }
    if (left.size === 0) this.drop();
  }

  /** Forgets what was pressed. */
  drop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pending = null;
  }

  private finish(): void {
    const pending = this.pending;
    this.drop();
    if (!pending) return;
    const sent = [...pending.boxes].filter(
      ([box, { own }]) =>
        pending.left.has(box) && (!box.surface.element.isConnected || this.hooks.read(box).own !== own),
    );
    // The boxes of a thread are one post.
    if (sent.length > 0)
      this.hooks.posted({
        own: sent.map(([, { own }]) => own.trim()).join('\n\n'),
        reply: sent[0]?.[1].reply ?? null,
      });
  }
}

/** Returns whether the selection in a box is only a caret. */
function isCaret(box: HTMLElement): boolean {
  if (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement)
    return box.selectionStart === box.selectionEnd;
  return box.ownerDocument.getSelection()?.type !== 'Range';
}

function ancestorsOf(element: Element): Element[] {
  const found: Element[] = [];
  for (let at: Element | null = element; at; at = parentOf(at)) found.push(at);
  return found;
}
