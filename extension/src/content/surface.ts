/**
 * Surface: one compose box, whatever it is made of. It reads its text, paints marks, knows where glyphs are and changes text.
 * Two kinds: contenteditable (editable-surface.ts) and textarea or input (field-surface.ts). What is marked, and when, is not its business.
 */

import type { Kind } from '../shared/kinds.ts';
import type { Span } from './spans/spans.ts';

export interface Mark extends Span {
  readonly kind: Kind;
  readonly current: boolean;
}

/** `refused`: nothing changed. `differs`: something changed, but not as meant. */
export type Replaced = 'done' | 'refused' | 'differs';

export interface Surface {
  readonly element: HTMLElement;
  /** The text as its editor means it, UTF-16, at most a little more than the limit. */
  read(): string;
  /** Paints these marks of the text last read, and nothing else. */
  paint(marks: readonly Mark[]): void;
  /** Where the glyphs of a span are, in viewport pixels; empty if out of sight. */
  rects(span: Span): DOMRect[];
  /** Offset of the caret or the selection's start, or null. */
  caret(): number | null;
  /** Puts the caret at the span's start and scrolls it into view. */
  reveal(span: Span): void;
  /** Puts `text` in the place of `span`, which must read `expected`, as if the person had typed it. */
  replace(span: Span, expected: string, text: string): Promise<Replaced>;
  /** The page took our underlines out, or moved what they lie over. */
  refresh(): void;
  dispose(): void;
}
