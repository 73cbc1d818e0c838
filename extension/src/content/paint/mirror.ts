/**
 * Mirrors the text of a textarea or input, which have no text nodes to underline. It lays out an invisible copy exactly over the
 * field, in a closed shadow root of its own, and underlines that.
 * If the exact place can't be known (in a box turned in three dimensions), nothing is painted.
 */

import type { Mark } from '../surface.ts';
import { Copy } from './copy.ts';
import { type Box, clippersOf, parentOf, visiblePartOf } from './position.ts';
import { linearPartOf } from './transform.ts';

/** Every property that decides where a glyph goes. */
const COPIED = [
  'align-content',
  'direction',
  'font-family',
  'font-feature-settings',
  'font-kerning',
  'font-language-override',
  'font-optical-sizing',
  'font-size',
  'font-size-adjust',
  'font-stretch',
  'font-style',
  'font-synthesis',
  'font-variant',
  'font-variation-settings',
  'font-weight',
  'hanging-punctuation',
  'hyphenate-character',
  'hyphenate-limit-chars',
  'hyphens',
  'letter-spacing',
  'line-break',
  'line-height',
  'overflow-wrap',
  'tab-size',
  'text-align',
  'text-align-last',
  'text-autospace',
  'text-box-edge',
  'text-box-trim',
  'text-indent',
  'text-justify',
  'text-rendering',
  'text-spacing-trim',
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

/** Where the copy is relative to the field. It stays the same while the field only moves. */
interface Frame {
  /** The field's own scale, rotation and skew, with those of its ancestors. */
  readonly linear: DOMMatrixReadOnly;
  readonly zoom: number;
  /** From the centre of the field's border box to the corner of the copy, in the field's own pixels. */
  readonly corner: DOMPointReadOnly;
  readonly width: number;
  readonly height: number;
  readonly clippers: readonly Element[];
}

export class Mirror {
  readonly copy = new Copy();
  private readonly field: Field;
  private readonly outer = document.createElement('div');
  private readonly page = this.copy.element;
  private style = '';
  private frame: Frame | null = null;
  private size = '';
  private place_ = '';

  /** `holder` scrolls with the page, in a closed shadow root. */
  constructor(field: Field, holder: Node) {
    this.field = field;
    this.outer.setAttribute('aria-hidden', 'true');
    this.page.dataset['copy'] = '';
    this.outer.append(this.page);
    holder.appendChild(this.outer);
    Object.assign(this.outer.style, {
      display: 'none',
      position: 'absolute',
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
      // Forced colours would make the copy visible, over the field's own text.
      forcedColorAdjust: 'none',
      background: 'none',
      userSelect: 'none',
    });
  }

  /** Shows a text with its marks, except for those that something of the page covers. */
  write(text: string, marks: readonly Mark[], covered: ReadonlySet<number>): void {
    // A trailing newline makes an empty line in a textarea, but not in a div.
    this.copy.write(text.endsWith('\n') ? `${text} ` : text, marks, covered);
  }

  /** Lays out the copy like the field is now, and puts it there. */
  place(): void {
    const rect = this.field.getBoundingClientRect();
    this.frame = this.isHidden(rect) ? null : this.measure(rect);
    this.size = `${rect.width} ${rect.height}`;
    this.place_ = '';
    this.put(rect);
  }

  /**
   * Reads where the field is now, and returns what puts the copy there, or null if it's there. Cheap, because it runs while the
   * page scrolls.
   */
  move(): (() => void) | null {
    const rect = this.field.getBoundingClientRect();
    if (`${rect.width} ${rect.height}` !== this.size || this.isHidden(rect) !== (this.frame === null))
      return () => this.place();
    return this.frame && this.planPut(rect, this.frame);
  }

  /** Takes the copy away until it's placed again. */
  hide(): void {
    this.outer.style.display = 'none';
    this.size = '';
  }

  /** Scrolls the copy like the field. */
  scroll(): void {
    this.page.style.translate = `${-this.field.scrollLeft}px ${-this.field.scrollTop}px`;
  }

  /** Returns the part of the field that its ancestors leave visible, in viewport pixels. */
  visiblePart(): Box {
    return visiblePartOf(this.field.getBoundingClientRect(), this.frame?.clippers ?? []);
  }

  dispose(): void {
    this.outer.remove();
  }

  private isHidden(rect: DOMRect): boolean {
    return (
      !rect.width ||
      !rect.height ||
      !this.field.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    );
  }

  private measure(rect: DOMRect): Frame | null {
    const { field } = this;
    const turned = linearPartOf(field);
    if (!turned) return null;
    // What isn't shown has no size.
    this.outer.style.display = '';
    const style = getComputedStyle(field);
    this.copyStyle(style);
    const zoom = (field as Field & { currentCSSZoom?: number }).currentCSSZoom ?? 1;
    const border = {
      left: Number.parseFloat(style.borderLeftWidth),
      right: Number.parseFloat(style.borderRightWidth),
      top: Number.parseFloat(style.borderTopWidth),
      bottom: Number.parseFloat(style.borderBottomWidth),
    };
    const { linear, outerWidth, outerHeight } = sizeOf(field, rect, turned, zoom);
    // What scrollbars and their gutters take.
    const bars = {
      left: Math.max(0, field.clientLeft - Math.round(border.left)),
      across: Math.max(0, field.offsetWidth - field.clientWidth - Math.round(border.left + border.right)),
      below: Math.max(0, field.offsetHeight - field.clientHeight - Math.round(border.top + border.bottom)),
    };
    const width = outerWidth - border.left - border.right - bars.across;
    const height = outerHeight - border.top - border.bottom - bars.below;
    const corner = new DOMPointReadOnly(
      border.left + bars.left - outerWidth / 2,
      border.top - outerHeight / 2,
    );
    Object.assign(this.outer.style, { zoom: String(zoom), width: `${width}px`, height: `${height}px` });
    this.layOut(style, width, height);
    return { linear, zoom, corner, width, height, clippers: clippersOf(field) };
  }

  private put(rect: DOMRect): void {
    this.outer.style.display = this.frame ? '' : 'none';
    if (this.frame) this.planPut(rect, this.frame)?.();
  }

  private planPut(rect: DOMRect, frame: Frame): (() => void) | null {
    const { linear, zoom, corner } = frame;
    const middle = { x: (rect.left + rect.right) / 2, y: (rect.top + rect.bottom) / 2 };
    const start = linear.transformPoint(corner);
    const matrix = [
      ...[linear.a, linear.b, linear.c, linear.d].map((part) => part.toFixed(6)),
      ((middle.x + scrollX) / zoom + start.x).toFixed(3),
      ((middle.y + scrollY) / zoom + start.y).toFixed(3),
    ];
    const transform = `matrix(${matrix.join(',')})`;
    const clip = this.clipFor(rect, middle, frame);
    if (transform + clip === this.place_) return null;
    return () => {
      this.place_ = transform + clip;
      this.outer.style.transform = transform;
      this.outer.style.clipPath = clip;
    };
  }

  /** Returns the clip that keeps the copy to what is visible of the field. */
  private clipFor(rect: DOMRect, middle: { x: number; y: number }, frame: Frame): string {
    if (frame.clippers.length === 0) return 'none';
    const { left, top, right, bottom } = visiblePartOf(rect, frame.clippers);
    if (left <= rect.left && top <= rect.top && right >= rect.right && bottom >= rect.bottom) return 'none';
    const back = frame.linear.inverse();
    const corners = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ].map(([x = 0, y = 0]) => {
      const point = back.transformPoint(
        new DOMPointReadOnly((x - middle.x) / frame.zoom, (y - middle.y) / frame.zoom),
      );
      return `${(point.x - frame.corner.x).toFixed(2)}px ${(point.y - frame.corner.y).toFixed(2)}px`;
    });
    return `polygon(${corners.join(',')})`;
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
      const isVertical = !style.writingMode.startsWith('horizontal');
      page.style.whiteSpace = wraps
        ? style.whiteSpaceCollapse === 'break-spaces'
          ? 'break-spaces'
          : 'pre-wrap'
        : 'pre';
      const lineLength = wraps
        ? isVertical
          ? height
          : width
        : Math.max(
            isVertical ? height : width,
            isVertical ? this.field.scrollHeight : this.field.scrollWidth,
          );
      const startsRight = /^(?:vertical|sideways)-rl/.test(style.writingMode);
      Object.assign(page.style, {
        left: startsRight ? 'auto' : '0',
        right: startsRight ? '0' : 'auto',
        [isVertical ? 'height' : 'width']: `${lineLength}px`,
        [isVertical ? 'width' : 'height']: 'auto',
        [isVertical ? 'minWidth' : 'minHeight']: `${isVertical ? width : height}px`,
        [isVertical ? 'minHeight' : 'minWidth']: '',
      });
    }
    this.scroll();
  }

  private copyStyle(style: CSSStyleDeclaration): void {
    const css = `${langOf(this.field)};${COPIED.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';')}`;
    if (css === this.style) return;
    this.style = css;
    for (const name of COPIED) this.page.style.setProperty(name, style.getPropertyValue(name));
    // Hyphens, capitals and some glyphs depend on it.
    this.page.lang = langOf(this.field);
  }
}

