/**
 * Underlines as CSS custom highlights: ranges in a registry, styled by `::highlight()` rules, no change to the page's DOM.
 * The registry is shared with the page, which may clear it, so names are set again with each painting.
 * Which text gets which underline is decided elsewhere.
 */

import { KINDS, type Kind } from '../../shared/kinds.ts';
import paintSheet from './paint.css';

export type Style = Kind | 'current';
export type Painting = ReadonlyMap<Style, readonly Range[]>;

const STYLES: readonly Style[] = [...KINDS, 'current'];
const nameOf = (style: Style): string => `softsell-${style}`;

/** All painted ranges of one document, by who painted them. There is one: the names are the document's. */
export class Highlights {
  private static shared: Highlights | null = null;

  private readonly highlights = new Map<Style, Highlight>();
  private readonly painted = new Map<object, Painting>();
  private readonly adopted = new WeakSet<ShadowRoot>();

  static ofDocument(): Highlights {
    Highlights.shared ??= new Highlights();
    return Highlights.shared;
  }

  private constructor() {
    for (const style of STYLES) {
      // What an extension before this one, updated or removed, may have left.
      CSS.highlights.delete(nameOf(style));
      const highlight = new Highlight();
      highlight.priority = style === 'current' ? 1 : 0;
      this.highlights.set(style, highlight);
    }
  }

  /** Replaces what `owner` had painted. */
  paint(owner: object, painting: Painting): void {
    this.erase(owner);
    this.painted.set(owner, painting);
    for (const [style, ranges] of painting) {
      const highlight = this.highlights.get(style);
      for (const range of ranges) highlight?.add(range);
    }
    this.register();
  }

  erase(owner: object): void {
    for (const [style, ranges] of this.painted.get(owner) ?? []) {
      const highlight = this.highlights.get(style);
      for (const range of ranges) highlight?.delete(range);
    }
    this.painted.delete(owner);
  }

  /** Puts our names back where the page took them out. */
  register(): void {
    for (const [style, highlight] of this.highlights) {
      if (highlight.size > 0 && CSS.highlights.get(nameOf(style)) !== highlight)
        CSS.highlights.set(nameOf(style), highlight);
    }
  }

  /** Firefox paints highlights in a shadow root only by that root's own sheets; Chromium inherits them. */
  adopt(root: Node): void {
    if (!(root instanceof ShadowRoot) || this.adopted.has(root)) return;
    this.adopted.add(root);
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(paintSheet);
      root.adoptedStyleSheets.push(sheet);
    } catch {
      // A root of another world refuses; the document's rule still paints in Chromium.
    }
  }

  /** Takes all of ours away, and only ours. */
  dispose(): void {
    for (const [style, highlight] of this.highlights) {
      highlight.clear();
      if (CSS.highlights.get(nameOf(style)) === highlight) CSS.highlights.delete(nameOf(style));
    }
    this.painted.clear();
    Highlights.shared = null;
  }
}
