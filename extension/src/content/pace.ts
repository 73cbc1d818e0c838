/** Pace says when a check is due: after a short pause, or after a second at the latest, because some people never pause. */

import { DEBOUNCE_MS, LONGEST_WAIT_MS } from './limits.ts';

export class Pace {
  /** When we heard of the last change of the box. The pause counts from here, not from the frame after it. */
  private touchedAt: number;
  /** When the oldest change came that no check has seen, or null. */
  private unseenSince: number | null = null;

  constructor(now: number) {
    this.touchedAt = now;
  }

  touch(now: number): void {
    this.touchedAt = now;
  }

  /** Returns the milliseconds until a check is due. */
  left(now: number): number {
    this.unseenSince ??= this.touchedAt;
    return Math.max(0, Math.min(this.touchedAt + DEBOUNCE_MS, this.unseenSince + LONGEST_WAIT_MS) - now);
  }

  /** Starts over, because a check begins or there is nothing to check. */
  reset(): void {
    this.unseenSince = null;
  }
}
