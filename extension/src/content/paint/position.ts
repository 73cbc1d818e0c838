/** Watches for an element to move or change size, with events and observers and without timers. */

/** Sides of a rectangle in CSS pixels of the viewport. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How long an element must not have scrolled before something else can have moved it, in milliseconds. */
const STILL_MS = 100;

/**
 * Calls `moved`, at most once a frame, after `element` may have moved, changed its size or loaded its fonts. Stops with `signal`.
 * An IntersectionObserver drawn tightly around the element notices movement without an event, for example when a sibling grew.
 */
export function watchPosition(element: HTMLElement, moved: () => void, signal: AbortSignal): void {
  let frame = 0;
  let still: ReturnType<typeof setTimeout> | undefined;
  const schedule = (): void => {
    if (signal.aborted || frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      moved();
      if (still === undefined) watchMovement();
    });
  };
  // A scroll tells of each step by itself, and a new observer for each would cost more than all else.
  const scrolled = (): void => {
    movement?.disconnect();
    clearTimeout(still);
    still = setTimeout(() => {
      still = undefined;
      schedule();
    }, STILL_MS);
    schedule();
  };
  const passive = { capture: true, passive: true, signal };
  document.addEventListener('scroll', scrolled, passive);
  document.addEventListener('transitionend', schedule, passive);
  document.addEventListener('fullscreenchange', schedule, passive);
  window.addEventListener('resize', schedule, passive);
  window.visualViewport?.addEventListener('resize', schedule, passive);
  document.fonts.addEventListener('loadingdone', schedule, { signal });
  const root = element.getRootNode();
  if (root instanceof ShadowRoot) root.addEventListener('scroll', scrolled, passive);

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
    clearTimeout(still);
    resized.disconnect();
    movement?.disconnect();
  });
}

/** Returns the parent of an element in the page as it's drawn: also out of shadow roots and slots. */
export function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

const isOnTop = (element: Element): boolean => element.matches('dialog:modal, :popover-open, :fullscreen');

/** Returns whether an element with this style is what fixed elements in it are relative to. */
function holdsFixed(style: CSSStyleDeclaration): boolean {
  return (
    [style.transform, style.rotate, style.scale, style.translate, style.filter, style.perspective].some(
      (value) => value !== 'none' && value !== '',
    ) ||
    /paint|layout|strict|content/.test(style.contain) ||
    /transform|filter|perspective/.test(style.willChange)
  );
}

/** Returns the ancestors that cut off what sticks out of them. Nothing outside the top layer cuts off what is in it. */
export function clippersOf(element: Element): Element[] {
  const clippers: Element[] = [];
  let { position } = getComputedStyle(element);
  for (
    let up = isOnTop(element) ? null : parentOf(element);
    up && up !== document.documentElement && up !== document.body;
    up = isOnTop(up) ? null : parentOf(up)
  ) {
    const style = getComputedStyle(up);
    if (position === 'fixed' && !holdsFixed(style)) continue;
    if (position === 'absolute' && style.position === 'static' && !holdsFixed(style)) continue;
    if (style.overflow !== 'visible') clippers.push(up);
    position = style.position;
  }
  return clippers;
}

/** Returns the part of a rectangle that these ancestors leave visible, in viewport pixels. */
export function visiblePartOf(rect: Box, clippers: readonly Element[]): Box {
  let { left, top, right, bottom } = rect;
  for (const clipper of clippers) {
    const clip = clipper.getBoundingClientRect();
    left = Math.max(left, clip.left);
    top = Math.max(top, clip.top);
    right = Math.min(right, clip.right);
    bottom = Math.min(bottom, clip.bottom);
  }
  return { left, top, right: Math.max(left, right), bottom: Math.max(top, bottom) };
}
