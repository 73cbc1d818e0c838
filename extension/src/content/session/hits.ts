/** Hits knows which finding is at a point of the viewport. It keeps the places of the last box for a moment. */

import type { Placed } from '../../shared/placed.ts';
import { type Annotator, rankOf } from '../annotator.ts';

const RECTS_LIVE_MS = 400;
/** How far below its glyphs an underline reaches, in pixels. */
const UNDERLINE = 3;

type Rects = readonly [Placed, readonly DOMRect[]];

export class Hits {
  private cache: { owner: Annotator; at: number; rects: readonly Rects[] } | null = null;

  /** Returns the finding whose glyphs are at a point: the shortest, and of those the most severe. */
  find(annotator: Annotator, x: number, y: number): Placed | null {
    const inside = (rect: DOMRect): boolean =>
      x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom + UNDERLINE;
    const hits = this.rectsOf(annotator).filter(([, rects]) => rects.some(inside));
    const length = ([{ span }]: Rects): number => (span ? span.end - span.start : 0);
    return hits.sort((a, b) => length(a) - length(b) || rankOf(b[0]) - rankOf(a[0]))[0]?.[0] ?? null;
  }

  /** Forgets the places, because something has moved. */
  forget(): void {
    this.cache = null;
  }

  private rectsOf(annotator: Annotator): readonly Rects[] {
    const now = performance.now();
    if (this.cache?.owner !== annotator || now - this.cache.at > RECTS_LIVE_MS) {
      const rects = annotator.view.findings.flatMap((placed): Rects[] =>
        placed.span ? [[placed, annotator.surface.rects(placed.span)]] : [],
      );
      this.cache = { owner: annotator, at: now, rects };
    }
    return this.cache.rects;
  }
}
