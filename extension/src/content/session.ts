/**
 * Session runs everything softsell does in one document. It gives each box an Annotator, shows the badge at one box at a time, and
 * opens and closes the card on hover, click and key. Environment provides the checks and keeps the settings, so the extension and
 * the playground run the same code.
 */

import type { CheckOutcome, Fix, Severity } from '../shared/api.ts';
import type { PageState } from '../shared/messages.ts';
import type { Placed } from '../shared/placed.ts';
import { type BadgePlace, COMMANDS, type Command, readShortcut } from '../shared/settings.ts';
import { h } from '../ui/dom.ts';
import partsSheet from '../ui/parts.css';
import tokensSheet from '../ui/tokens.css';
import { trusted } from '../ui/trusted.ts';
import { Annotator, rankOf } from './annotator.ts';
import badgeSheet from './badge/badge.css';
import { Badge, describeState } from './badge/badge.ts';
import cardSheet from './card/card.css';
import { Card, MAX_FIXES } from './card/card.ts';
import { detect } from './detect/detector.ts';
import { boxOf } from './detect/eligible.ts';
import { deepActiveElement, focusBox } from './detect/roots.ts';
import { EditableSurface } from './editable-surface.ts';
import { FieldSurface } from './field-surface.ts';
import { Help } from './help.ts';
import pastSheet from './history/past.css';
import { type HistoryAccess, Past } from './history/past.ts';
import { PostWatch } from './history/watch.ts';
import { IdleWatch } from './idle.ts';
import { Layer } from './layer.ts';
import { DWELL_MS } from './limits.ts';
import { Followers } from './paint/followers.ts';
import { Highlights } from './paint/highlights.ts';
import { Holder } from './paint/holder.ts';
import paintSheet from './paint/paint.css';
import { watchPosition } from './paint/position.ts';
import { countUndescribed } from './platforms/pictures.ts';
import { MAX_REPLY, replyTo } from './platforms/reply.ts';
import type { Site } from './platforms/sites.ts';
import type { Surface } from './surface.ts';

export interface Environment {
  readonly site: Site;
  readonly siteName: string;
  /** Returns false once the extension was reloaded or removed, so nothing can be asked any more. */
  isAlive(): boolean;
  /** `kind` is what kind of post the person says it is, or null. `explain` asks what made the scores. */
  check(
    text: string,
    platform: string | null,
    reply: string | null,
    kind: string | null,
    explain: boolean,
  ): Promise<CheckOutcome>;
  /** Called when a check will follow after the pause in writing. */
  soon(): void;
  /** Returns a text that a rule finds nothing in, like `phrase` if possible, or null. */
  example(rule: string): Promise<string | null>;
  allowPhrase(phrase: string): void;
  ignoreHere(rule: string): void;
  setSeverity(rule: string, severity: Severity): void;
  explain(rule: string | null): void;
  /** Opens a rule's page in the documentation, by its path. */
  readMore(page: string): void;
  placeBadge(place: BadgePlace): void;
  pickPlatform(platform: string): void;
  /** The history of the posts that were sent, or null where none can be. */
  readonly history: HistoryAccess | null;
}

export interface SessionOptions {
  /** Whether to show a badge. The playground has its own panel. */
  readonly badge: boolean;
  /** Called after each change of a box. */
  readonly changed?: (annotator: Annotator) => void;
  /** Goes to the list of findings if it isn't in the badge. */
  readonly list?: () => void;
}

const LEAVE_MS = 250;
const ANNOUNCE_MS = 1200;
const RECTS_LIVE_MS = 400;

