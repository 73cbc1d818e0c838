import { describe, expect, test } from 'vitest';
import { cut } from '../src/content/paint/copy.ts';
import type { Mark } from '../src/content/surface.ts';

const mark = (id: number, start: number, end: number): Mark => ({
  id,
  start,
  end,
  style: 'other',
  current: false,
});
const shown = (text: string, marks: readonly Mark[]): [string, number[]][] =>
  cut(text, marks).map((stretch) => [stretch.text, stretch.marks.map(({ id }) => id)]);

describe('cut', () => {
  test('leaves a text without marks whole', () => {
    expect(shown('We bake.', [])).toEqual([['We bake.', []]]);
    expect(shown('', [])).toEqual([]);
  });

  test('cuts where marks begin and end', () => {
    expect(shown('We utilise rye.', [mark(1, 3, 10)])).toEqual([
      ['We ', []],
      ['utilise', [1]],
      [' rye.', []],
    ]);
  });

  test('marks that overlap share a stretch', () => {
    expect(shown('abcdef', [mark(1, 0, 4), mark(2, 2, 6)])).toEqual([
      ['ab', [1]],
      ['cd', [1, 2]],
      ['ef', [2]],
    ]);
  });

  test('a mark outside the text or without length is left out', () => {
    expect(shown('abc', [mark(1, 1, 1), mark(2, 2, 9)])).toEqual([['abc', []]]);
  });
});
