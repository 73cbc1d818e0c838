/** Pace: when a check of what was typed is due: after a short pause, and at the latest after a second, since some never pause. */

import { DEBOUNCE_MS, LONGEST_WAIT_MS } from './limits.ts';

export class Pace {
  /** When the box last changed, as far as we were told; the pause counts from here and not from the frame after it. */
  private touchedAt: number;
  /** When the oldest change came that no check has seen; null if there is none. */
  private unseenSince: number | null = null;

  constructor(now: number) {
    this.touchedAt = now;
  }

  touch(now: number): void {
    this.touchedAt = now;
  }

  /** Milliseconds until a check is due. */
  left(now: number): number {
    this.unseenSince ??= this.touchedAt;
    return Math.max(0, Math.min(this.touchedAt + DEBOUNCE_MS, this.unseenSince + LONGEST_WAIT_MS) - now);
  }

  /** A check begins, or there is nothing to check. */
  seen(): void {
    this.unseenSince = null;
  }
}
