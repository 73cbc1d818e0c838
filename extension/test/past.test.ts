/** What the card asks about the history when answers come late. */

import { expect, it } from 'vitest';
import { Past } from '../src/content/history/past.ts';
import type { Recent } from '../src/shared/api.ts';

/** A server that answers when it's told to. */
function slowHistory() {
  const waiting: ((recent: Recent) => void)[] = [];
  const asked: string[] = [];
  const past = new Past(
    {
      recent: (_platform, text) => {
        asked.push(text);
        return new Promise((answer) => waiting.push(answer));
      },
      posted: () => Promise.resolve(null),
    },
    [],
    () => shown.push(asked.length),
  );
  const shown: number[] = [];
  const answer = async (): Promise<void> => {
    waiting.shift()?.({ on: true, lines: ['3 of your last 5 posts sell'] });
    await Promise.resolve();
  };
  return { past, asked, shown, answer };
}

it('asks again if the history changes while an answer is on its way', async () => {
  const { past, asked, shown, answer } = slowHistory();
  void past.ask('linkedin', 'Rain on the roof.', true);
  past.forget();
  expect(asked).toEqual(['Rain on the roof.', 'Rain on the roof.']);
  await answer();
  expect(shown).toEqual([]);
  await answer();
  expect(shown).toEqual([2]);
});

it('asks about a draft once while nothing changes, and again after a change', async () => {
  const { past, asked, answer } = slowHistory();
  const ask = (): void => void past.ask('linkedin', 'Rain on the roof.', true);
  ask();
  await answer();
  ask();
  expect(asked).toHaveLength(1);
  past.forget();
  expect(asked).toHaveLength(1);
  ask();
  expect(asked).toHaveLength(2);
});
