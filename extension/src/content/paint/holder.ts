/**
 * Holder holds the mirrors of a document and scrolls with its page. While the page scrolls, only this one element changes, and the
 * browser moves it without painting again. It's fixed, so it never makes the page longer.
 */

export class Holder {
  readonly node = document.createElement('div');
  private x = 0;
  private y = 0;

  constructor(stage: Node) {
    Object.assign(this.node.style, { position: 'fixed', left: '0', top: '0', willChange: 'transform' });
    stage.appendChild(this.node);
  }

  /** Goes where the page has scrolled to. */
  follow(): void {
    if (this.x === scrollX && this.y === scrollY) return;
    this.x = scrollX;
    this.y = scrollY;
    this.node.style.transform = `translate(${-this.x}px, ${-this.y}px)`;
  }
}