export class Session {
  private readonly environment: Environment;
  private readonly options: SessionOptions;
  private readonly stop = new AbortController();
  private readonly highlights = Highlights.ofDocument();
  private readonly annotators = new Map<HTMLElement, Annotator>();
  /** Ends what listens to a box. */
  private readonly ends = new Map<Annotator, AbortController>();
  private readonly help: Help;
  private readonly holder: Holder;
  private readonly followers: Followers;
  private readonly idle: IdleWatch;
  private readonly layer: Layer;
  private readonly mirrors: Layer;
  private readonly stage: HTMLElement;
  private readonly status = h('div', { class: 'sr-only', role: 'status' });
  private readonly card: Card;
  private readonly badge: Badge | null;
  private readonly past: Past | null;
  private readonly watch: PostWatch | null;
  private state: PageState;
  private active: Annotator | null = null;
  private activeStop: AbortController | null = null;
  private leaveTimer: ReturnType<typeof setTimeout> | undefined;
  private dwellTimer: ReturnType<typeof setTimeout> | undefined;
  private announceTimer: ReturnType<typeof setTimeout> | undefined;
  private announced = '';
  /** Whether Escape is down and ours. */
  private escaping = false;
  private rectCache: { owner: Annotator; at: number; rects: [Placed, DOMRect[]][] } | null = null;

  constructor(environment: Environment, state: PageState, options: SessionOptions) {
    this.environment = environment;
    this.state = state;
    this.options = options;
    Layer.clear();
    const isWanted = (): boolean => environment.isAlive();
    this.layer = new Layer(tokensSheet + partsSheet + cardSheet + badgeSheet + pastSheet, isWanted);
    this.mirrors = new Layer(paintSheet, isWanted);
    this.holder = new Holder(this.mirrors.stage);
    this.help = new Help((rule) => environment.example(rule));
    this.followers = new Followers(() => this.holder.follow(), this.stop.signal);
    this.idle = new IdleWatch(() => this.lookAround(), this.stop.signal);
    this.stage = this.layer.stage;
    this.stage.append(this.status);
    this.card = new Card(this.stage, environment.siteName, {
      apply: (placed, fix) => void this.apply(placed, fix),
      dismiss: (placed) => this.dismiss(placed),
      allowPhrase: (phrase) => this.closeAnd(() => environment.allowPhrase(phrase)),
      switchOff: (rule) => this.closeAnd(() => environment.ignoreHere(rule)),
      setSeverity: (rule, severity) => this.closeAnd(() => environment.setSeverity(rule, severity)),
      explain: (rule) => environment.explain(rule),
      readMore: (page) => environment.readMore(page),
      record: () => this.record(),
      close: () => this.closeCard(),
    });
    this.badge = options.badge ? this.createBadge() : null;
    this.past = environment.history && this.createPast(environment.history);
    this.watch = environment.history && this.createWatch(environment.history);
    this.listen();
    detect(
      {
        seen: (element) => this.handleSeen(element),
        entered: (element) => this.handleEntered(element),
        settled: () => this.forgetGone(),
      },
      this.stop.signal,
    );
  }

  /** Takes new settings: checks every box again, or removes everything if softsell is off. */
  update(state: PageState): void {
    const wasSame = state.revision === this.state.revision;
    this.state = state;
    if (!this.isOn) {
      this.watch?.drop();
      for (const element of [...this.annotators.keys()]) this.forget(element);
      return;
    }
    this.past?.forget();
    if (this.active) this.badge?.showFor(this.active.surface.element, state.badge);
    if (!wasSame) for (const annotator of this.annotators.values()) annotator.recheck();
    else this.showActive();
  }

  private get isOn(): boolean {
    return this.state.active && this.state.pausedUntil < Date.now();
  }

  get platform(): string | null {
    return this.state.platform ?? this.environment.site.platform;
  }

