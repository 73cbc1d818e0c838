/**
 * The badge beside the box is a pill with four small meters and a count, and the panel that it opens. place.ts finds a place for the
 * pill. Session decides which box it belongs to.
 */

import { DIMENSIONS, type Fix, type Refusal } from '../../shared/api.ts';
import type { Placed } from '../../shared/placed.ts';
import { findProfile } from '../../shared/profiles.ts';
import { type BadgePlace, COMMANDS, type Command, labelShortcut } from '../../shared/settings.ts';
import { countMatters, describeVerdict, isRead, matters } from '../../shared/verdict.ts';
import { drawIcon, h, ICONS } from '../../ui/dom.ts';
import { FindingList } from '../../ui/finding-list.ts';
import { KindPicker } from '../../ui/kind-picker.ts';
import { LengthLine, Meters } from '../../ui/meters.ts';
import { createPlatformPicker, Stop } from '../../ui/parts.ts';
import { trusted } from '../../ui/trusted.ts';
import type { View } from '../annotator.ts';
import { PastNote } from '../history/past.ts';
import { clampToView, findFreePlace, type Point } from './place.ts';

export interface BadgeHooks {
  pick(placed: Placed): void;
  insert(placed: Placed, fix: Fix): void;
  readMore(page: string): void;
  place(place: BadgePlace): void;
  pickPlatform(platform: string): void;
  /** The person said what kind of post it is, or with null that softsell should guess. */
  pickKind(kind: string | null): void;
  /** The person wants to know what made the scores. */
  explainScores(): void;
  openSettings(): void;
  /** The person says that this post was sent. */
  record(): void;
  /** The person left the panel by keyboard. */
  leave(): void;
}

export interface BadgeContent {
  readonly view: View;
  readonly textOf: (placed: Placed) => string;
  readonly platform: string | null;
  readonly picks: boolean;
  readonly current: number | null;
  readonly keys: Readonly<Record<Command, string>>;
  /** How many attached pictures have no description. */
  readonly pictures: number;
}

const DRAG_STARTS = 4;
const NUDGE = 12;

const COMMAND_WORDS: Readonly<Record<Command, string>> = {
  next: 'Next finding',
  previous: 'Previous finding',
  open: 'Into the card',
  apply: 'Apply its first fix',
  dismiss: 'Not in this post',
  list: 'This list',
};

export class Badge {
  readonly past: PastNote;
  private readonly hooks: BadgeHooks;
  private readonly bars = h('span', { class: 'bars', 'aria-hidden': 'true' });
  private readonly count = h('span', { class: 'count', 'aria-hidden': 'true' });
  private readonly pill = h(
    'button',
    { type: 'button', class: 'pill', 'aria-expanded': 'false' },
    this.bars,
    this.count,
  );
  private readonly badge = h('div', { class: 'badge', hidden: true }, this.pill);
  private readonly title = h('h2', { id: 'softsell-panel-title' });
  private readonly meters: Meters;
  private readonly length = new LengthLine();
  private readonly notice = h('p', { class: 'notice', hidden: true });
  private readonly stop = new Stop();
  private readonly pictures = h('p', { class: 'notice', hidden: true });
  private readonly kind: KindPicker;
  private readonly keys = h('dl', {});
  private readonly select = createPlatformPicker('softsell-platform');
  private readonly picker = h(
    'div',
    { class: 'picker' },
    h('label', { for: 'softsell-platform' }, 'This post is for'),
    this.select,
  );
  private readonly list: FindingList;
  private readonly panel: HTMLDivElement;
  private box: HTMLElement | null = null;
  private placeSetting: BadgePlace = { offset: null, collapsed: false };
  private dragged = false;
  /** What the pill shows now. */
  private face = '';

