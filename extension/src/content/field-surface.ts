/** The surface of a textarea or text input. It paints on a mirror and changes text with the field's own editing commands. */

import type { Highlights, Style } from './paint/highlights.ts';
import { type Field, Mirror } from './paint/mirror.ts';
import { watchPosition } from './paint/position.ts';
import { replaceInField } from './replace/replace.ts';
import type { Span } from './spans/spans.ts';
import type { Mark, Replaced, Surface } from './surface.ts';

export class FieldSurface implements Surface {
  readonly element: Field;
  private readonly highlights: Highlights;
  private readonly layer: Node;
  private readonly stop = new AbortController();
  private mirror: Mirror | null = null;
  private text = '';

  /** `layer` is where mirrors live: a closed shadow root. */
  constructor(element: Field, highlights: Highlights, layer: Node) {
    this.element = element;
    this.highlights = highlights;
    this.layer = layer;
    this.read();
  }

  read(): string {
    this.text = this.element.value.toWellFormed();
    return this.text;
  }

  paint(marks: readonly Mark[]): void {
    if (marks.length === 0) {
      this.highlights.erase(this);
      return;
    }
    const mirror = this.ensureMirror();
    mirror.write(this.text);
    mirror.place();
    const painting = new Map<Style, Range[]>();
    for (const mark of marks) {
      for (const style of mark.current ? [mark.kind, 'current' as const] : [mark.kind]) {
        painting.set(style, [...(painting.get(style) ?? []), this.range(mirror, mark)]);
      }
    }
    this.highlights.paint(this, painting);
  }

  rects(span: Span): DOMRect[] {
    if (!this.mirror) return [];
    const visible = this.element.getBoundingClientRect();
    return Array.from(this.range(this.mirror, span).getClientRects()).filter(
      (rect) => rect.width > 0 && rect.bottom > visible.top && rect.top < visible.bottom,
    );
  }

  caret(): number | null {
    return this.element.selectionStart;
  }

  reveal(span: Span): void {
    this.element.focus({ preventScroll: true });
    this.element.setSelectionRange(span.start, span.start);
    const line = this.rectsAnywhere(span)[0];
    const box = this.element.getBoundingClientRect();
    if (line && (line.bottom > box.bottom || line.top < box.top))
      this.element.scrollTop += line.top - box.top - box.height / 3;
    this.element.scrollIntoView({ block: 'nearest' });
  }

  replace(span: Span, expected: string, text: string): Promise<Replaced> {
    return replaceInField(this.element, span, expected, text);
  }

  refresh(): void {
    this.mirror?.place();
    this.highlights.register();
  }

  dispose(): void {
    this.stop.abort();
    this.highlights.erase(this);
    this.mirror?.dispose();
  }

  private rectsAnywhere(span: Span): DOMRect[] {
    return this.mirror ? Array.from(this.range(this.mirror, span).getClientRects()) : [];
  }

  private range(mirror: Mirror, span: Span): Range {
    const range = new Range();
    range.setStart(mirror.node, Math.min(span.start, mirror.node.length));
    range.setEnd(mirror.node, Math.min(span.end, mirror.node.length));
    return range;
  }

  private ensureMirror(): Mirror {
    if (this.mirror) return this.mirror;
    const mirror = new Mirror(this.element, this.layer);
    this.mirror = mirror;
    const { signal } = this.stop;
    this.element.addEventListener('scroll', () => mirror.scroll(), { passive: true, signal });
    watchPosition(this.element, () => mirror.place(), signal);
    return mirror;
  }
}
