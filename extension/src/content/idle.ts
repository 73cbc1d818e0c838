/**
 * Looks at the page when it's idle and visible, a few times a second, while there is something to look at. Pages change the value of
 * a field, or lay something over it, without any event.
 */

const BETWEEN_LOOKS_MS = 300;
const SOON_MS = 30;
const WHILE_MOVING_MS = 120;
/** How long to wait at most for the page to be idle, in milliseconds. */
const LONGEST_WAIT_MS = 500;

export class IdleWatch {
  private readonly look: () => boolean;
  private readonly signal: AbortSignal;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dueAt = Number.POSITIVE_INFINITY;

  /** `look` returns whether to look again. It stops when `signal` aborts. */
  constructor(look: () => boolean, signal: AbortSignal) {
    this.look = look;
    this.signal = signal;
    signal.addEventListener('abort', () => clearTimeout(this.timer));
    document.addEventListener('visibilitychange', () => this.soon(), { signal });
  }

  /** Looks as soon as the page is idle, because something happened that often changes a box. */
  soon(): void {
    this.schedule(SOON_MS);
  }

  /** Looks a little later, because the page moves and will go on for a while. */
  whileMoving(): void {
    this.schedule(WHILE_MOVING_MS);
  }

  private schedule(inMs: number): void {
    const at = performance.now() + inMs;
    if (this.signal.aborted || document.hidden || at >= this.dueAt) return;
    clearTimeout(this.timer);
    this.dueAt = at;
    this.timer = setTimeout(() => requestIdleCallback(() => this.run(), { timeout: LONGEST_WAIT_MS }), inMs);
  }

  private run(): void {
    this.dueAt = Number.POSITIVE_INFINITY;
    if (!this.signal.aborted && this.look()) this.schedule(BETWEEN_LOOKS_MS);
  }
}
