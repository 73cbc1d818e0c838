/**
 * Surface is one compose box, whatever it's made of. It reads the text, paints marks, knows where glyphs are and changes the text.
 * There are two kinds: contenteditable (editable-surface.ts) and textarea or input (field-surface.ts). Annotator decides what to mark.
 */

import type { Kind } from '../shared/kinds.ts';
import type { Span } from './spans/spans.ts';

export interface Mark extends Span {
  /** Stays the same while the text before it changes. */
  readonly id: number;
  readonly style: Kind | 'praise';
  readonly current: boolean;
}

/** `refused`: nothing changed. `differs`: something changed, but not as intended. */
export type Replaced = 'done' | 'refused' | 'differs';

export interface Surface {
  readonly element: HTMLElement;
  /** Returns the text as its editor sees it, in UTF-16, at most a little longer than the limit. */
  read(): string;
  /** Returns the parts of the text that was last read which quote somebody else. */
  quotes(): readonly Span[];
  /** Returns whether the box still holds the text that was last read, as far as that is cheap to know. */
  isCurrent(): boolean;
  /** Paints these marks on the text that was last read, and removes all others. */
  paint(marks: readonly Mark[]): void;
  /** Returns where the glyphs of a span are, in viewport pixels. Empty if they're out of sight. */
  rects(span: Span): DOMRect[];
  /** Returns the offset of the caret or of the selection's start, or null. */
  caret(): number | null;
  /** Returns where the caret's line is, in viewport pixels, or null. */
  caretLine(): DOMRect | null;
  /** Puts the caret at the span's start and scrolls it into view. */
  reveal(span: Span): void;
  /** Replaces `span`, which must read `expected`, with `text`, as if the person had typed it. */
  replace(span: Span, expected: string, text: string): Promise<Replaced>;
  /** Paints again after the page removed our underlines or moved the text under them. */
  refresh(): void;
  dispose(): void;
}