  /** Starts annotating `element`, even if softsell wouldn't find it by itself. */
  attach(element: HTMLElement): Annotator {
    const known = this.annotators.get(element);
    if (known) return known;
    const annotator = new Annotator(this.createSurface(element), {
      check: (text, box, quoted, kind, explain) =>
        this.environment.check(text, this.platform, this.replyOf(box, quoted), kind, explain),
      soon: () => this.environment.soon(),
      changed: (changed) => this.handleChange(changed),
    });
    const end = new AbortController();
    const { signal } = end;
    this.annotators.set(element, annotator);
    this.ends.set(annotator, end);
    this.idle.soon();
    element.addEventListener('pointermove', (event) => this.handleHover(annotator, event), {
      passive: true,
      signal,
    });
    element.addEventListener('pointerleave', () => this.leaveSoon(), { passive: true, signal });
    element.addEventListener(
      'click',
      trusted((event: MouseEvent) => this.handlePress(annotator, event)),
      { passive: true, signal },
    );
    return annotator;
  }

  /** Goes to a finding that was picked from a list. Its card opens and takes the keyboard focus. */
  pick(annotator: Annotator, placed: Placed): void {
    if (!placed.span) return;
    this.goTo(annotator, placed);
    this.card.focus();
  }

  /** Applies a fix that the list offers for a finding about the whole post. */
  async insert(annotator: Annotator, placed: Placed, fix: Fix): Promise<void> {
    this.activate(annotator);
    await this.apply(placed, fix);
  }

  /** Removes everything of ours from the page. */
  dispose(): void {
    this.stop.abort();
    this.activeStop?.abort();
    for (const timer of [this.leaveTimer, this.dwellTimer, this.announceTimer]) clearTimeout(timer);
    for (const element of [...this.annotators.keys()]) this.forget(element);
    this.highlights.dispose();
  }

  private createBadge(): Badge {
    return new Badge(this.stage, {
      pick: (placed) => {
        if (!this.active) return;
        this.pick(this.active, placed);
      },
      insert: (placed, fix) => void this.apply(placed, fix),
      readMore: (page) => this.environment.readMore(page),
      place: (place) => {
        this.state = { ...this.state, badge: place };
        this.environment.placeBadge(place);
        this.showActive();
      },
      pickPlatform: (platform) => this.environment.pickPlatform(platform),
      pickKind: (kind) => this.active?.setKind(kind),
      explainScores: () => void this.active?.explain(),
      openSettings: () => this.environment.explain(null),
      record: () => this.record(),
      leave: () => this.active && focusBox(this.active.surface.element),
    });
  }

  private createPast(history: HistoryAccess): Past {
    const notes = [this.card.past, ...(this.badge ? [this.badge.past] : [])];
    return new Past(history, notes, () => {
      const placed = this.card.placed;
      if (this.active && placed) this.followCard(this.active, placed);
      this.badge?.move();
    });
  }

  private createWatch(history: HistoryAccess): PostWatch {
    return new PostWatch(
      this.environment.site.post,
      {
        boxes: () => this.annotators.values(),
        read: (box) => {
          const { own, quoted } = box.readOwn();
          return { own, reply: this.replyOf(box.surface.element, quoted) };
        },
        isOurs: (event) => this.layer.holds(event),
        posted: ({ own, reply }) =>
          void history.posted(own, this.platform, reply).then(() => this.past?.forget()),
      },
      this.stop.signal,
    );
  }

  /** Returns the message that a box answers: what the page shows of it, or what the text quotes. */
  private replyOf(box: HTMLElement, quoted: string): string | null {
    return replyTo(box, this.environment.site) ?? (quoted.slice(0, MAX_REPLY) || null);
  }

  /** Records the post in the active box, because the person says that it was sent. */
  private record(): void {
    const annotator = this.active;
    if (!annotator) return;
    const { own, quoted } = annotator.readOwn();
    if (own.trim() === '') return;
    void this.past?.record(this.platform, own, this.replyOf(annotator.surface.element, quoted));
  }

  /** Asks for what the history says of this draft, while a card or the panel shows it. */
  private askPast({ own, view }: Annotator): void {
    if (this.card.placed || this.badge?.isOpen)
      void this.past?.ask(this.platform, own, view.phase === 'checked');
  }

