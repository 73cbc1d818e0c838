/**
 * Waker wakes the background while a person still writes. Browsers stop it after half a minute without a message, and starting it takes
 * as long as a check. It then also starts the browser's program for softsell, which takes longer still.
 */

/** The background may have stopped if it was asked nothing for this long, in milliseconds. */
const REST_MS = 20_000;

export class Waker {
  private readonly wake: () => void;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(wake: () => void) {
    this.wake = wake;
  }

  /** Notes that the background was asked something. */
  asked(now: number): void {
    this.askedAt = now;
  }

  /** Wakes the background if it may have stopped. */
  soon(now: number): void {
    if (now - this.askedAt < REST_MS) return;
    this.asked(now);
    this.wake();
  }
}
