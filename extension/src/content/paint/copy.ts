/**
 * Copy is the text of a field as elements of our own, with an element around each marked stretch. Highlights would do, but Chromium
 * paints all highlighted text again at each change of the page, and the page could read them.
 */

import type { Span } from '../spans/spans.ts';
import type { Mark } from '../surface.ts';

/** A stretch of text that has the same marks all along. */
interface Stretch {
  readonly text: string;
  readonly marks: readonly Mark[];
}

interface Piece {
  readonly node: Text;
  /** The node in the copy itself: the text, or the outermost element around it. */
  readonly outer: ChildNode;
  /** The element of each mark. */
  readonly elements: ReadonlyMap<number, HTMLElement>;
}

/** Cuts a text where marks begin and end. */
export function cut(text: string, marks: readonly Mark[]): Stretch[] {
  const inText = marks.filter(({ start, end }) => start < end && end <= text.length);
  const edges = new Set([0, text.length, ...inText.flatMap(({ start, end }) => [start, end])]);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => {
    const start = sorted[index] as number;
    return {
      text: text.slice(start, end),
      marks: inText.filter((mark) => mark.start <= start && mark.end >= end),
    };
  });
}

export class Copy {
  readonly element = document.createElement('div');
  private pieces: readonly Piece[] = [];

  /** Shows a text with its marks, except for those that something covers. Changes only what is different. */
  write(text: string, marks: readonly Mark[], covered: ReadonlySet<number>): void {
    const stretches = cut(text, marks);
    const { pieces } = this;
    let head = 0;
    const shorter = Math.min(pieces.length, stretches.length);
    while (head < shorter && isLike(pieces[head], stretches[head])) head += 1;
    let tail = 0;
    while (tail < shorter - head && isLike(pieces.at(-1 - tail), stretches.at(-1 - tail))) tail += 1;
    const after = pieces[pieces.length - tail]?.outer ?? null;
    for (const { outer } of pieces.slice(head, pieces.length - tail)) outer.remove();
    const fresh = stretches.slice(head, stretches.length - tail).map((stretch) => build(stretch));
    for (const { outer } of fresh) this.element.insertBefore(outer, after);
    this.pieces = [...pieces.slice(0, head), ...fresh, ...pieces.slice(pieces.length - tail)];
    for (const [index, stretch] of stretches.entries()) {
      const piece = this.pieces[index] as Piece;
      if (piece.node.data !== stretch.text) piece.node.data = stretch.text;
    }
    this.dress(marks, covered);
  }

  /** Shows which marks are current and which are covered. */
  dress(marks: readonly Mark[], covered: ReadonlySet<number>): void {
    const classes = new Map(
      marks.map(({ id, style, current }) => [
        id,
        covered.has(id) ? '' : `softsell-${style}${current ? ' softsell-current' : ''}`,
      ]),
    );
    for (const { elements } of this.pieces) {
      for (const [id, element] of elements) {
        const name = classes.get(id) ?? '';
        if (element.className !== name) element.className = name;
      }
    }
  }

  /** Returns a stretch of the text as it was written. */
  range({ start, end }: Span): Range {
    const range = new Range();
    range.setStart(...this.placeOf(start));
    range.setEnd(...this.placeOf(end));
    return range;
  }

  /** Returns where a mark is drawn, in viewport pixels. */
  rects(id: number): DOMRect[] {
    return this.pieces.flatMap(({ elements }) => [...(elements.get(id)?.getClientRects() ?? [])]);
  }

  private placeOf(offset: number): [Node, number] {
    let left = offset;
    for (const { node } of this.pieces) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [this.element, this.element.childNodes.length];
  }
}

/** Returns whether a piece can show a stretch: it has the same marks around it. */
function isLike(piece: Piece | undefined, stretch: Stretch | undefined): boolean {
  if (!piece || !stretch || piece.elements.size !== stretch.marks.length) return false;
  return stretch.marks.every(({ id }) => piece.elements.has(id));
}

function build({ text, marks }: Stretch): Piece {
  const node = new Text(text);
  const elements = new Map<number, HTMLElement>();
  let outer: ChildNode = node;
  for (const { id } of marks) {
    const element = document.createElement('span');
    element.dataset['mark'] = String(id);
    element.append(outer);
    elements.set(id, element);
    outer = element;
  }
  return { node, outer, elements };
}