  constructor(stage: HTMLElement, hooks: BadgeHooks) {
    this.hooks = hooks;
    this.list = new FindingList(hooks);
    this.past = new PastNote(() => hooks.record());
    this.kind = new KindPicker((kind) => hooks.pickKind(kind));
    this.meters = new Meters(() => {
      hooks.explainScores();
      this.movePanel();
    });
    for (const dimension of DIMENSIONS) this.bars.append(h('span', { class: 'bar', 'data-kind': dimension }));
    this.select.addEventListener(
      'change',
      trusted(() => this.hooks.pickPlatform(this.select.value)),
    );
    const collapse = h(
      'button',
      { type: 'button', class: 'plain', onclick: trusted(() => this.setCollapsed()) },
      'Minimize',
    );
    const settings = h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': 'softsell settings',
        onclick: trusted(() => this.hooks.openSettings()),
      },
      drawIcon(ICONS.gear),
    );
    const close = h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': 'Close',
        onclick: trusted(() => this.close(true)),
      },
      drawIcon(ICONS.close),
    );
    this.panel = h(
      'div',
      { class: 'panel floating', role: 'dialog', 'aria-labelledby': 'softsell-panel-title', hidden: true },
      h('header', {}, this.title, collapse, settings, close),
      h(
        'div',
        { class: 'body', tabindex: -1 },
        this.notice,
        this.stop.node,
        this.list.node,
        this.meters.node,
        this.length.node,
        this.pictures,
        this.picker,
        this.kind.node,
        h(
          'details',
          { class: 'shortcuts' },
          h('summary', { class: 'plain' }, 'Keyboard shortcuts'),
          this.keys,
        ),
      ),
      this.past.node,
    );
    for (const part of [this.badge, this.panel]) {
      // The box keeps the focus. Only the pickers need it, to open.
      part.addEventListener('mousedown', (event) => {
        if (!(event.target instanceof HTMLSelectElement)) event.preventDefault();
      });
    }
    this.makeMovable();
    this.pill.addEventListener(
      'click',
      trusted(() => {
        if (!this.dragged) this.toggle();
      }),
    );
    stage.append(this.badge, this.panel);
    // Reading the width after a change would make the browser lay out the page at once.
    new ResizeObserver(() => this.move()).observe(this.pill);
  }

  get isOpen(): boolean {
    return !this.panel.hidden;
  }

  get hasFocus(): boolean {
    const active = (this.badge.getRootNode() as ShadowRoot | Document).activeElement;
    return active !== null && (this.badge.contains(active) || this.panel.contains(active));
  }

  showFor(box: HTMLElement, place: BadgePlace): void {
    this.box = box;
    this.placeSetting = place;
    this.badge.hidden = false;
    this.badge.classList.toggle('collapsed', place.collapsed);
    this.move();
  }

  hide(): void {
    this.box = null;
    this.badge.hidden = true;
    this.panel.hidden = true;
  }

  show({ view, textOf, platform, picks, current, keys, pictures }: BadgeContent): void {
    const findings = view.findings.map(({ finding }) => finding);
    const found = countMatters(findings);
    const isQuiet = view.refusal !== null || view.phase === 'empty';
    const title = describeState(view);
    const isUnread = view.refusal !== null || !isRead(findings);
    const mark = isUnread ? '·' : found > 0 ? String(found) : view.phase === 'checked' ? 'tick' : '';
    const values = DIMENSIONS.map((dimension) => (isQuiet ? 0 : (view.scores?.[dimension] ?? 0)));
    this.showFace(title, mark, isQuiet, values);
    if (this.panel.hidden) return;
    this.meters.show(view.scores, view.reasons);
    this.length.show(view.text, findProfile(platform));
    this.picker.hidden = !picks;
    this.select.value = platform ?? '';
    this.showNotice(view);
    this.stop.show(view.phase === 'checked', findings, view.scores);
    this.kind.show(view.kind, view.chosenKind);
    this.pictures.hidden = pictures === 0;
    this.pictures.textContent =
      pictures === 1
        ? 'A picture has no description yet. People who can’t see it need one (alt text).'
        : `${pictures} pictures have no description yet. People who can’t see them need one (alt text).`;
    this.keys.replaceChildren(
      ...COMMANDS.flatMap((command) => [
        h('dt', {}, h('kbd', {}, labelShortcut(keys[command]))),
        h('dd', {}, COMMAND_WORDS[command]),
      ]),
    );
    this.list.show(view.findings, textOf, current);
    this.movePanel();
  }

  /** Draws the pill, unless it looks the same, as after most keys. */
  private showFace(title: string, mark: string, isQuiet: boolean, values: readonly number[]): void {
    const face = JSON.stringify([title, mark, isQuiet, values]);
    if (face === this.face) return;
    this.face = face;
    this.title.textContent = title;
    this.pill.setAttribute('aria-label', `softsell: ${title}`);
    this.count.replaceChildren(mark === 'tick' ? drawTick() : mark);
    this.bars.classList.toggle('idle', isQuiet);
    for (const [index, value] of values.entries())
      (this.bars.children[index] as HTMLElement).style.setProperty('--value', String(value));
  }

  /** Opens the panel. `focus` moves the keyboard focus into it. The caller fills the panel. */
  open(focus: boolean): void {
    this.panel.hidden = false;
    this.pill.setAttribute('aria-expanded', 'true');
    this.movePanel();
    if (focus)
      (
        this.panel.querySelector<HTMLElement>('.findings .item') ??
        this.panel.querySelector<HTMLElement>('.body')
      )?.focus();
  }

  close(byPerson: boolean): void {
    const leave = byPerson && this.hasFocus;
    this.panel.hidden = true;
    this.pill.setAttribute('aria-expanded', 'false');
    if (leave) this.hooks.leave();
  }

  /** Moves the badge to the right place for the box. */
  move(): void {
    if (!this.box) return;
    const rect = this.box.getBoundingClientRect();
    const gone = rect.bottom < 0 || rect.top > innerHeight || rect.width === 0;
    this.badge.style.visibility = gone ? 'hidden' : 'visible';
    if (gone) {
      this.panel.hidden = true;
      return;
    }
    const size = { width: this.pill.offsetWidth || 60, height: this.pill.offsetHeight || 30 };
    const { offset } = this.placeSetting;
    this.moveTo(
      offset
        ? clampToView({ x: rect.right - offset[0], y: rect.bottom - offset[1] }, size)
        : findFreePlace(this.box, size),
    );
    if (this.isOpen) this.movePanel();
  }

  private toggle(): void {
    if (this.isOpen) this.close(false);
    else if (this.placeSetting.collapsed) {
      this.setPlace({ ...this.placeSetting, collapsed: false });
    } else {
      this.open(this.pill.matches(':focus-visible'));
      this.hooks.place(this.placeSetting);
    }
  }

  private setCollapsed(): void {
    this.close(true);
    this.setPlace({ ...this.placeSetting, collapsed: true });
  }

  private setPlace(place: BadgePlace): void {
    this.placeSetting = place;
    this.badge.classList.toggle('collapsed', place.collapsed);
    this.move();
    this.hooks.place(place);
  }

  private moveTo({ x, y }: Point): void {
    this.badge.style.translate = `${Math.round(x)}px ${Math.round(y)}px`;
  }

  private movePanel(): void {
    const pill = this.pill.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.panel;
    const above = pill.top - height - 8;
    const y = pill.bottom + 8 + height < innerHeight || above < 8 ? pill.bottom + 8 : above;
    const { x, y: top } = clampToView({ x: pill.right - width, y }, { width, height });
    this.panel.style.translate = `${Math.round(x)}px ${Math.round(top)}px`;
  }

  private showNotice(view: View): void {
    const sentence =
      view.refusal?.message ??
      (view.phase === 'too-long'
        ? 'This text is very long. softsell checks it once it’s shorter than 20,000 characters.'
        : '');
    this.notice.hidden = sentence === '';
    this.notice.textContent = sentence;
  }

  private makeMovable(): void {
    let from: { pointer: Point; pill: Point } | null = null;
    this.pill.addEventListener(
      'pointerdown',
      trusted((event: PointerEvent) => {
        event.preventDefault();
        const rect = this.pill.getBoundingClientRect();
        from = { pointer: { x: event.clientX, y: event.clientY }, pill: { x: rect.left, y: rect.top } };
        this.dragged = false;
        this.pill.setPointerCapture(event.pointerId);
      }),
    );
    this.pill.addEventListener(
      'pointermove',
      trusted((event: PointerEvent) => {
        if (!from) return;
        const by = { x: event.clientX - from.pointer.x, y: event.clientY - from.pointer.y };
        if (!this.dragged && Math.hypot(by.x, by.y) < DRAG_STARTS) return;
        this.dragged = true;
        this.badge.classList.add('dragging');
        this.pinAt({ x: from.pill.x + by.x, y: from.pill.y + by.y });
      }),
    );
    this.pill.addEventListener('pointerup', () => {
      from = null;
      this.badge.classList.remove('dragging');
      if (this.dragged) this.hooks.place(this.placeSetting);
    });
    this.pill.addEventListener(
      'keydown',
      trusted((event: KeyboardEvent) => {
        const step = {
          ArrowLeft: [-NUDGE, 0],
          ArrowRight: [NUDGE, 0],
          ArrowUp: [0, -NUDGE],
          ArrowDown: [0, NUDGE],
        }[event.key];
        if (!step) return;
        event.preventDefault();
        const rect = this.pill.getBoundingClientRect();
        this.pinAt({ x: rect.left + (step[0] ?? 0), y: rect.top + (step[1] ?? 0) });
        this.hooks.place(this.placeSetting);
      }),
    );
  }

  private pinAt(wanted: Point): void {
    if (!this.box) return;
    const point = clampToView(wanted, { width: this.pill.offsetWidth, height: this.pill.offsetHeight });
    const rect = this.box.getBoundingClientRect();
    this.placeSetting = { ...this.placeSetting, offset: [rect.right - point.x, rect.bottom - point.y] };
    this.moveTo(point);
    if (this.isOpen) this.movePanel();
  }
}

const QUIET: Readonly<Record<Refusal['reason'], string>> = {
  offline: 'softsell isn’t running',
  unpaired: 'Connect softsell first',
  stranger: 'Stopped, to be safe',
  'too-long': 'Too long to check',
  busy: 'softsell is busy',
  settings: 'Check your settings',
  failed: 'Not checked',
};

/** Describes the state in a few words. */
export function describeState(view: View): string {
  const findings = view.findings.map(({ finding }) => finding);
  if (view.refusal) return QUIET[view.refusal.reason];
  if (view.phase === 'empty') return 'Write something';
  if (view.phase === 'too-long') return 'Too long to check';
  if (view.phase === 'waiting' && !findings.some(matters)) return 'Checking…';
  return describeVerdict(findings, view.scores);
}

function drawTick(): SVGSVGElement {
  const mark = drawIcon(ICONS.check);
  mark.classList.add('tick');
  return mark;
}
