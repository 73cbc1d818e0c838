/**
 * Layer holds our own elements in a page: a popover in a closed shadow root. As a popover it is in the browser's top layer, so a
 * fullscreen element, a modal dialog, a popover, or an ancestor with a transform or filter neither covers nor moves it.
 *
 * It is in the page only while a box needs it: at the end of <body>, where React can still hydrate the page, or inside the modal
 * dialog, fullscreen element or popover around the box. Everything outside the first two is inert, and a press outside a popover
 * closes it.
 */

import { parentOf } from './paint/position.ts';

const MAX_RETURNS = 20;

const RESET = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  width: 0 !important;
  height: 0 !important;
  overflow: visible !important;
  display: block !important;
}

.stage {
  position: fixed;
  inset: 0 auto auto 0;
  width: 0;
  height: 0;
  margin: 0;
  border: 0;
  padding: 0;
  overflow: visible;
  background: none;
  pointer-events: none;
}`;

/** Events in our own elements must not reach the page's listeners, and least of all its shortcuts. */
const OURS = [
  'keydown',
  'keyup',
  'keypress',
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'click',
  'input',
  'change',
  'focusin',
  'focusout',
  'animationstart',
  'animationend',
  'transitionrun',
  'transitionstart',
  'transitionend',
];

export class Layer {
  /** Our elements go in here. */
  readonly stage = document.createElement('div');
  private readonly host = document.createElement('softsell-layer');
  private readonly removed: MutationObserver;
  private readonly hidden: MutationObserver;
  private parent: Element | null = null;
  private returns = 0;
  private readonly isWanted: () => boolean;

  /** Removes what an earlier extension, since updated or removed, left in the page. */
  static clear(): void {
    for (const left of document.querySelectorAll('softsell-layer')) left.remove();
  }

  /** `isWanted` says whether to come back when the page removes the layer. */
  constructor(css: string, isWanted: () => boolean) {
    this.isWanted = isWanted;
    const root = this.host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(RESET + css);
    root.adoptedStyleSheets = [sheet];
    // The page around us may be an editor.
    this.host.setAttribute('contenteditable', 'false');
    this.stage.className = 'stage';
    this.stage.popover = 'manual';
    root.append(this.stage);
    for (const type of OURS) this.host.addEventListener(type, (event) => event.stopPropagation());
    this.removed = new MutationObserver(() => this.comeBack());
    this.hidden = new MutationObserver(() => this.unhide());
  }

  get isShown(): boolean {
    return this.host.isConnected;
  }

  get isVisible(): boolean {
    return this.stage.checkVisibility();
  }

  /** Moves to where our elements can be used together with `box`, over everything that is shown now. Returns whether it moved. */
  mountFor(box: Element): boolean {
    const parent = findPlace(box);
    if (parent === this.parent && this.host.isConnected) {
      this.raise();
      return false;
    }
    this.parent = parent;
    this.attach();
    return true;
  }

  /** Goes over what came into the top layer since. Our own focus would be lost, so it waits until we have none. */
  raise(): void {
    const root = this.stage.getRootNode() as ShadowRoot;
    if (!this.host.isConnected || root.activeElement) return;
    if (this.stage.matches(':popover-open')) this.stage.hidePopover();
    this.show();
  }

  /** Returns whether something of ours is at a point of the viewport. An event's target doesn't say so in a page's shadow root. */
  isAt(x: number, y: number): boolean {
    const hit = this.host.isConnected && (this.stage.getRootNode() as ShadowRoot).elementFromPoint(x, y);
    return hit instanceof Node && this.stage.contains(hit);
  }

  /** Returns whether an event is in one of our elements, as a listener of the page's window sees it. */
  holds(event: Event): boolean {
    return event.composedPath().includes(this.host);
  }

  /** Returns whether the page around `box` is light or dark, whatever the system prefers. */
  themeOf(box: Element): 'light' | 'dark' {
    return isDark(box) ? 'dark' : 'light';
  }

  /** Leaves the page until a box needs us again. */
  leave(): void {
    this.removed.disconnect();
    this.hidden.disconnect();
    this.host.remove();
    this.parent = null;
  }

  private attach(): void {
    const { parent } = this;
    if (!parent) return;
    this.removed.disconnect();
    this.hidden.disconnect();
    parent.append(this.host);
    this.removed.observe(parent, { childList: true });
    this.hidden.observe(this.host, { attributes: true, attributeFilter: ['inert', 'aria-hidden', 'hidden'] });
    this.show();
  }

  private show(): void {
    this.stage.showPopover();
    // A zoomed ancestor would enlarge and move us.
    const zoom = (this.host as HTMLElement & { currentCSSZoom?: number }).currentCSSZoom ?? 1;
    this.stage.style.zoom = zoom === 1 ? '' : String(1 / zoom);
  }

  private comeBack(): void {
    if (this.host.parentNode === this.parent) return;
    if (this.mayReturn()) this.attach();
    else this.leave();
  }

  /** Undoes what a page's dialog does to everything beside it, because the box in that dialog is ours too. */
  private unhide(): void {
    const set = ['inert', 'aria-hidden', 'hidden'].filter((name) => this.host.hasAttribute(name));
    if (set.length === 0 || !this.mayReturn()) return;
    for (const name of set) this.host.removeAttribute(name);
  }

  private mayReturn(): boolean {
    this.returns += 1;
    return this.returns <= MAX_RETURNS && this.isWanted();
  }
}

function findPlace(box: Element): Element {
  for (let up = parentOf(box); up; up = parentOf(up)) {
    if (!up.matches('dialog:modal, :popover-open, :fullscreen') || (up as HTMLElement).isContentEditable)
      continue;
    if (up !== up.ownerDocument.documentElement) return up;
  }
  const { body, documentElement, designMode } = box.ownerDocument;
  // What is in an edited body is part of the post.
  return !body || body.isContentEditable || designMode === 'on' ? documentElement : body;
}

/** Returns whether the first painted background behind `element` is dark. */
function isDark(element: Element): boolean {
  for (let up: Element | null = element; up; up = parentOf(up)) {
    const parts =
      getComputedStyle(up)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
    if (parts.length >= 3 && alpha > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
  return (
    matchMedia('(prefers-color-scheme: dark)').matches &&
    getComputedStyle(document.documentElement).colorScheme.includes('dark')
  );
}
