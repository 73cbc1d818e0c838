/** Says whether something of the page lies over a place of an element: a sticky header, a menu of names to mention, a message. */

/** Returns whether the page draws something over `element` at a point of the viewport. */
export function isCovered(element: Element, x: number, y: number): boolean {
  const root = element.getRootNode() as Document | ShadowRoot;
  const hit = hitAt(root, x, y);
  if (!hit || hit === element || element.contains(hit) || hit.contains(element)) return false;
  // A clear layer over the box covers nothing.
  for (let up: Element | null = hit; up && !up.contains(element); up = up.parentElement)
    if (isPainted(up)) return true;
  return false;
}

/** Returns the topmost element of the page at a point. In a shadow root, the page's own elements can lie over it too. */
function hitAt(root: Document | ShadowRoot, x: number, y: number): Element | undefined {
  const top = notOurs(document, x, y);
  if (!(root instanceof ShadowRoot)) return top;
  let host: Element | null = root.host;
  while (host && host !== top) {
    const above: Node = host.getRootNode();
    host = above instanceof ShadowRoot ? above.host : null;
  }
  return host ? notOurs(root, x, y) : top;
}

function notOurs(root: Document | ShadowRoot, x: number, y: number): Element | undefined {
  const top = root.elementFromPoint(x, y) ?? undefined;
  if (top?.tagName !== 'SOFTSELL-LAYER') return top;
  return root.elementsFromPoint(x, y).find(({ tagName }) => tagName !== 'SOFTSELL-LAYER');
}

function isPainted(element: Element): boolean {
  if (/^(?:img|video|canvas|iframe|svg|object|embed)$/i.test(element.tagName)) return true;
  const { backgroundColor, backgroundImage, backdropFilter } = getComputedStyle(element);
  if (backgroundImage !== 'none' || (backdropFilter && backdropFilter !== 'none')) return true;
  const alpha = /^rgba?\([^)]*?[,/]\s*([\d.]+)\s*\)$/.exec(
    backgroundColor.replace(/^rgb\(.*/, 'rgba(0,0,0,1)'),
  );
  return backgroundColor !== 'transparent' && Number(alpha?.[1] ?? 1) > 0.3;
}
