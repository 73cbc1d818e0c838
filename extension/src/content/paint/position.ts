/** Watches for an element to move or change size, with events and observers and without timers. */

/** Sides of a rectangle in CSS pixels of the viewport. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Calls `moved`, at most once a frame, after `element` may have moved, changed its size or loaded its fonts. Stops with `signal`.
 * An IntersectionObserver drawn tightly around the element notices movement without an event, for example when a sibling grew.
 */
export function watchPosition(element: HTMLElement, moved: () => void, signal: AbortSignal): void {
  let frame = 0;
  const schedule = (): void => {
    if (signal.aborted || frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      moved();
      watchMovement();
    });
  };
  const passive = { capture: true, passive: true, signal };
  document.addEventListener('scroll', schedule, passive);
  document.addEventListener('transitionend', schedule, passive);
  document.addEventListener('fullscreenchange', schedule, passive);
  window.addEventListener('resize', schedule, passive);
  window.visualViewport?.addEventListener('resize', schedule, passive);
  document.fonts.addEventListener('loadingdone', schedule, { signal });
  const root = element.getRootNode();
  if (root instanceof ShadowRoot) root.addEventListener('scroll', schedule, passive);

  const resized = new ResizeObserver(schedule);
  resized.observe(element);

  let movement: IntersectionObserver | null = null;
  const watchMovement = (): void => {
    movement?.disconnect();
    const rect = element.getBoundingClientRect();
    if (!rect.width || !rect.height) return;
    const margins = [
      Math.floor(rect.top),
      Math.floor(document.documentElement.clientWidth - rect.right),
      Math.floor(document.documentElement.clientHeight - rect.bottom),
      Math.floor(rect.left),
    ];
    let first = true;
    let ratio = -1;
    movement = new IntersectionObserver(
      (entries) => {
        const now = entries.at(-1)?.intersectionRatio ?? 0;
        if (!first && now !== ratio) schedule();
        first = false;
        ratio = now;
      },
      {
        root: document,
        rootMargin: margins.map((margin) => `${-margin}px`).join(' '),
        threshold: [0, 0.25, 0.5, 0.75, 0.9, 0.99, 1],
      },
    );
    movement.observe(element);
  };
  watchMovement();

  signal.addEventListener('abort', () => {
    cancelAnimationFrame(frame);
    resized.disconnect();
    movement?.disconnect();
  });
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** Returns the part of `element` that its scrolling and clipping ancestors and the viewport leave visible, in viewport pixels. */
export function visiblePartOf(element: Element): Box {
  let { left, top, right, bottom }: Box = element.getBoundingClientRect();
  left = Math.max(left, 0);
  top = Math.max(top, 0);
  right = Math.min(right, document.documentElement.clientWidth || innerWidth);
  bottom = Math.min(bottom, innerHeight);
  for (
    let up = parentOf(element);
    up && up !== document.documentElement && up !== document.body;
    up = parentOf(up)
  ) {
    if (getComputedStyle(up).overflow === 'visible') continue;
    const clip = up.getBoundingClientRect();
    left = Math.max(left, clip.left);
    top = Math.max(top, clip.top);
    right = Math.min(right, clip.right);
    bottom = Math.min(bottom, clip.bottom);
  }
  return { left, top, right: Math.max(left, right), bottom: Math.max(top, bottom) };
}

/** Returns whether a transform of `element` or an ancestor rotates or skews it, so a rectangle can't follow it. */
export function isRotated(element: Element): boolean {
  for (let up: Element | null = element; up; up = parentOf(up)) {
    const style = getComputedStyle(up);
    if (style.rotate !== 'none' && style.rotate !== '') return true;
    if (style.transform === 'none' || style.transform === '') continue;
    const matrix = new DOMMatrixReadOnly(style.transform);
    if (matrix.b !== 0 || matrix.c !== 0 || !matrix.is2D || matrix.a < 0 || matrix.d < 0) return true;
  }
  return false;
}
