/** Finds a place for the card: beside the phrase that it's about, and not over the line that the person is writing. */

import type { Box, Size } from '../paint/position.ts';

const MARGIN = 8;
const GAP = 6;

const clamp = (value: number, length: number, room: number): number =>
  Math.max(MARGIN, Math.min(value, room - length - MARGIN));

/**
 * Returns the card's left top corner for a phrase at `phrase` in a viewport of size `room`. `line` is the line being written, if
 * it's known. All in CSS pixels of the viewport.
 */
export function placeCard(card: Size, room: Size, phrase: Box, line: Box | null): { x: number; y: number } {
  const below = { x: clamp(phrase.left, card.width, room.width), y: phrase.bottom + GAP };
  const above = { x: below.x, y: phrase.top - GAP - card.height };
  // Past the line being written, if that is the next one.
  const last =
    line && line.top < phrase.bottom + card.height && line.bottom > phrase.bottom
      ? line.bottom
      : phrase.bottom;
  const first =
    line && line.bottom > phrase.top - card.height && line.top < phrase.top ? line.top : phrase.top;
  const farBelow = { x: below.x, y: last + GAP };
  const farAbove = { x: below.x, y: first - GAP - card.height };
  const beside = { y: clamp(phrase.top, card.height, room.height) };
  const right = { x: phrase.right + GAP, ...beside };
  const left = { x: phrase.left - GAP - card.width, ...beside };
  const fits = ({ x, y }: { x: number; y: number }): boolean =>
    x >= MARGIN &&
    y >= MARGIN &&
    x + card.width <= room.width - MARGIN &&
    y + card.height <= room.height - MARGIN;
  const covers = ({ x, y }: { x: number; y: number }, box: Box): boolean =>
    x < box.right && x + card.width > box.left && y < box.bottom && y + card.height > box.top;
  const isClear = (place: { x: number; y: number }): boolean =>
    !covers(place, phrase) && !(line && covers(place, line));
  const places = [below, above, farBelow, farAbove, right, left];
  return (
    places.find((place) => fits(place) && isClear(place)) ??
    places.find((place) => fits(place) && !covers(place, phrase)) ?? {
      x: below.x,
      y: clamp(below.y, card.height, room.height),
    }
  );
}
