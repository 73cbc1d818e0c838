/** A check comes soon after a pause, and soon enough without one. */

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
      pace.seen();
      due = Number.POSITIVE_INFINITY;
    }
    if (now % gap === 0) {
      pace.touch(now);
      due = now + pace.left(now);
    }
  }
  return checks;
}

test('a pause is answered after the debounce', () => {
  const pace = new Pace(1000);
  pace.touch(1500);
  expect(pace.left(1500)).toBe(DEBOUNCE_MS);
  expect(pace.left(1516)).toBe(DEBOUNCE_MS - 16);
  expect(pace.left(9000)).toBe(0);
});

test('slow typing is checked after every key', () => {
  expect(checksWhileTyping(300, 1000)).toEqual([120, 420, 720]);
});

test('who never pauses is checked once a second', () => {
  const checks = checksWhileTyping(50, 5000);
  expect(checks.length).toBeGreaterThanOrEqual(4);
  let before = 0;
  for (const check of checks) {
    expect(check - before).toBeLessThanOrEqual(LONGEST_WAIT_MS + 50);
    before = check;
  }
});

test('nothing is due from before the last check', () => {
  const pace = new Pace(0);
  pace.left(0);
  pace.seen();
  pace.touch(10_000);
  expect(pace.left(10_000)).toBe(DEBOUNCE_MS);
});
