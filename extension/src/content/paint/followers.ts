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

/** How far outside the viewport an element counts as on the screen, in pixels, so it's ready when it scrolls in. */
const READY_AROUND = 300;
/** How near to the viewport an element can't wait any more, in pixels. */
const URGENT_AROUND = 100;
/**
 * Elements that come and go while the page scrolls wait for each other, so the browser lays out and paints less often: so many of
 * them, or so many milliseconds.
 */
const ENOUGH = 3;
const LONGEST_WAIT_MS = 150;

export class Followers {
  private readonly followers = new Map<Element, Follower>();
  private readonly onScreen = new Set<Element>();
  private readonly arriving = new Set<Element>();
  private readonly leaving = new Set<Element>();
  private readonly heard = new WeakSet<ShadowRoot>();
  private readonly resized: ResizeObserver;
  private readonly appeared: IntersectionObserver;
  private readonly scrolled: () => void;
  private readonly signal: AbortSignal;
  private frame = 0;
  private idle = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Listens until `signal` aborts. `scrolled` runs when everything moves. */
  constructor(scrolled: () => void, signal: AbortSignal) {
    this.scrolled = scrolled;
    this.signal = signal;
    this.resized = new ResizeObserver((entries) => {
      for (const { target } of entries) this.change(target);
      // What grew may have moved all others.
      this.moveSoon();
    });
    this.appeared = new IntersectionObserver((entries) => this.noteAppeared(entries), {
      rootMargin: `${READY_AROUND}px`,
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
      this.cancelSettling();
      this.resized.disconnect();
      this.appeared.disconnect();
      this.followers.clear();
      for (const set of [this.onScreen, this.arriving, this.leaving]) set.clear();
    });
  }

  /** Tells `follower` about `element`, and at once if it's on the screen. */
  follow(element: Element, follower: Follower): void {
    if (this.followers.get(element) === follower) return;
    this.followers.set(element, follower);
    this.hearShadows(element);
    this.appeared.observe(element);
    this.resized.observe(element);
  }

  leave(element: Element): void {
    this.followers.delete(element);
    for (const set of [this.onScreen, this.arriving, this.leaving]) set.delete(element);
    this.appeared.unobserve(element);
    this.resized.unobserve(element);
  }

  isOnScreen(element: Element): boolean {
    return this.onScreen.has(element);
  }

  /** Moves everything on the screen in the next frame. */
  moveSoon(): void {
    if (this.frame || this.onScreen.size + this.arriving.size === 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      for (const element of this.arriving) {
        if (!isNear(element.getBoundingClientRect())) continue;
        this.settle();
        break;
      }
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
      if (!this.followers.has(target)) continue;
      const [joined, left] = isIntersecting ? [this.arriving, this.leaving] : [this.leaving, this.arriving];
      left.delete(target);
      if (this.onScreen.has(target) !== isIntersecting) joined.add(target);
      else if (!isIntersecting) this.followers.get(target)?.gone();
    }
    const isUrgent = entries.some((entry) => entry.isIntersecting && isNear(entry.boundingClientRect));
    if (isUrgent) this.settle();
    else this.settleSoon();
  }

  private settleSoon(): void {
    const waiting = this.arriving.size + this.leaving.size;
    if (waiting === 0 || this.idle) return;
    if (waiting >= ENOUGH) this.idle = requestIdleCallback(() => this.settle(), { timeout: LONGEST_WAIT_MS });
    else this.timer ??= setTimeout(() => this.settle(), LONGEST_WAIT_MS);
  }

  /** Tells the elements that have come or gone. */
  private settle(): void {
    this.cancelSettling();
    for (const element of this.leaving) {
      this.onScreen.delete(element);
      this.followers.get(element)?.gone();
    }
    for (const element of this.arriving) {
      this.onScreen.add(element);
      this.change(element);
    }
    this.leaving.clear();
    this.arriving.clear();
  }

  private cancelSettling(): void {
    cancelIdleCallback(this.idle);
    clearTimeout(this.timer);
    this.idle = 0;
    this.timer = undefined;
  }

  /** A scroll inside a shadow root isn't heard outside it. */
  private hearShadows(element: Element): void {
    let root = element.getRootNode();
    while (root instanceof ShadowRoot) {
      if (!this.heard.has(root)) {
        this.heard.add(root);
        root.addEventListener('scroll', () => this.moveSoon(), {
          capture: true,
          passive: true,
          signal: this.signal,
        });
      }
      root = root.host.getRootNode();
    }
  }
}

const isNear = ({ top, bottom, left, right }: DOMRectReadOnly): boolean =>
  bottom > -URGENT_AROUND &&
  top < innerHeight + URGENT_AROUND &&
  right > -URGENT_AROUND &&
  left < innerWidth + URGENT_AROUND;
