/**
 * Reads the text of a contenteditable as its editor sees it, and maps offsets back to places in the DOM.
 *
 * One "\n" separates two lines, however the page builds them (blocks, <br>, pre-wrapped newlines). An empty block is an empty
 * line. White space collapses as in the browser, NBSP becomes a space, and a lone surrogate becomes U+FFFD. Invisible filler
 * characters of editors are left out. Nothing here changes the page.
 */

import type { Span } from '../spans/spans.ts';

/** `text[start … end)` is the same, unit for unit, as `node.data` from `offset`. */
interface Segment {
  readonly start: number;
  readonly end: number;
  readonly node: Text;
  readonly offset: number;
}

export interface Reading {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** What somebody else wrote, in the text. */
  readonly quotes: readonly Span[];
  /** Whether reading stopped at the limit. */
  readonly truncated: boolean;
}

const SKIPPED = new Set([
  'SCRIPT',
  'STYLE',
  'TEMPLATE',
  'NOSCRIPT',
  'SVG',
  'svg',
  'TEXTAREA',
  'INPUT',
  'SELECT',
  'BUTTON',
  'IFRAME',
]);
const INLINE_DISPLAY = /^(?:inline|contents|ruby|none)/;
/** Zero-width space, word joiner and byte order mark. Editors insert them to make room for the caret. */
const FILLER = /[\u200b\u2060\ufeff]/;
/** What editors and mail programs put quoted messages in. */
const QUOTE = 'blockquote, q[cite], .gmail_quote';
const SPACE_OR_FILLER = /[ \t\n\r\f\u200b\u2060\ufeff]/g;
/** White space that isn't a single space between two words, and fillers. */
const ODD = /[ \t\n\r\f\u200b\u2060\ufeff]{2,}|[\t\n\r\f\u200b\u2060\ufeff]|^ | $/g;

type White = 'preserve' | 'collapse' | 'breaks';

class Reader {
  private readonly parts: string[] = [];
  private readonly segments: Segment[] = [];
  private readonly quotes: Span[] = [];
  private readonly limit: number;
  private length = 0;
  private breakDue = false;
  private lineOpen = false;
  private space: { node: Text; offset: number } | null = null;

  constructor(limit: number) {
    this.limit = limit;
  }

  get full(): boolean {
    return this.length > this.limit;
  }

  finish(): Reading {
    return {
      text: this.parts.join('').toWellFormed(),
      segments: this.segments,
      quotes: this.quotes,
      truncated: this.full,
    };
  }

  element(element: Element, isRoot: boolean): void {
    if (this.full) return;
    if (element.tagName === 'BR') {
      this.lineBreak();
      return;
    }
    if (!isRoot && (SKIPPED.has(element.tagName) || isPlaceholder(element))) return;
    const style = getComputedStyle(element);
    if (style.display === 'none') return;
    const isBlock = isRoot || !INLINE_DISPLAY.test(style.display);
    if (isBlock) this.blockEdge();
    const start = this.length;
    const white = whiteOf(style);
    for (let child = element.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) this.text(child as Text, white);
      else if (child.nodeType === Node.ELEMENT_NODE) this.element(child as Element, false);
    }
    if (!isRoot && this.length > start && element.matches(QUOTE))
      this.quotes.push({ start, end: this.length });
    if (isBlock) this.blockEdge();
  }

  private blockEdge(): void {
    if (this.lineOpen) this.breakDue = true;
    this.lineOpen = false;
    this.space = null;
  }

  /** A <br> ends its line. At the end of a block it adds no line of its own, so an empty block is one line. */
  private lineBreak(): void {
    this.flushBreak();
    this.breakDue = true;
    this.lineOpen = false;
    this.space = null;
  }

  private flushBreak(): void {
    if (!this.breakDue) return;
    this.parts.push('\n');
    this.length += 1;
    this.breakDue = false;
  }

  private text(node: Text, white: White): void {
    const data = node.data;
    if (white === 'preserve' && !FILLER.test(data)) {
      if (data) this.emit(node, 0, data);
      return;
    }
    // Most spaces are single, between words, and stay. Only others need a closer look.
    let from = 0;
    for (const { 0: odd, index } of data.matchAll(white === 'collapse' ? ODD : SPACE_OR_FILLER)) {
      if (this.full) return;
      if (index > from) this.emit(node, from, data.slice(from, index));
      for (let at = 0; at < odd.length; at += 1) this.oddUnit(node, index + at, odd[at] as string, white);
      from = index + odd.length;
    }
    if (from < data.length && !this.full) this.emit(node, from, data.slice(from));
  }

  /** Reads one white space or filler character. */
  private oddUnit(node: Text, offset: number, unit: string, white: White): void {
    if (FILLER.test(unit)) return;
    const collapses = white === 'collapse' || (white === 'breaks' && unit !== '\n');
    if (!collapses) this.emit(node, offset, unit);
    else if (this.lineOpen) this.space ??= { node, offset };
  }

  private emit(node: Text, offset: number, data: string): void {
    this.flushBreak();
    if (this.space) this.push(this.space.node, this.space.offset, ' ');
    this.space = null;
    this.push(node, offset, data.replaceAll('\u00a0', ' '));
    this.lineOpen = true;
  }

  private push(node: Text, offset: number, data: string): void {
    this.parts.push(data);
    this.segments.push({ start: this.length, end: this.length + data.length, node, offset });
    this.length += data.length;
  }
}

