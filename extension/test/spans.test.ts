import { describe, expect, test } from 'vitest';
import { editBetween, shiftSpan } from '../src/content/spans/spans.ts';

/** The text that a span covers after an edit, or null if it was dropped. */
function covered(before: string, after: string, phrase: string): string | null {
  const start = before.indexOf(phrase);
  const edit = editBetween(before, after);
  if (!edit) return phrase;
  const span = shiftSpan({ start, end: start + phrase.length }, edit, after);
  return span && after.slice(span.start, span.end);
}

describe('editBetween', () => {
  test('is null for equal texts', () => expect(editBetween('same', 'same')).toBeNull());

  test('finds the smallest change', () => {
    expect(editBetween('buy bread', 'buy rye bread')).toEqual({ start: 4, removed: 0, inserted: 4 });
    expect(editBetween('buy now', 'buy')).toEqual({ start: 3, removed: 4, inserted: 0 });
  });

  test('never splits a surrogate pair', () => {
    // 🍞 and 🍟 share their first half.
    expect(editBetween('a🍞b', 'a🍟b')).toEqual({ start: 1, removed: 2, inserted: 2 });
    expect(editBetween('🍞', '🍞🍞')).toEqual({ start: 2, removed: 0, inserted: 2 });
  });
});

describe('shiftSpan', () => {
  test.each([
    ['text before moves it', 'so hurry up', 'and so hurry up', 'hurry up'],
    ['text behind leaves it', 'hurry up', 'hurry up, friends', 'hurry up'],
    ['a space right behind leaves it', 'hurry', 'hurry ', 'hurry'],
    ['a line break right before leaves it', 'hurry', '\nhurry', 'hurry'],
  ])('%s', (_, before, after, phrase) => expect(covered(before, after, phrase)).toBe(phrase));

  test.each([
    ['a letter inside', 'hurry', 'hurrry', 'hurry'],
    ['a letter that makes its last word longer', 'act now', 'act nowhere', 'now'],
    ['a letter that makes its first word longer', 'now', 'known', 'now'],
    ['a cut through its edge', 'act now please', 'act nase', 'now'],
    ['all of it gone', 'act now', '', 'act now'],
    ['a space taken away behind it', 'now here', 'nowhere', 'now'],
  ])('is dropped by %s', (_, before, after, phrase) => expect(covered(before, after, phrase)).toBeNull());

  test('any edit at a place to insert drops it', () => {
    expect(shiftSpan({ start: 3, end: 3 }, { start: 3, removed: 0, inserted: 1 }, 'abcd')).toBeNull();
    expect(shiftSpan({ start: 3, end: 3 }, { start: 0, removed: 0, inserted: 1 }, 'xabc')).toEqual({
      start: 4,
      end: 4,
    });
  });

  test('a span that stays covers the same text after any edit', () => {
    const alphabet = ['a', ' ', 'b', '🍞', '.', '\n'];
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    const word = (length: number): string =>
      Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
    for (let round = 0; round < 5000; round += 1) {
      const before = word(random(12) + 1);
      const cut = random(before.length + 1);
      const after = before.slice(0, cut) + word(random(4)) + before.slice(cut + random(4));
      const start = random(before.length);
      const end = start + 1 + random(before.length - start);
      const edit = editBetween(before, after);
      const span = edit ? shiftSpan({ start, end }, edit, after) : { start, end };
      if (span) expect(after.slice(span.start, span.end)).toBe(before.slice(start, end));
    }
  });
});