function langOf(field: Field): string {
  for (let up: Element | null = field; up; up = parentOf(up)) {
    const lang = up.getAttribute('lang');
    if (lang !== null) return lang;
  }
  return '';
}

/** Returns the exact size of the field's border box in its own pixels, and its linear transform. */
function sizeOf(
  field: Field,
  rect: DOMRect,
  turned: DOMMatrixReadOnly,
  zoom: number,
): { linear: DOMMatrixReadOnly; outerWidth: number; outerHeight: number } {
  // The rectangle of a turned field isn't its size. offsetWidth is, but rounded.
  if (turned.b !== 0 || turned.c !== 0 || turned.a < 0 || turned.d < 0)
    return { linear: turned, outerWidth: field.offsetWidth, outerHeight: field.offsetHeight };
  const scale = {
    x: rect.width / (field.offsetWidth * zoom) || 1,
    y: rect.height / (field.offsetHeight * zoom) || 1,
  };
  if (Math.abs(scale.x - 1) < 0.02 && Math.abs(scale.y - 1) < 0.02) scale.x = scale.y = 1;
  return {
    linear: new DOMMatrixReadOnly([scale.x, 0, 0, scale.y, 0, 0]),
    outerWidth: rect.width / scale.x / zoom,
    outerHeight: rect.height / scale.y / zoom,
  };
}
