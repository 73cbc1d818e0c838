/**
 * Layer holds our own elements in a page. It is a closed shadow root below <html>, or below the open modal dialog around the box,
 * because everything outside such a dialog is inert. If the page removes it, it comes back a few times. We add nothing else to a page.
 */

const MAX_RETURNS = 20;

const RESET = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  width: 0 !important;
  height: 0 !important;
  overflow: visible !important;
  z-index: 2147483646 !important;
  contain: none !important;
  display: block !important;
}`;

export class Layer {
  readonly root: ShadowRoot;
  private readonly host = document.createElement('softsell-layer');
  private readonly observer: MutationObserver;
  private parent: Element = document.documentElement;
  private returns = 0;
  private readonly isWanted: () => boolean;

  /** Removes what an earlier extension, since updated or removed, left in the page. */
  static clear(): void {
    for (const left of document.querySelectorAll('softsell-layer')) left.remove();
  }

  /** `isWanted` says whether to come back when the page removes the layer. */
  constructor(css: string, isWanted: () => boolean) {
    this.isWanted = isWanted;
    this.root = this.host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(RESET + css);
    this.root.adoptedStyleSheets = [sheet];
    // Events in our own elements must not reach the page's listeners, and least of all its shortcuts.
    for (const type of [
      'keydown',
      'keyup',
      'keypress',
      'pointerdown',
      'mousedown',
      'click',
      'input',
      'change',
      'focusin',
      'focusout',
    ]) {
      this.host.addEventListener(type, (event) => event.stopPropagation());
    }
    this.observer = new MutationObserver(() => this.comeBack());
    this.attach();
  }

  /** Moves to where our elements can be used together with `box`. */
  mountFor(box: Element): void {
    const parent = box.closest('dialog:modal') ?? document.documentElement;
    if (parent === this.parent && this.host.isConnected) return;
    this.parent = parent;
    this.attach();
  }

  /** Returns whether the page around `box` is light or dark, whatever the system prefers. */
  themeOf(box: Element): 'light' | 'dark' {
    return isDark(box) ? 'dark' : 'light';
  }

  dispose(): void {
    this.observer.disconnect();
    this.host.remove();
  }

  private attach(): void {
    this.observer.disconnect();
    this.parent.append(this.host);
    this.observer.observe(this.parent, { childList: true });
  }

  private comeBack(): void {
    if (this.host.parentNode === this.parent) return;
    this.returns += 1;
    if (this.returns > MAX_RETURNS || !this.isWanted()) this.observer.disconnect();
    else this.attach();
  }
}

/** Returns whether the first painted background behind `element` is dark. */
function isDark(element: Element): boolean {
  for (let up: Element | null = element; up; up = up.parentElement) {
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