  private createSurface(element: HTMLElement): Surface {
    const field = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
    if (!field) return new EditableSurface(element, this.highlights, this.followers);
    return new FieldSurface(element, {
      followers: this.followers,
      holderFor: (box) => this.holdMirrors(box),
      stale: () => this.annotators.get(element)?.touch(),
    });
  }

  /** Puts the mirrors where the active box is, under our own card and badge. */
  private holdMirrors(box: Element): HTMLElement {
    if (!this.mirrors.isShown) {
      this.mountMirrors(this.active?.surface.element ?? box);
      this.layer.raise();
    }
    this.holder.follow();
    return this.holder.node;
  }

  /** The dialog that the mirrors were in has closed, so they go to a box that still shows. */
  private rescueMirrors(): void {
    for (const element of this.annotators.keys()) {
      if (!element.checkVisibility()) continue;
      this.mountMirrors(element);
      return;
    }
  }

  private mountMirrors(box: Element): void {
    const wasShown = this.mirrors.isShown;
    if (this.mirrors.mountFor(box) && wasShown)
      for (const annotator of this.annotators.values()) annotator.surface.refresh();
  }

  private listen(): void {
    const { signal } = this.stop;
    for (const type of ['keydown', 'keyup'] as const) {
      window.addEventListener(
        type,
        trusted((event: KeyboardEvent) => this.handleKey(event)),
        { capture: true, signal },
      );
    }
    // When a box becomes empty without an event, the cause is usually a click or a key somewhere else.
    for (const type of ['click', 'keyup', 'submit', 'reset'] as const) {
      document.addEventListener(type, () => this.idle.soon(), { capture: true, passive: true, signal });
    }
    document.addEventListener('scroll', () => this.handleScroll(), { capture: true, passive: true, signal });
    document.addEventListener('fullscreenchange', () => this.raise(), { signal });
    window.addEventListener('pageshow', (event) => event.persisted && this.idle.soon(), { signal });
    document.addEventListener('pointerdown', (event) => this.handlePressElsewhere(event), {
      capture: true,
      passive: true,
      signal,
    });
  }

  /** Reads the boxes that changed without an event. Returns whether there are boxes to look at again. */
  private lookAround(): boolean {
    if (!this.alive()) return false;
    this.forgetGone();
    for (const annotator of this.annotators.values()) annotator.compare();
    if (this.mirrors.isShown && !this.mirrors.isVisible) this.rescueMirrors();
    this.followers.checkCover();
    return this.annotators.size > 0;
  }

  private forgetGone(): void {
    for (const [element, annotator] of [...this.annotators]) {
      if (element.isConnected) continue;
      this.watch?.emptied(annotator);
      this.forget(element);
    }
  }

  private raise(): void {
    if (!this.active) return;
    const { element } = this.active.surface;
    if (this.mirrors.isShown) this.mountMirrors(element);
    this.layer.mountFor(element);
  }

  private alive(): boolean {
    if (this.environment.isAlive()) return true;
    this.dispose();
    return false;
  }

  private handleSeen(element: Element): void {
    if (!this.isOn || !this.alive()) return;
    if (this.annotators.has(element as HTMLElement)) return;
    const written =
      element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement
        ? element.value
        : element.textContent;
    // Some editors keep a hidden copy of their text.
    if (!written?.trim() || !element.checkVisibility()) return;
    const box = boxOf(element, this.environment.site);
    if (box && !this.annotators.has(box)) this.attach(box);
  }

  private handleEntered(element: Element): void {
    if (!this.isOn || !this.alive()) return;
    const box = boxOf(element, this.environment.site);
    if (!box) return;
    this.forgetGone();
    const annotator = this.attach(box);
    annotator.surface.refresh();
    annotator.touch(annotator.view.refusal !== null);
    this.activate(annotator);
  }

