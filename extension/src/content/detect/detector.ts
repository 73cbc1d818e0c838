/**
 * Finds compose boxes when they appear or get the focus, without an event that the page could hear. Focus is heard everywhere,
 * including open and closed shadow roots. An observer only notes that elements were added; the search for boxes waits until the page
 * is idle, and runs once for any number of changes. eligible.ts decides whether an element is for posts.
 */

import { deepActiveElement, shadowRootOf } from './roots.ts';

export interface Sightings {
  /** Called when an element that may be a box appears or changes its state. */
  seen(element: Element): void;
  /** Called with the element that has the focus, also inside shadow roots. */
  entered(element: Element): void;
  /** Called after elements of the page came or went, when the page is idle. */
  settled(): void;
}

const CANDIDATES =
  'textarea, input:not([type]), input[type="text"], [contenteditable]:not([contenteditable="false"])';
/** The least time between two searches, and the longest to wait for the page to be idle, in milliseconds. */
const BETWEEN_SEARCHES_MS = 250;
const LONGEST_WAIT_MS = 1000;

/** Listens until `signal` aborts. */
export function detect(sightings: Sightings, signal: AbortSignal): void {
  const roots = new WeakSet<Node>();
  const listen = (root: Document | ShadowRoot): void => {
    if (roots.has(root)) return;
    roots.add(root);
    root.addEventListener('focusin', (event) => enter(event), { capture: true, passive: true, signal });
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
  const search = (): void => {
    if (signal.aborted) return;
    for (const element of document.querySelectorAll(CANDIDATES)) sightings.seen(element);
    if (document.designMode === 'on' && document.body) sightings.seen(document.body);
    sightings.settled();
  };
  listen(document);
  // A document in design mode has the focus itself, so no element is entered.
  document.addEventListener(
    'selectionchange',
    () => {
      if (document.designMode === 'on' && document.body && document.hasFocus())
        sightings.entered(document.body);
    },
    { passive: true, signal },
  );
  observe(search, signal);
  search();
  const active = document.activeElement;
  if (active && active !== document.body) sightings.entered(deepActiveElement(active));
}

/** Calls `changed` when the page is idle after elements were added, removed or made editable. */
function observe(changed: () => void, signal: AbortSignal): void {
  let due = false;
  let last = 0;
  const run = (): void => {
    due = false;
    last = performance.now();
    changed();
  };
  const observer = new MutationObserver(() => {
    if (due) return;
    due = true;
    const rest = Math.max(0, last + BETWEEN_SEARCHES_MS - performance.now());
    setTimeout(() => requestIdleCallback(run, { timeout: LONGEST_WAIT_MS }), rest);
  });
  observer.observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['contenteditable'],
  });
  signal.addEventListener('abort', () => observer.disconnect());
}
