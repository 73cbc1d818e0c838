/** The surface of a contenteditable, with or without an editor. It paints with highlights and changes text with input events. */

import { focusBox } from './detect/roots.ts';
import { MAX_TEXT } from './limits.ts';
import type { Follower, Followers } from './paint/followers.ts';
import type { Highlights, Style } from './paint/highlights.ts';
import type { Box } from './paint/position.ts';
import { offsetOf, type Reading, rangeOf, readEditable, type Stretch, stretchOf } from './read/editable.ts';
import { findQuotedLines } from './read/quotes.ts';
import { replaceInEditable, selectionOf } from './replace/replace.ts';
import type { Span } from './spans/spans.ts';
import type { Mark, Replaced, Surface } from './surface.ts';

/**
 * Chromium paints all highlighted text again at each change of the page, in sight or not. So in a box that is taller than the
 * viewport, only what is in sight or this near to it is painted, in pixels.
 */
const MARGIN = 200;

/** Where the marks are, for a box that is taller than the viewport. */
interface Measured {
  /** The place of each mark from the corner of the box's content, or null if it isn't drawn. */
  readonly places: ReadonlyMap<number, Box | null>;
  readonly width: number;
  readonly height: number;
  /** Where that corner is in the viewport. */
  x: number;
  y: number;
  near: ReadonlySet<number>;
}

export class EditableSurface implements Surface, Follower {
  readonly element: HTMLElement;
  private readonly highlights: Highlights;
  private readonly followers: Followers;
  private readonly stop = new AbortController();
  private reading: Reading;
  private marks: readonly Mark[] = [];
  /** Null while all marks are painted. */
  private measured: Measured | null = null;
  private isAway = false;
  private scrolledInside = false;

  constructor(element: HTMLElement, highlights: Highlights, followers: Followers) {
    this.element = element;
    this.highlights = highlights;
    this.followers = followers;
    this.reading = readEditable(element, MAX_TEXT);
    highlights.adopt(element.getRootNode());
    element.addEventListener(
      'scroll',
      () => {
        this.scrolledInside = true;
      },
      { capture: true, passive: true, signal: this.stop.signal },
    );
  }

  read(): string {
    this.reading = readEditable(this.element, MAX_TEXT);
    return this.reading.text;
  }

  quotes(): readonly Span[] {
    return [...this.reading.quotes, ...findQuotedLines(this.reading.text)];
  }

  isCurrent(): boolean {
    return true; // Each change of the page here is observed, and ranges are only made of text that is still there.
  }

  paint(marks: readonly Mark[]): void {
    this.marks = marks;
    if (marks.length === 0) {
      this.measured = null;
      this.followers.leave(this.element);
    } else {
      this.followers.follow(this.element, this);
      // A key only moves marks. A check brings new ones.
      if (!this.isAway && marks.some(({ id }) => !this.measured?.places.has(id))) this.measure();
    }
    this.highlight();
  }

  moved(): (() => void) | null {
    const { measured } = this;
    if (!measured) return null;
    const { x, y } = this.corner();
    if (Math.abs(x - measured.x) < MARGIN / 2 && Math.abs(y - measured.y) < MARGIN / 2) return null;
    return () => {
      measured.x = x;
      measured.y = y;
      measured.near = findNear(measured);
      this.highlight();
    };
  }

  uncovered(): void {
    const { measured } = this;
    const { width, height } = this.size();
    const isSame = measured
      ? measured.width === width && measured.height === height
      : width <= innerWidth && height <= innerHeight;
    if (!isSame || this.scrolledInside) this.changed();
  }

  changed(): void {
    this.isAway = false;
    this.measure();
    this.highlight();
  }

  gone(): void {
    // A box without a rectangle of its own is never on the screen.
    const { width, height } = this.element.getBoundingClientRect();
    if (!width || !height) return;
    this.isAway = true;
    this.highlights.erase(this);
  }