  private activate(annotator: Annotator): void {
    if (this.active === annotator) {
      this.badge?.move();
      return;
    }
    this.activeStop?.abort();
    this.activeStop = new AbortController();
    this.active = annotator;
    const { element } = annotator.surface;
    if (this.mirrors.isShown) this.mountMirrors(element);
    this.layer.mountFor(element);
    this.matchTheme(element);
    watchPosition(element, () => this.handleMove(), this.activeStop.signal);
    this.badge?.showFor(element, this.state.badge);
    this.showActive();
  }

  /** Reads the theme each time something opens, because pages change it without an event. */
  private matchTheme(element: HTMLElement): void {
    this.stage.style.colorScheme = this.layer.themeOf(element);
  }

  private forget(element: HTMLElement): void {
    const annotator = this.annotators.get(element);
    if (!annotator) return;
    annotator.dispose();
    this.annotators.delete(element);
    this.ends.get(annotator)?.abort();
    this.ends.delete(annotator);
    this.rectCache = null;
    if (this.active === annotator) {
      this.activeStop?.abort();
      this.activeStop = null;
      this.active = null;
      clearTimeout(this.announceTimer);
      this.badge?.hide();
      this.card.close();
    }
    if (this.annotators.size > 0) return;
    // Nothing of ours stays in a page without a box.
    this.layer.leave();
    this.mirrors.leave();
  }

  private handleChange(annotator: Annotator): void {
    this.rectCache = null;
    this.options.changed?.(annotator);
    if (annotator.view.phase === 'empty') this.watch?.emptied(annotator);
    if (annotator !== this.active) return;
    const open = this.card.placed;
    const still = open && annotator.view.findings.find(({ id }) => id === open.id);
    if (open && !still) this.closeCard();
    else if (still) this.followCard(annotator, still);
    this.showActive();
    this.announceSoon(annotator);
  }

  private showActive(): void {
    const annotator = this.active;
    if (!annotator) return;
    if (this.badge?.isOpen) this.matchTheme(annotator.surface.element);
    this.askPast(annotator);
    this.badge?.show({
      view: annotator.view,
      textOf: (placed) => annotator.textOf(placed),
      platform: this.platform,
      picks: this.environment.site.picks,
      current: this.card.placed?.id ?? null,
      keys: this.state.keys,
      pictures: countUndescribed(annotator.surface.element),
    });
  }

  /** Announces a new count to screen readers once writing pauses. */
  private announceSoon(annotator: Annotator): void {
    clearTimeout(this.announceTimer);
    if (annotator.view.phase !== 'checked') return;
    this.announceTimer = setTimeout(() => {
      const sentence = `softsell: ${describeState(annotator.view)}`;
      if (annotator !== this.active || sentence === this.announced) return;
      this.announced = sentence;
      this.status.textContent = sentence;
    }, ANNOUNCE_MS);
  }

  private handleHover(annotator: Annotator, event: PointerEvent): void {
    if (event.buttons !== 0 || event.pointerType === 'touch') return;
    clearTimeout(this.dwellTimer);
    const hit = this.findAt(annotator, event.clientX, event.clientY);
    if (!hit) {
      this.leaveSoon();
      return;
    }
    clearTimeout(this.leaveTimer);
    if (this.card.placed?.id === hit.id) return;
    this.helpOn(annotator, hit);
    this.dwellTimer = setTimeout(() => this.openCard(annotator, hit), DWELL_MS);
  }

  private handlePress(annotator: Annotator, event: MouseEvent): void {
    const hit = this.findAt(annotator, event.clientX, event.clientY);
    if (hit) this.openCard(annotator, hit);
  }

  private handlePressElsewhere(event: PointerEvent): void {
    const isOurs = this.layer.isAt(event.clientX, event.clientY);
    if (this.card.placed && !isOurs) this.closeCard();
    if (this.badge?.isOpen && !isOurs && !this.active?.surface.element.contains(event.target as Node))
      this.badge.close(false);
  }

