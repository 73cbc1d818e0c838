/** A check is due soon after a pause, and within a second without one. */

import { expect, test } from 'vitest';
import { DEBOUNCE_MS, LONGEST_WAIT_MS } from '../src/content/limits.ts';
import { Pace } from '../src/content/pace.ts';

/** When checks begin while a key is pressed every `gap` milliseconds until `end`. */
function checksWhileTyping(gap: number, end: number): number[] {
  const pace = new Pace(0);
  const checks: number[] = [];
  let due = Number.POSITIVE_INFINITY;
  for (let now = 0; now <= end; now += 1) {
    if (now >= due) {
      checks.push(now);
      pace.reset();
      due = Number.POSITIVE_INFINITY;
    }
    if (now % gap === 0) {
      pace.touch(now);
      due = now + pace.left(now);
    }
  }
  return checks;
}

test('a check is due after a pause', () => {
  const pace = new Pace(1000);
  pace.touch(1500);
  expect(pace.left(1500)).toBe(DEBOUNCE_MS);
  expect(pace.left(1516)).toBe(DEBOUNCE_MS - 16);
  expect(pace.left(9000)).toBe(0);
});

test('slow typing is checked after every key', () => {
  expect(checksWhileTyping(300, 1000)).toEqual([120, 420, 720]);
});

test('typing without a pause is checked once a second', () => {
  const checks = checksWhileTyping(50, 5000);
  expect(checks.length).toBeGreaterThanOrEqual(4);
  let before = 0;
  for (const check of checks) {
    expect(check - before).toBeLessThanOrEqual(LONGEST_WAIT_MS + 50);
    before = check;
  }
});

test('changes before the last check aren’t due again', () => {
  const pace = new Pace(0);
  pace.left(0);
  pace.reset();
  pace.touch(10_000);
  expect(pace.left(10_000)).toBe(DEBOUNCE_MS);
});
