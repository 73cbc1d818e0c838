import { expect, test } from 'vitest';
import { Waker } from '../src/content/waker.ts';

test('the background is woken once after a rest, and not while it is asked things', () => {
  let woken = 0;
  const waker = new Waker(() => {
    woken += 1;
  });
  waker.soon(1_000);
  waker.soon(1_100);
  expect(woken).toBe(1);
  waker.asked(15_000);
  waker.soon(34_000);
  expect(woken).toBe(1);
  waker.soon(35_000);
  waker.soon(35_100);
  expect(woken).toBe(2);
});