  rects(span: Span): DOMRect[] {
    const range = rangeOf(this.reading, span.start, span.end);
    return range ? Array.from(range.getClientRects()).filter((rect) => rect.width > 0) : [];
  }

  caret(): number | null {
    const selection = selectionOf(this.element);
    if (!selection?.focusNode || !this.element.contains(selection.focusNode)) return null;
    return offsetOf(this.reading, selection.focusNode, selection.focusOffset);
  }

  caretLine(): DOMRect | null {
    const selection = selectionOf(this.element);
    if (!selection?.focusNode || !this.element.contains(selection.focusNode)) return null;
    const range = new Range();
    range.setStart(selection.focusNode, selection.focusOffset);
    const own = range.getClientRects()[0];
    if (own) return own;
    const { focusNode } = selection;
    const element = focusNode instanceof Element ? focusNode : focusNode.parentElement;
    return element && element !== this.element ? element.getBoundingClientRect() : null;
  }

  reveal(span: Span): void {
    const range = rangeOf(this.reading, span.start, span.end);
    if (!range) return;
    focusBox(this.element);
    selectionOf(this.element)?.collapse(range.startContainer, range.startOffset);
    range.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
  }

  replace(span: Span, expected: string, text: string): Promise<Replaced> {
    return replaceInEditable(this.element, span, expected, text);
  }

  refresh(): void {
    this.highlights.register();
  }

  dispose(): void {
    this.stop.abort();
    this.followers.leave(this.element);
    this.highlights.erase(this);
  }

  private highlight(): void {
    if (this.isAway) return;
    const { measured } = this;
    const painting = new Map<Style, Stretch[]>();
    const add = (style: Style, stretch: Stretch): void => {
      const list = painting.get(style);
      if (list) list.push(stretch);
      else painting.set(style, [stretch]);
    };
    for (const mark of this.marks) {
      if (measured && !measured.near.has(mark.id)) continue;
      const stretch = stretchOf(this.reading, mark.start, mark.end);
      if (!stretch) continue;
      add(mark.style, stretch);
      if (mark.current) add('current', stretch);
    }
    this.highlights.paint(this, painting);
  }

  /** Finds out where the marks are. It makes the browser lay out the page, so it doesn't run after a key. */
  private measure(): void {
    this.scrolledInside = false;
    const { width, height } = this.size();
    if (this.marks.length === 0 || (width <= innerWidth && height <= innerHeight)) {
      this.measured = null;
      return;
    }
    const { x, y } = this.corner();
    const places = new Map<number, Box | null>();
    const range = new Range();
    for (const { id, start, end } of this.marks) {
      const stretch = stretchOf(this.reading, start, end);
      if (stretch) {
        range.setStart(stretch.startContainer, stretch.startOffset);
        range.setEnd(stretch.endContainer, stretch.endOffset);
      }
      const rect = stretch && range.getBoundingClientRect();
      places.set(
        id,
        rect && { left: rect.left - x, top: rect.top - y, right: rect.right - x, bottom: rect.bottom - y },
      );
    }
    this.measured = { places, width, height, x, y, near: new Set() };
    this.measured.near = findNear(this.measured);
  }

  private size(): { width: number; height: number } {
    const { scrollWidth, scrollHeight, offsetWidth, offsetHeight } = this.element;
    return { width: Math.max(scrollWidth, offsetWidth), height: Math.max(scrollHeight, offsetHeight) };
  }

  private corner(): { x: number; y: number } {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: left - this.element.scrollLeft, y: top - this.element.scrollTop };
  }
}

function findNear({ places, x, y }: Measured): Set<number> {
  const near = new Set<number>();
  for (const [id, place] of places) {
    const isNear =
      place &&
      place.bottom + y > -MARGIN &&
      place.top + y < innerHeight + MARGIN &&
      place.right + x > -MARGIN &&
      place.left + x < innerWidth + MARGIN;
    if (isNear) near.add(id);
  }
  return near;
}
