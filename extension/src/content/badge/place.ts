/** Finds a place for the badge beside a box where it covers nothing that people press or read. */

import type { Size } from '../paint/position.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const MARGIN = 6;
const HANDLE = 14;
const PRESSABLE =
  'a, button, input, select, textarea, summary, label, video, [role="button"], [role="link"], [role="tab"], [role="menuitem"], [contenteditable], [tabindex]:not([tabindex="-1"])';

/** Returns the nearest point that keeps something of this size in the viewport. */
export function clampToView(point: Point, size: Size): Point {
  const width = document.documentElement.clientWidth || innerWidth;
  return {
    x: Math.max(MARGIN, Math.min(point.x, width - size.width - MARGIN)),
    y: Math.max(MARGIN, Math.min(point.y, innerHeight - size.height - MARGIN)),
  };
}

/** Returns whether the rectangle covers no text and, apart from the box, nothing that people can press. */
function isFree(box: HTMLElement, { x, y }: Point, { width, height }: Size): boolean {
  const xs = [x + 1, x + width / 2, x + width - 1];
  const ys = [y + 1, y + height / 2, y + height - 1];
  return xs.every((left) => ys.every((top) => isPointFree(box, left, top)));
}

function isPointFree(box: HTMLElement, x: number, y: number): boolean {
  const root = box.getRootNode() as Document | ShadowRoot;
  const hit = root.elementsFromPoint(x, y).find((element) => element.tagName !== 'SOFTSELL-LAYER');
  if (!hit) return true;
  if (hit === box || hit.contains(box)) return true;
  if (box.contains(hit)) return hit.closest('button, a, [role="button"]') === null;
  return (
    hit.closest(PRESSABLE) === null &&
    (hit.textContent ?? '').trim() === '' &&
    !/^(?:img|svg|video|canvas)$/i.test(hit.tagName)
  );
}

/** Returns whether the rectangle covers the box's own text. Only an empty corner has room. */
function coversText(box: HTMLElement, { x, y }: Point, { width, height }: Size): boolean {
  if (box instanceof HTMLTextAreaElement) return box.scrollHeight > box.clientHeight;
  if (box instanceof HTMLInputElement) return true;
  const range = new Range();
  range.selectNodeContents(box);
  return Array.from(range.getClientRects()).some(
    (line) =>
      line.width > 0 && line.right > x && line.left < x + width && line.bottom > y && line.top < y + height,
  );
}

/** Returns a free place: the box's own empty corner, just outside the box, or a corner of the page. Falls back to the box's corner. */
export function findFreePlace(box: HTMLElement, size: Size): Point {
  const rect = box.getBoundingClientRect();
  // A textarea has its own handle in that corner.
  const handle = box instanceof HTMLTextAreaElement ? HANDLE : 0;
  const inside = { x: rect.right - size.width - MARGIN - handle, y: rect.bottom - size.height - MARGIN };
  const roomy = rect.height >= size.height * 2.5 && rect.width >= size.width * 3;
  if (roomy && rect.bottom <= innerHeight && isFree(box, inside, size) && !coversText(box, inside, size))
    return inside;
  const outside: Point[] = [
    { x: rect.right - size.width, y: rect.bottom + MARGIN },
    { x: rect.right - size.width, y: rect.top - size.height - MARGIN },
    { x: rect.right + MARGIN, y: rect.bottom - size.height },
    { x: rect.right + MARGIN, y: rect.top },
    { x: rect.left - size.width - MARGIN, y: rect.bottom - size.height },
    { x: rect.left, y: rect.bottom + MARGIN },
    { x: rect.left, y: rect.top - size.height - MARGIN },
  ];
  for (const point of outside) {
    const { x, y } = clampToView(point, size);
    if (Math.abs(x - point.x) < 1 && Math.abs(y - point.y) < 1 && isFree(box, point, size)) return point;
  }
  const corners: Point[] = [
    { x: innerWidth - size.width - 20, y: innerHeight - size.height - 20 },
    { x: 20, y: innerHeight - size.height - 20 },
    { x: innerWidth - size.width - 20, y: 20 },
  ];
  const corner = corners.find((point) => isFree(box, point, size));
  return clampToView(corner ?? { x: rect.right + MARGIN, y: rect.bottom - size.height }, size);
}