  /** Returns the finding whose glyphs are at a point of the viewport. */
  private findAt(annotator: Annotator, x: number, y: number): Placed | null {
    const now = performance.now();
    if (this.rectCache?.owner !== annotator || now - this.rectCache.at > RECTS_LIVE_MS) {
      const rects = annotator.view.findings.flatMap((placed): [Placed, DOMRect[]][] =>
        placed.span ? [[placed, annotator.surface.rects(placed.span)]] : [],
      );
      this.rectCache = { owner: annotator, at: now, rects };
    }
    const inside = (rect: DOMRect): boolean =>
      x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom + 3;
    const hits = this.rectCache.rects.filter(([, rects]) => rects.some(inside));
    const length = ([{ span }]: [Placed, DOMRect[]]): number => (span ? span.end - span.start : 0);
    return hits.sort((a, b) => length(a) - length(b) || rankOf(b[0]) - rankOf(a[0]))[0]?.[0] ?? null;
  }

  private openCard(annotator: Annotator, placed: Placed): void {
    const still = annotator.view.findings.find(({ id }) => id === placed.id);
    const place = still?.span && annotator.surface.rects(still.span)[0];
    if (!still || !place) return;
    if (annotator !== this.active) this.activate(annotator);
    clearTimeout(this.leaveTimer);
    annotator.highlight(still.id);
    this.matchTheme(annotator.surface.element);
    this.card.open(still, annotator.textOf(still), place, this.lineOf(annotator), this.state.keys);
    this.helpOn(annotator, still);
    this.showActive();
  }

  /** Asks for what the card of a finding shows besides it, and adds that if the card is open. */
  private helpOn(annotator: Annotator, placed: Placed): void {
    const fixes = placed.fixes.slice(0, MAX_FIXES);
    const show = (): void => {
      if (this.card.placed?.id !== placed.id || this.active !== annotator) return;
      for (const [index, fix] of fixes.entries()) this.card.showWorth(index, this.help.worthOf(fix));
      this.card.showExample(this.help.exampleFor(placed));
      this.followCard(annotator, this.card.placed);
    };
    this.help.prepare(annotator, placed, fixes, show);
    show();
  }

  private goTo(annotator: Annotator, placed: Placed): void {
    if (!placed.span) return;
    annotator.surface.reveal(placed.span);
    this.openCard(annotator, placed);
  }

  /** Returns where the line is that the person writes, or null if the caret isn't in the box. */
  private lineOf({ surface }: Annotator): DOMRect | null {
    const focus = deepActiveElement(document.activeElement ?? document.documentElement);
    if (document.designMode !== 'on' && !surface.element.contains(focus)) return null;
    const caret = surface.caretLine();
    const box = surface.element.getBoundingClientRect();
    return caret && new DOMRect(box.x, caret.y, box.width, caret.height);
  }

  private followCard(annotator: Annotator, placed: Placed): void {
    this.card.follow(placed);
    const place = placed.span && annotator.surface.rects(placed.span)[0];
    if (place) this.card.moveTo(place, this.lineOf(annotator));
    else this.closeCard();
  }

  private closeCard(): void {
    clearTimeout(this.dwellTimer);
    clearTimeout(this.leaveTimer);
    if (!this.card.placed) return;
    const back = this.card.hasFocus;
    this.card.close();
    this.active?.highlight(null);
    this.showActive();
    if (back && this.active) focusBox(this.active.surface.element);
  }

  private leaveSoon(): void {
    clearTimeout(this.dwellTimer);
    clearTimeout(this.leaveTimer);
    if (!this.card.placed) return;
    this.leaveTimer = setTimeout(() => {
      if (!this.card.node.matches(':hover') && !this.card.hasFocus) this.closeCard();
    }, LEAVE_MS);
  }

  private handleMove(): void {
    this.badge?.move();
    this.followers.moveSoon();
  }

