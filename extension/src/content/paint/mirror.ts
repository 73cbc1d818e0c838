/**
 * Mirrors the text of a textarea or input, which have no text nodes to underline. It lays out an invisible copy exactly over the
 * field, in a closed shadow root of its own. The page can read the highlight registry, but finds nothing there except its own text.
 * If the exact place can't be known (in a rotated box), nothing is painted.
 */

import { isRotated, visiblePartOf } from './position.ts';

/** Every property that decides where a glyph goes. */
const COPIED = [
  'direction',
  'font-family',
  'font-feature-settings',
  'font-kerning',
  'font-optical-sizing',
  'font-size',
  'font-size-adjust',
  'font-stretch',
  'font-style',
  'font-variant',
  'font-variation-settings',
  'font-weight',
  'hyphens',
  'letter-spacing',
  'line-break',
  'line-height',
  'overflow-wrap',
  'tab-size',
  'text-align',
  'text-indent',
  'text-rendering',
  'text-transform',
  'unicode-bidi',
  'word-break',
  'word-spacing',
  'writing-mode',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
] as const;

export type Field = HTMLTextAreaElement | HTMLInputElement;

export class Mirror {
  readonly node = new Text();
  private readonly field: Field;
  private readonly frame = document.createElement('div');
  private readonly page = document.createElement('div');
  private style = '';

  constructor(field: Field, layer: Node) {
    this.field = field;
    this.frame.setAttribute('aria-hidden', 'true');
    this.frame.append(this.page);
    this.page.append(this.node);
    layer.appendChild(this.frame);
    Object.assign(this.frame.style, {
      position: 'fixed',
      left: '0',
      top: '0',
      overflow: 'hidden',
      pointerEvents: 'none',
      transformOrigin: '0 0',
      contain: 'layout style',
    });
    Object.assign(this.page.style, {
      position: 'absolute',
      left: '0',
      top: '0',
      margin: '0',
      border: '0',
      boxSizing: 'border-box',
      color: 'transparent',
      webkitTextFillColor: 'transparent',
      background: 'none',
      userSelect: 'none',
    });
  }

  write(text: string): void {
    // A trailing newline makes an empty line in a textarea, but not in a div.
    const shown = text.endsWith('\n') ? `${text} ` : text;
    if (this.node.data !== shown) this.node.data = shown;
  }

  /** Puts the copy over the field's current position. */
  place(): void {
    const { field } = this;
    const rect = field.getBoundingClientRect();
    const hidden =
      !rect.width ||
      !rect.height ||
      isRotated(field) ||
      !field.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    this.frame.style.display = hidden ? 'none' : '';
    if (hidden) return;
    const style = getComputedStyle(field);
    this.copyStyle(style);
    const zoom = (field as Field & { currentCSSZoom?: number }).currentCSSZoom ?? 1;
    const border = {
      left: Number.parseFloat(style.borderLeftWidth),
      right: Number.parseFloat(style.borderRightWidth),
      top: Number.parseFloat(style.borderTopWidth),
      bottom: Number.parseFloat(style.borderBottomWidth),
    };
    const scale = {
      x: rect.width / (field.offsetWidth * zoom) || 1,
      y: rect.height / (field.offsetHeight * zoom) || 1,
    };
    // offsetWidth is rounded. If nothing scales, the rectangle is exact.
    if (Math.abs(scale.x - 1) < 0.02 && Math.abs(scale.y - 1) < 0.02) scale.x = scale.y = 1;
    const outerWidth = rect.width / scale.x / zoom;
    const outerHeight = rect.height / scale.y / zoom;
    const scrollbar = Math.max(
      0,
      field.offsetWidth - field.clientWidth - Math.round(border.left + border.right),
    );
    const width = outerWidth - border.left - border.right - scrollbar;
    const height = outerHeight - border.top - border.bottom;
    const barOnLeft = scrollbar > 0 && field.clientLeft > Math.round(border.left);
    const left = rect.left + (border.left + (barOnLeft ? scrollbar : 0)) * zoom * scale.x;
    const top = rect.top + border.top * zoom * scale.y;
    Object.assign(this.frame.style, {
      zoom: String(zoom),
      width: `${width}px`,
      height: `${height}px`,
      transform: `translate(${left / zoom}px, ${top / zoom}px) scale(${scale.x}, ${scale.y})`,
    });
    const visible = visiblePartOf(field);
    const clip = [
      (visible.top - top) / scale.y / zoom,
      (left - visible.right) / scale.x / zoom + width,
      (top - visible.bottom) / scale.y / zoom + height,
      (visible.left - left) / scale.x / zoom,
    ];
    this.frame.style.clipPath = `inset(${clip.map((side) => `${Math.max(0, side)}px`).join(' ')})`;
    this.layOut(style, width, height);
  }

  /** Scrolls the copy like the field. */
  scroll(): void {
    this.page.style.translate = `${-this.field.scrollLeft}px ${-this.field.scrollTop}px`;
  }

  dispose(): void {
    this.frame.remove();
  }

  private layOut(style: CSSStyleDeclaration, width: number, height: number): void {
    const { page } = this;
    if (this.field instanceof HTMLInputElement) {
      // An input centres its single line in its content box and lets it overflow at the end.
      const padding = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom);
      const line = Number.parseFloat(style.lineHeight) || 0;
      page.style.whiteSpace = 'pre';
      page.style.width = `${Math.max(width, this.field.scrollWidth)}px`;
      page.style.height = 'auto';
      const own = line + padding || page.offsetHeight;
      page.style.top = `${(height - Math.max(own, page.offsetHeight)) / 2}px`;
    } else {
      const wraps = style.getPropertyValue('text-wrap-mode') !== 'nowrap' && this.field.wrap !== 'off';
      page.style.whiteSpace = wraps
        ? style.whiteSpaceCollapse === 'break-spaces'
          ? 'break-spaces'
          : 'pre-wrap'
        : 'pre';
      page.style.width = wraps ? `${width}px` : `${Math.max(width, this.field.scrollWidth)}px`;
    }
    this.scroll();
  }

  private copyStyle(style: CSSStyleDeclaration): void {
    const css = COPIED.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';');
    if (css === this.style) return;
    this.style = css;
    for (const name of COPIED) this.page.style.setProperty(name, style.getPropertyValue(name));
  }
}
