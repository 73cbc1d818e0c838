/** The surface of a textarea or text input. It paints on a mirror and changes text with the field's own editing commands. */

import { isCovered } from './paint/covered.ts';
import type { Follower, Followers } from './paint/followers.ts';
import type { Highlights, Style } from './paint/highlights.ts';
import { type Field, Mirror } from './paint/mirror.ts';
import { findQuotedLines } from './read/quotes.ts';
import { replaceInField } from './replace/replace.ts';
import type { Span } from './spans/spans.ts';
import type { Mark, Replaced, Surface } from './surface.ts';

export interface FieldTools {
  readonly highlights: Highlights;
  readonly followers: Followers;
  /** Returns what holds the mirror of this field. */
  holderFor(field: Field): Node;
  /** Called when the page has set another value, for which no event comes. */
  stale(): void;
}

interface Painted {
  readonly mark: Mark;
  readonly range: Range;
  covered: boolean;
}

export class FieldSurface implements Surface, Follower {
  readonly element: Field;
  private readonly tools: FieldTools;
  private readonly stop = new AbortController();
  private mirror: Mirror | null = null;
  private painted: readonly Painted[] = [];
  private value = '';
  private text = '';

  constructor(element: Field, tools: FieldTools) {
    this.element = element;
    this.tools = tools;
    this.read();
  }

  read(): string {
    this.value = this.element.value;
    this.text = this.value.toWellFormed();
    return this.text;
  }

  quotes(): readonly Span[] {
    return findQuotedLines(this.text);
  }

  isCurrent(): boolean {
    return this.element.value === this.value;
  }

  paint(marks: readonly Mark[]): void {
    if (marks.length === 0) {
      this.unpaint();
      return;
    }
    const mirror = this.ensureMirror();
    mirror.write(this.text);
    this.painted = marks.map((mark) => ({ mark, range: this.range(mirror, mark), covered: false }));
    if (this.tools.followers.isOnScreen(this.element)) this.changed();
  }

  rects(span: Span): DOMRect[] {
    if (!this.mirror || !this.isCurrent()) return [];
    const visible = this.element.getBoundingClientRect();
    return Array.from(this.range(this.mirror, span).getClientRects()).filter(
      (rect) => rect.width > 0 && rect.bottom > visible.top && rect.top < visible.bottom,
    );
  }

  caret(): number | null {
    return this.element.selectionStart;
  }

  caretLine(): DOMRect | null {
    const at = this.element.selectionEnd;
    if (!this.mirror || at === null || !this.isCurrent()) return null;
    return this.range(this.mirror, { start: at, end: at }).getClientRects()[0] ?? null;
  }

  reveal(span: Span): void {
    this.element.focus({ preventScroll: true });
    this.element.setSelectionRange(span.start, span.start);
    const line = this.mirror && this.range(this.mirror, span).getClientRects()[0];
    const box = this.element.getBoundingClientRect();
    if (line && (line.bottom > box.bottom || line.top < box.top))
      this.element.scrollTop += line.top - box.top - box.height / 3;
    this.element.scrollIntoView({ block: 'nearest' });
    this.moved()?.();
  }

  replace(span: Span, expected: string, text: string): Promise<Replaced> {
    return replaceInField(this.element, span, expected, text);
  }

  refresh(): void {
    this.tools.highlights.erase(this);
    if (this.tools.followers.isOnScreen(this.element)) this.changed();
  }

  dispose(): void {
    this.stop.abort();
    this.unpaint();
    this.mirror?.dispose();
    this.mirror = null;
  }

  moved(): (() => void) | null {
    return this.mirrorIfCurrent()?.move() ?? null;
  }

  changed(): void {
    const mirror = this.mirrorIfCurrent();
    if (!mirror) return;
    mirror.place();
    this.noteCovered();
    this.highlight();
  }

  /** Off the screen, a box costs nothing: the browser looks at each painted range in each frame. */
  gone(): void {
    this.mirror?.hide();
    this.tools.highlights.erase(this);
  }

  uncovered(): void {
    if (this.mirrorIfCurrent() && this.noteCovered()) this.highlight();
  }

  /** Returns the mirror, unless nothing is painted or the page has set another text since. */
  private mirrorIfCurrent(): Mirror | null {
    if (!this.mirror || this.painted.length === 0) return null;
    if (this.isCurrent()) return this.mirror;
    this.unpaint();
    this.tools.stale();
    return null;
  }

  private unpaint(): void {
    this.painted = [];
    this.tools.highlights.erase(this);
    this.tools.followers.leave(this.element);
  }

  private highlight(): void {
    const painting = new Map<Style, Range[]>();
    for (const { mark, range, covered } of this.painted) {
      if (covered) continue;
      for (const style of mark.current ? [mark.style, 'current' as const] : [mark.style])
        painting.set(style, [...(painting.get(style) ?? []), range]);
    }
    this.tools.highlights.paint(this, painting);
  }

  /** Notes which underlines something of the page lies over. Returns whether that changed. */
  private noteCovered(): boolean {
    const box = this.mirror?.visiblePart() ?? this.element.getBoundingClientRect();
    const isCoveredNow = ({ range }: Painted): boolean =>
      Array.from(range.getClientRects()).some((rect) => {
        const y = rect.bottom - 1;
        if (y < Math.max(box.top, 0) || y > Math.min(box.bottom, innerHeight)) return false;
        const x = (rect.left + rect.right) / 2;
        return isCovered(
          this.element,
          Math.min(Math.max(x, box.left + 1, 0), box.right - 1, innerWidth - 1),
          y,
        );
      });
    let isNew = false;
    for (const one of this.worthTesting(isCoveredNow)) {
      const covered = isCoveredNow(one);
      isNew ||= covered !== one.covered;
      one.covered = covered;
    }
    return isNew;
  }

  /** Menus open at the box being written in. A header comes over the others from an edge, so three underlines show it. */
  private worthTesting(isCoveredNow: (one: Painted) => boolean): readonly Painted[] {
    const { painted } = this;
    const root = this.element.getRootNode() as Document | ShadowRoot;
    if (root.activeElement === this.element || painted.some(({ covered }) => covered)) return painted;
    const last = painted.length - 1;
    const few = [...new Set([0, last >> 1, last])].flatMap((index) => painted[index] ?? []);
    return few.some(isCoveredNow) ? painted : [];
  }

  private range(mirror: Mirror, span: Span): Range {
    const range = new Range();
    range.setStart(mirror.node, Math.min(span.start, mirror.node.length));
    range.setEnd(mirror.node, Math.min(span.end, mirror.node.length));
    return range;
  }

  private ensureMirror(): Mirror {
    const holder = this.tools.holderFor(this.element);
    this.tools.followers.follow(this.element, this);
    if (this.mirror) return this.mirror;
    const mirror = new Mirror(this.element, holder);
    this.mirror = mirror;
    this.element.addEventListener('scroll', () => this.scrolled(), {
      passive: true,
      signal: this.stop.signal,
    });
    return mirror;
  }

  private scrolled(): void {
    this.mirror?.scroll();
    this.tools.followers.moveSoon();
  }
}
