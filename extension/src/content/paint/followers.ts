/**
 * Moves what follows elements of the page: one set of listeners for a document, however many boxes it has, and only for boxes that
 * are on the screen.
 */

export interface Follower {
  /** The element may have moved. Reads where it is now, and returns what to write, if anything. */
  moved(): (() => void) | null;
  /** Something may have come over the element, or gone. */
  uncovered(): void;
  /** The element has come onto the screen, or its size or fonts have changed. */
  changed(): void;
  /** The element has left the screen. */
  gone(): void;
}

/** How far outside the viewport an element counts as on the screen, so it's ready when it scrolls in. */
const READY_AROUND = '100px';

export class Followers {
  private readonly followers = new Map<Element, Follower>();
  private readonly onScreen = new Set<Element>();
  private readonly resized: ResizeObserver;
  private readonly appeared: IntersectionObserver;
  private readonly scrolled: () => void;
  private frame = 0;

  /** Listens until `signal` aborts. `scrolled` runs when everything moves. */
  constructor(scrolled: () => void, signal: AbortSignal) {
    this.scrolled = scrolled;
    this.resized = new ResizeObserver((entries) => {
      for (const { target } of entries) this.change(target);
      // What grew may have moved all others.
      this.moveSoon();
    });
    this.appeared = new IntersectionObserver((entries) => this.noteAppeared(entries), {
      rootMargin: READY_AROUND,
    });
    const passive = { capture: true, passive: true, signal };
    for (const type of [
      'scroll',
      'transitionend',
      'animationend',
      'fullscreenchange',
      'load',
      'toggle',
    ] as const)
      document.addEventListener(type, () => this.moveSoon(), passive);
    window.addEventListener('resize', () => this.changeAll(), passive);
    window.visualViewport?.addEventListener('resize', () => this.moveSoon(), passive);
    document.fonts.addEventListener('loadingdone', () => this.changeAll(), { signal });
    signal.addEventListener('abort', () => {
      cancelAnimationFrame(this.frame);
      this.resized.disconnect();
      this.appeared.disconnect();
      this.followers.clear();
      this.onScreen.clear();
    });
  }

  /** Tells `follower` about `element`, and at once if it's on the screen. */
  follow(element: Element, follower: Follower): void {
    this.followers.set(element, follower);
    this.appeared.observe(element);
    this.resized.observe(element);
  }

  leave(element: Element): void {
    this.followers.delete(element);
    this.onScreen.delete(element);
    this.appeared.unobserve(element);
    this.resized.unobserve(element);
  }

  isOnScreen(element: Element): boolean {
    return this.onScreen.has(element);
  }

  /** Moves everything on the screen in the next frame. */
  moveSoon(): void {
    if (this.frame || this.onScreen.size === 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.move();
    });
  }

  /** Looks for what lies over the elements on the screen. It costs more than moving, so call it when the page is idle. */
  checkCover(): void {
    this.move();
    for (const element of this.onScreen) this.followers.get(element)?.uncovered();
  }

  /** Reads first and writes after, so the browser lays out once. */
  private move(): void {
    const writes = Array.from(this.onScreen, (element) => this.followers.get(element)?.moved());
    this.scrolled();
    for (const write of writes) write?.();
  }

  private change(element: Element): void {
    if (this.onScreen.has(element)) this.followers.get(element)?.changed();
  }

  private changeAll(): void {
    for (const element of this.onScreen) this.change(element);
  }

  private noteAppeared(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) {
        if (this.onScreen.delete(target)) this.followers.get(target)?.gone();
      } else if (this.followers.has(target) && !this.onScreen.has(target)) {
        this.onScreen.add(target);
        this.change(target);
      }
    }
  }
}
