/**
 * Finds compose boxes as they appear and as they are entered: by animation events in the document and by focus everywhere,
 * open and closed shadow roots included. One look at what is there at the start; no polling, no observer over the page.
 * Whether an element is for posts is eligible.ts's question.
 */

import { deepActiveElement, shadowRootOf } from './roots.ts';

export interface Sightings {
  /** An element that may be a box came into sight, or its state changed. */
  seen(element: Element): void;
  /** The element that now has the focus, looked for through shadow roots. */
  entered(element: Element): void;
}

/** As in seen.css. */
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
  // Once: what was there before us has no animation left to start.
  for (const element of document.querySelectorAll(CANDIDATES)) sightings.seen(element);
  const active = document.activeElement;
  if (active && active !== document.body) sightings.entered(deepActiveElement(active));
}
