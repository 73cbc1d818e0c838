/** The surface of a contenteditable, with or without an editor. It paints with highlights and changes text with input events. */

import { focusBox } from './detect/roots.ts';
import { MAX_TEXT } from './limits.ts';
import type { Highlights, Style } from './paint/highlights.ts';
import { offsetOf, type Reading, rangeOf, readEditable, type Stretch, stretchOf } from './read/editable.ts';
import { findQuotedLines } from './read/quotes.ts';
import { replaceInEditable, selectionOf } from './replace/replace.ts';
import type { Span } from './spans/spans.ts';
import type { Mark, Replaced, Surface } from './surface.ts';

export class EditableSurface implements Surface {
  readonly element: HTMLElement;
  private readonly highlights: Highlights;
  private reading: Reading;

  constructor(element: HTMLElement, highlights: Highlights) {
    this.element = element;
    this.highlights = highlights;
    this.reading = readEditable(element, MAX_TEXT);
    highlights.adopt(element.getRootNode());
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
    const painting = new Map<Style, Stretch[]>();
    const add = (style: Style, stretch: Stretch): void => {
      const list = painting.get(style);
      if (list) list.push(stretch);
      else painting.set(style, [stretch]);
    };
    for (const mark of marks) {
      const stretch = stretchOf(this.reading, mark.start, mark.end);
      if (!stretch) continue;
      add(mark.style, stretch);
      if (mark.current) add('current', stretch);
    }
    this.highlights.paint(this, painting);
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
    this.highlights.erase(this);
  }
}