function whiteOf(style: CSSStyleDeclaration): White {
  const collapse = style.getPropertyValue('white-space-collapse');
  if (collapse === 'collapse') return 'collapse';
  return collapse === 'preserve-breaks' ? 'breaks' : 'preserve';
}

/** Hints and controls that an editor draws inside its box. */
function isPlaceholder(element: Element): boolean {
  if (element.getAttribute('contenteditable') !== 'false') return false;
  return (
    element.hasAttribute('data-slate-placeholder') ||
    element.getAttribute('aria-hidden') === 'true' ||
    /placeholder|ql-ui|widget__/i.test(element.getAttribute('class') ?? '')
  );
}

/** Reads the box `root`, up to `limit` UTF-16 units. Linear in its size. */
export function readEditable(root: Element, limit: number): Reading {
  const reader = new Reader(limit);
  reader.element(root, true);
  return reader.finish();
}

/** Returns the first segment that ends after `offset`. */
function segmentAfter(segments: readonly Segment[], offset: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle] as Segment).end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Returns whether the page still has `text[from … to)` where this segment was read. The page may have changed since. */
function isThere({ text }: Reading, segment: Segment, from: number, to: number): boolean {
  const start = Math.max(from, segment.start);
  const end = Math.min(to, segment.end);
  const at = segment.offset + start - segment.start;
  const now = segment.node.data.slice(at, at + end - start).replaceAll('\u00a0', ' ');
  return segment.node.isConnected && now.toWellFormed() === text.slice(start, end);
}

/** A stretch of the DOM, like a Range, which the browser doesn't have to follow. */
export type Stretch = Pick<AbstractRange, 'startContainer' | 'startOffset' | 'endContainer' | 'endOffset'>;

const stretch = (start: Text, startOffset: number, end: Text, endOffset: number): Stretch => ({
  startContainer: start,
  startOffset,
  endContainer: end,
  endOffset,
});

/**
 * Returns where `text[start … end)` is, or null if it isn't in the DOM or has changed since. The stretch leaves out line breaks at
 * its edges. An empty span gives the place after the preceding character.
 */
export function stretchOf(reading: Reading, start: number, end: number): Stretch | null {
  const { segments } = reading;
  if (start === end) {
    const before = segments[segmentAfter(segments, start - 1)];
    if (before && start > before.start && start <= before.end && isThere(reading, before, start - 1, start)) {
      const offset = before.offset + start - before.start;
      return stretch(before.node, offset, before.node, offset);
    }
    const at = segments[segmentAfter(segments, start)];
    if (!at || at.start !== start || !isThere(reading, at, start, start + 1)) return null;
    return stretch(at.node, at.offset, at.node, at.offset);
  }
  const firstIndex = segmentAfter(segments, start);
  const first = segments[firstIndex];
  let lastIndex = segmentAfter(segments, end - 1);
  if ((segments[lastIndex]?.start ?? Number.POSITIVE_INFINITY) >= end) lastIndex -= 1;
  const last = segments[lastIndex];
  if (!first || !last || first.start >= end || last.end <= start) return null;
  for (let index = firstIndex; index <= lastIndex; index += 1)
    if (!isThere(reading, segments[index] as Segment, start, end)) return null;
  return stretch(
    first.node,
    first.offset + Math.max(start, first.start) - first.start,
    last.node,
    last.offset + Math.min(end, last.end) - last.start,
  );
}

export function toRange({ startContainer, startOffset, endContainer, endOffset }: Stretch): Range {
  const range = new Range();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return range;
}

/** Returns the same as a range that follows the DOM. */
export function rangeOf(reading: Reading, start: number, end: number): Range | null {
  const found = stretchOf(reading, start, end);
  return found && toRange(found);
}

/** Returns the offset of a DOM position in a text node, or null if we didn't read that text. */
export function offsetOf(reading: Reading, node: Node, offset: number): number | null {
  for (const segment of reading.segments) {
    if (segment.node !== node) continue;
    const length = segment.end - segment.start;
    if (offset >= segment.offset && offset <= segment.offset + length)
      return segment.start + offset - segment.offset;
  }
  return null;
}
