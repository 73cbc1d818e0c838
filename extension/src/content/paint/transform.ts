/** Reads how the page scales, turns and skews an element. */

import { parentOf } from './position.ts';

/**
 * Returns the linear part of all transforms of `element` and its ancestors (no translation, no zoom), or null if one of them leaves
 * the plane, so that nothing flat can follow it.
 */
export function linearPartOf(element: Element): DOMMatrixReadOnly | null {
  let sum = new DOMMatrix();
  for (let up: Element | null = element; up; up = parentOf(up)) {
    const own = linearOf(getComputedStyle(up));
    if (!own) return null;
    sum = own.multiply(sum);
    // Transforms of ancestors outside the top layer don't reach into it.
    if (up.matches('dialog:modal, :popover-open, :fullscreen')) break;
  }
  return sum;
}

function linearOf(style: CSSStyleDeclaration): DOMMatrix | null {
  const matrix = new DOMMatrix();
  const { rotate, scale, transform, offsetPath } = style;
  if (offsetPath && offsetPath !== 'none') return null;
  if (rotate && rotate !== 'none') {
    const turn = /^(?:z )?(-?[\d.e+-]+)deg$/.exec(rotate);
    if (!turn) return null;
    matrix.rotateSelf(Number(turn[1]));
  }
  if (scale && scale !== 'none') {
    const [x = 1, y = x, z = 1] = scale.split(' ').map(Number);
    if (z !== 1) return null;
    matrix.scaleSelf(x, y);
  }
  if (transform && transform !== 'none') {
    const own = new DOMMatrix(transform);
    if (!own.is2D) return null;
    own.e = own.f = 0;
    matrix.multiplySelf(own);
  }
  return matrix;
}
