/** Finds ways through shadow roots, including closed ones if the browser lets an extension in. */

/** Whether this bundle is for Firefox. The build sets it. */
declare const FIREFOX: boolean;

type Opened = Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };

/** Returns the shadow root of `element`, open or closed, or null. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  if (FIREFOX) return (element as Opened).openOrClosedShadowRoot ?? null;
  // Chromium throws for elements that can't have one, such as <input>.
  if (typeof chrome === 'undefined' || !chrome.dom || !(element instanceof HTMLElement)) return null;
  try {
    return chrome.dom.openOrClosedShadowRoot(element);
  } catch {
    return null;
  }
}

/** Gives `box` the focus. In design mode a document has it, not an element. */
export function focusBox(box: HTMLElement): void {
  if (box.ownerDocument.designMode === 'on') box.ownerDocument.defaultView?.focus();
  else box.focus({ preventScroll: true });
}

/** Returns the focused element in `element` or in the shadow roots below it. */
export function deepActiveElement(element: Element): Element {
  let active = element;
  for (let root = shadowRootOf(active); root?.activeElement; root = shadowRootOf(active))
    active = root.activeElement;
  return active;
}
