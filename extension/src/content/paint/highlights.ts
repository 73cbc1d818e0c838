/**
 * Paints underlines as CSS custom highlights: ranges in a registry, styled by `::highlight()` rules. The page's DOM doesn't change.
 * The page shares the registry and may clear it, so each painting sets the names again.
 * Annotator decides which text gets which underline.
 */

import { KINDS, type Kind } from '../../shared/kinds.ts';
import { type Stretch, toRange } from '../read/editable.ts';
import paintSheet from './paint.css';

export type Style = Kind | 'praise' | 'current';
export type Painting = ReadonlyMap<Style, readonly Stretch[]>;

const STYLES: readonly Style[] = [...KINDS, 'praise', 'current'];
const nameOf = (style: Style): string => `softsell-${style}`;

const isSame = (one: Stretch, other: Stretch): boolean =>
  one.startContainer === other.startContainer &&
  one.startOffset === other.startOffset &&
  one.endContainer === other.endContainer &&
  one.endOffset === other.endOffset;

/** All painted ranges of one document, by owner. There is only one instance, because the document shares the names. */
export class Highlights {
  private static shared: Highlights | null = null;

  private readonly highlights = new Map<Style, Highlight>();
  private readonly painted = new Map<object, ReadonlyMap<Style, readonly Range[]>>();
  private readonly adopted = new WeakSet<ShadowRoot>();

  static ofDocument(): Highlights {
    Highlights.shared ??= new Highlights();
    return Highlights.shared;
  }

  private constructor() {
    for (const style of STYLES) {
      // An earlier extension, since updated or removed, may have left its highlight here.
      CSS.highlights.delete(nameOf(style));
      const highlight = new Highlight();
      highlight.priority = style === 'current' ? 1 : 0;
      this.highlights.set(style, highlight);
    }
  }

  /** Replaces everything that `owner` has painted. Ranges that are in the same place stay, so the browser paints less. */
  paint(owner: object, painting: Painting): void {
    const before = this.painted.get(owner);
    const after = new Map<Style, readonly Range[]>();
    for (const style of STYLES) {
      const old = [...(before?.get(style) ?? [])];
      const highlight = this.highlights.get(style);
      const kept = (painting.get(style) ?? []).map((stretch) => {
        const same = old.findIndex((other) => isSame(other, stretch));
        if (same >= 0) return old.splice(same, 1)[0] as Range;
        const range = toRange(stretch);
        highlight?.add(range);
        return range;
      });
      for (const range of old) highlight?.delete(range);
      if (kept.length > 0) after.set(style, kept);
    }
    this.painted.set(owner, after);
    this.register();
  }

  erase(owner: object): void {
    for (const [style, ranges] of this.painted.get(owner) ?? []) {
      const highlight = this.highlights.get(style);
      for (const range of ranges) highlight?.delete(range);
    }
    this.painted.delete(owner);
  }

  /** Registers our names again if the page removed them. */
  register(): void {
    for (const [style, highlight] of this.highlights) {
      if (highlight.size > 0 && CSS.highlights.get(nameOf(style)) !== highlight)
        CSS.highlights.set(nameOf(style), highlight);
    }
  }

  /** Adds our sheet to a shadow root. Firefox needs it there to paint highlights; Chromium inherits the document's. */
  adopt(root: Node): void {
    if (!(root instanceof ShadowRoot) || this.adopted.has(root)) return;
    this.adopted.add(root);
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(paintSheet);
      root.adoptedStyleSheets.push(sheet);
    } catch {
      // A root of another world refuses the sheet. The document's rule still paints in Chromium.
    }
  }

  /** Removes all of our highlights, and only ours. */
  dispose(): void {
    for (const [style, highlight] of this.highlights) {
      highlight.clear();
      if (CSS.highlights.get(nameOf(style)) === highlight) CSS.highlights.delete(nameOf(style));
    }
    this.painted.clear();
    Highlights.shared = null;
  }
}
