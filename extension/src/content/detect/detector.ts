/**
 * Finds compose boxes when they appear or get the focus. It listens for animation events in the document, and for focus everywhere,
 * including open and closed shadow roots. It searches the page once at the start, and never polls or observes the whole page.
 * eligible.ts decides whether an element is for posts.
 */

import { deepActiveElement, shadowRootOf } from './roots.ts';

export interface Sightings {
  /** Called when an element that may be a box appears or changes its state. */
  seen(element: Element): void;
  /** Called with the element that has the focus, also inside shadow roots. */
  entered(element: Element): void;
}

/** The same selectors as in seen.css. */
const CANDIDATES =
  'textarea, input:not([type]), input[type="text"], [contenteditable]:not([contenteditable="false"])';

/** Listens until `signal` aborts. */
export function detect(sightings: Sightings, signal: AbortSignal): void {
  const roots = new WeakSet<Node>();
  const listen = (root: Document | ShadowRoot): void => {
    if (roots.has(root)) return;
    roots.add(root);
    const options = { capture: true, passive: true, signal };
    root.addEventListener(
      'animationstart',
      (event) => {
        const { animationName } = event as AnimationEvent;
        if (!/^softsell-(?:seen|emptied)$/.test(animationName)) return;
        if (event.target instanceof Element) sightings.seen(event.target);
      },
      options,
    );
    root.addEventListener('focusin', (event) => enter(event), options);
  };
  const enter = (event: Event): void => {
    const target = event.composedPath()[0] ?? event.target;
    if (!(target instanceof Element)) return;
    for (let host: Element | null = target; host; ) {
      const root = shadowRootOf(host);
      if (!root) break;
      listen(root);
      host = root.activeElement;
    }
    sightings.entered(deepActiveElement(target));
  };
  listen(document);
  // Elements that were here before us don't start another animation, so search for them once.
  for (const element of document.querySelectorAll(CANDIDATES)) sightings.seen(element);
  const active = document.activeElement;
  if (active && active !== document.body) sightings.entered(deepActiveElement(active));
}
