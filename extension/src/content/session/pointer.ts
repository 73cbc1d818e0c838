/** Opens and closes cards by what the pointer does in a box. */

import { trusted } from '../../ui/trusted.ts';
import type { Annotator } from '../annotator.ts';
import type { Cards } from './cards.ts';
import type { Hits } from './hits.ts';

/** Listens until `signal` aborts. */
export function followPointer(annotator: Annotator, hits: Hits, cards: Cards, signal: AbortSignal): void {
  const { element } = annotator.surface;
  const passive = { passive: true, signal };
  const hover = (event: PointerEvent): void => {
    if (event.buttons !== 0 || event.pointerType === 'touch') return;
    const hit = hits.find(annotator, event.clientX, event.clientY);
    if (hit) cards.openSoon(annotator, hit);
    else cards.closeSoon();
  };
  const press = (event: MouseEvent): void => {
    const hit = hits.find(annotator, event.clientX, event.clientY);
    if (hit) cards.open(annotator, hit);
  };
  element.addEventListener('pointermove', hover, passive);
  element.addEventListener('pointerleave', () => cards.closeSoon(), passive);
  element.addEventListener('click', trusted(press), passive);
}
