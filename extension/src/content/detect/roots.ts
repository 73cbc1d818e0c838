/** Ways through shadow roots, closed ones too where the browser lets an extension in. */

/** The shadow root of `element`, open or closed, or null. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  try {
    if (typeof chrome !== 'undefined' && chrome.dom && element instanceof HTMLElement) {
      return chrome.dom.openOrClosedShadowRoot(element);
    }
    return (
      (element as Element & { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? null
    );
  } catch {
    return null; // An element without the right to one (<input>) throws in Chromium.
  }
}

/** The focused element in `element` or in the shadow roots below it. */
export function deepActiveElement(element: Element): Element {
  let active = element;
  for (let root = shadowRootOf(active); root?.activeElement; root = shadowRootOf(active))
    active = root.activeElement;
  return active;
}
