/** Where the badge can stand by a box without covering anything of the page that can be pressed or read. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 6;
const HANDLE = 14;
const PRESSABLE =
  'a, button, input, select, textarea, summary, label, video, [role="button"], [role="link"], [role="tab"], [role="menuitem"], [contenteditable], [tabindex]:not([tabindex="-1"])';

/** The nearest point at which something of this size lies in the viewport. */
export function clampToView(point: Point, size: Size): Point {
  const width = document.documentElement.clientWidth || innerWidth;
  return {
    x: Math.max(MARGIN, Math.min(point.x, width - size.width - MARGIN)),
    y: Math.max(MARGIN, Math.min(point.y, innerHeight - size.height - MARGIN)),
  };
}

/** Whether nothing of the page's that can be pressed, the box apart, nor any text lies under the rectangle. */
function isFree(box: HTMLElement, { x, y }: Point, { width, height }: Size): boolean {
  const xs = [x + 1, x + width / 2, x + width - 1];
  const ys = [y + 1, y + height / 2, y + height - 1];
  return xs.every((left) => ys.every((top) => pointIsFree(box, left, top)));
}

function pointIsFree(box: HTMLElement, x: number, y: number): boolean {
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

/** Whether the box's own text reaches under the rectangle: only its empty corner is room. */
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

/** A free place by the box: its own empty corner, just outside of it, or the side of the page; the box's corner if none is. */
export function freePlace(box: HTMLElement, size: Size): Point {
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
