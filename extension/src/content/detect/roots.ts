/** Ways through shadow roots, closed ones too where the browser lets an extension in. */

/** Whether this bundle is Firefox's; set by the build. */
declare const FIREFOX: boolean;

type Opened = Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };

/** The shadow root of `element`, open or closed, or null. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  if (FIREFOX) return (element as Opened).openOrClosedShadowRoot ?? null;
  // Elements that can't have one, such as <input>, make Chromium throw.
  if (typeof chrome === 'undefined' || !chrome.dom || !(element instanceof HTMLElement)) return null;
  try {
    return chrome.dom.openOrClosedShadowRoot(element);
  } catch {
    return null;
  }
}

/** The focused element in `element` or in the shadow roots below it. */
export function deepActiveElement(element: Element): Element {
  let active = element;
  for (let root = shadowRootOf(active); root?.activeElement; root = shadowRootOf(active))
    active = root.activeElement;
  return active;
}