  private handleScroll(): void {
    this.rectCache = null;
    this.idle.whileMoving();
    const { active } = this;
    const placed = this.card.placed;
    if (active && placed) this.followCard(active, placed);
  }

  private async apply(placed: Placed, fix: Fix): Promise<void> {
    const annotator = this.active;
    if (!annotator) return;
    const outcome = await annotator.apply(placed, fix);
    // Meanwhile the person may have opened the card of another finding.
    const isOpen = this.active === annotator && this.card.placed?.id === placed.id;
    if (outcome === 'done') {
      if (isOpen) this.closeCard();
      return;
    }
    const sentence =
      outcome === 'refused'
        ? 'This box didn’t accept the change.'
        : 'The box changed the text differently. Please check it.';
    if (isOpen) this.card.showProblem(sentence, fix.text.trim());
    else this.status.textContent = sentence;
  }

  private dismiss(placed: Placed): void {
    this.closeCard();
    this.active?.dismiss(placed);
  }

  private closeAnd(change: () => void): void {
    this.closeCard();
    change();
  }

  private handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) this.handleEscape(event);
    if (event.type !== 'keydown') return;
    const shortcut = readShortcut(event);
    const command = shortcut && COMMANDS.find((name) => this.state.keys[name] === shortcut);
    if (!command || !this.active || !this.isWithin()) return;
    event.preventDefault();
    event.stopPropagation();
    this.run(command, this.active);
  }

  /** Escape belongs to us while anything of ours is open. The page sees neither the press nor the release of the key. */
  private handleEscape(event: KeyboardEvent): void {
    const isRelease = event.type === 'keyup';
    if (isRelease ? !this.escaping : !this.card.placed && !this.badge?.isOpen) return;
    this.escaping = !isRelease;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isRelease || event.repeat) return;
    if (this.card.placed) this.closeCard();
    else this.badge?.close(true);
  }

  /** Returns whether the focus is in the active box or in our own elements. */
  private isWithin(): boolean {
    const box = this.active?.surface.element;
    const focus = box && (box.getRootNode() as Document | ShadowRoot).activeElement;
    const isDesigned = document.designMode === 'on' && document.hasFocus();
    return (
      isDesigned ||
      Boolean(focus && box?.contains(focus)) ||
      this.card.hasFocus ||
      Boolean(this.badge?.hasFocus)
    );
  }

  private run(command: Command, annotator: Annotator): void {
    const placed = this.card.placed;
    switch (command) {
      case 'next':
        this.step(annotator, 1);
        return;
      case 'previous':
        this.step(annotator, -1);
        return;
      case 'open':
        if (!placed) this.step(annotator, 1);
        this.card.focus();
        return;
      case 'apply': {
        const fix = placed?.fixes[0];
        if (placed && fix) void this.apply(placed, fix);
        return;
      }
      case 'dismiss':
        if (placed) this.dismiss(placed);
        return;
      case 'list':
        this.options.list?.();
        this.badge?.open(false);
        this.showActive();
        this.badge?.open(true);
    }
  }

  /** Goes to the finding after or before the open one. If none is open, it starts at the caret. */
  private step(annotator: Annotator, by: 1 | -1): void {
    const placed = annotator.view.findings
      .filter((one) => one.span && !one.finding.positive)
      .sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
    if (placed.length === 0) {
      this.status.textContent = `softsell: ${describeState(annotator.view)}`;
      return;
    }
    const at = placed.findIndex(({ id }) => id === this.card.placed?.id);
    const caret = annotator.surface.caret() ?? 0;
    const behind = placed.findIndex(({ span }) => (span?.start ?? 0) >= caret);
    const from = by === 1 ? Math.max(behind, 0) : (behind < 0 ? placed.length : behind) - 1;
    const target = placed[((at < 0 ? from : at + by) + placed.length) % placed.length];
    if (!target) return;
    this.goTo(annotator, target);
    this.status.textContent = `${target.finding.message} ${target.finding.why}`;
  }
}
