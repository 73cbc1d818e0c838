/** The surface of a textarea or text input. It paints on a mirror and changes text with the field's own editing commands. */

import { isCovered } from './paint/covered.ts';
import type { Follower, Followers } from './paint/followers.ts';
import { type Field, Mirror } from './paint/mirror.ts';
import { findQuotedLines } from './read/quotes.ts';
import { replaceInField } from './replace/replace.ts';
import type { Span } from './spans/spans.ts';
import type { Mark, Replaced, Surface } from './surface.ts';

export interface FieldTools {
  readonly followers: Followers;
  /** Returns what holds the mirror of this field. */
  holderFor(field: Field): Node;
  /** Called when the page has set another value, for which no event comes. */
  stale(): void;
}

export class FieldSurface implements Surface, Follower {
  readonly element: Field;
  private readonly tools: FieldTools;
  private readonly stop = new AbortController();
  private mirror: Mirror | null = null;
  private marks: readonly Mark[] = [];
  /** The ids of the marks that something of the page lies over. */
  private covered: ReadonlySet<number> = new Set();
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
    const before = new Set(this.marks.map(({ id }) => id));
    this.marks = marks;
    this.covered = new Set(marks.flatMap(({ id }) => (this.covered.has(id) ? id : [])));
    mirror.write(this.text, marks, this.covered);
    if (!this.tools.followers.isOnScreen(this.element)) return;
    mirror.place();
    // A key only moves underlines. What lies over them is looked for when the page is idle.
    if (marks.some(({ id }) => !before.has(id))) this.uncovered();
  }

  rects(span: Span): DOMRect[] {
    if (!this.mirror || !this.isCurrent()) return [];
    const visible = this.element.getBoundingClientRect();
    return Array.from(this.mirror.copy.range(span).getClientRects()).filter(
      (rect) => rect.width > 0 && rect.bottom > visible.top && rect.top < visible.bottom,
    );
  }

  caret(): number | null {
    return this.element.selectionStart;
  }

  caretLine(): DOMRect | null {
    const at = this.element.selectionEnd;
    if (!this.mirror || at === null || !this.isCurrent()) return null;
    return this.mirror.copy.range({ start: at, end: at }).getClientRects()[0] ?? null;
  }

  reveal(span: Span): void {
    this.element.focus({ preventScroll: true });
    this.element.setSelectionRange(span.start, span.start);
    const line = this.mirror?.copy.range(span).getClientRects()[0];
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
    this.uncovered();
  }

  /** Off the screen, a box costs nothing. */
  gone(): void {
    this.mirror?.hide();
  }

  uncovered(): void {
    const mirror = this.mirrorIfCurrent();
    if (!mirror) return;
    const isCoveredNow = this.coverTest(mirror);
    for (const { id } of this.worthTesting(isCoveredNow)) {
      if (isCoveredNow(id) === this.covered.has(id)) continue;
      const covered = new Set(this.covered);
      if (!covered.delete(id)) covered.add(id);
      this.covered = covered;
    }
    mirror.copy.dress(this.marks, this.covered);
  }

  /** Returns the mirror, unless nothing is painted or the page has set another text since. */
  private mirrorIfCurrent(): Mirror | null {
    if (!this.mirror || this.marks.length === 0) return null;
    if (this.isCurrent()) return this.mirror;
    this.unpaint();
    this.tools.stale();
    return null;
  }

  private unpaint(): void {
    this.marks = [];
    this.mirror?.hide();
    this.tools.followers.leave(this.element);
  }

  /** Returns what says whether something of the page lies over a mark. */
  private coverTest(mirror: Mirror): (id: number) => boolean {
    const box = mirror.visiblePart();
    return (id) =>
      mirror.copy.rects(id).some((rect) => {
        const y = rect.bottom - 1;
        if (y < Math.max(box.top, 0) || y > Math.min(box.bottom, innerHeight)) return false;
        const x = (rect.left + rect.right) / 2;
        return isCovered(
          this.element,
          Math.min(Math.max(x, box.left + 1, 0), box.right - 1, innerWidth - 1),
          y,
        );
      });
  }

  /** Menus open at the box being written in. A header comes over the others from an edge, so three underlines show it. */
  private worthTesting(isCoveredNow: (id: number) => boolean): readonly Mark[] {
    const { marks } = this;
    const root = this.element.getRootNode() as Document | ShadowRoot;
    if (root.activeElement === this.element || this.covered.size > 0) return marks;
    const last = marks.length - 1;
    const few = [...new Set([0, last >> 1, last])].flatMap((index) => marks[index] ?? []);
    return few.some(({ id }) => isCoveredNow(id)) ? marks : [];
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
