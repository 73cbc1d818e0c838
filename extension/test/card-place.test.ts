import { describe, expect, it } from 'vitest';
import { placeCard } from '../src/content/card/place.ts';

const CARD = { width: 300, height: 150 };
const ROOM = { width: 1000, height: 700 };
const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

describe('where the card goes', () => {
  it('is below the phrase', () => {
    expect(placeCard(CARD, ROOM, box(100, 100, 50, 20), null)).toEqual({ x: 100, y: 126 });
  });

  it('is above it where there is no room below', () => {
    expect(placeCard(CARD, ROOM, box(100, 600, 50, 20), null)).toEqual({ x: 100, y: 444 });
  });

  it('is above it if the next line is being written', () => {
    expect(placeCard(CARD, ROOM, box(100, 300, 50, 20), box(80, 320, 400, 20))).toEqual({ x: 100, y: 144 });
  });

  it('is below the line being written if there is no room above', () => {
    expect(placeCard(CARD, ROOM, box(100, 60, 50, 20), box(80, 82, 400, 20))).toEqual({ x: 100, y: 108 });
  });

  it('is above the line being written if there is no room below', () => {
    expect(placeCard(CARD, ROOM, box(100, 600, 50, 20), box(80, 578, 400, 20))).toEqual({ x: 100, y: 422 });
  });

  it('is beside it if there is no room above or below the line being written', () => {
    const low = { width: 1000, height: 240 };
    expect(placeCard(CARD, low, box(100, 60, 50, 20), box(80, 82, 76, 20))).toEqual({ x: 156, y: 60 });
  });

  it('would rather cover the line being written than the phrase', () => {
    const short = { width: 320, height: 210 };
    expect(placeCard(CARD, short, box(10, 20, 50, 20), box(0, 42, 320, 20))).toEqual({ x: 10, y: 46 });
  });

  it('stays in the window even if it covers both', () => {
    const { x, y } = placeCard(CARD, { width: 310, height: 160 }, box(10, 60, 50, 20), null);
    expect({ x, y }).toEqual({ x: 8, y: 8 });
  });
});
