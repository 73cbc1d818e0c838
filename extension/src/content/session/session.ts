/**
 * Session runs everything softsell does in one document. It finds the boxes, decides which one is active, and shows the badge and
 * the cards there. The other files of this folder do one part each; environment.ts says what they need from outside.
 */

import type { Fix } from '../../shared/api.ts';
import type { PageState } from '../../shared/messages.ts';
import type { Placed } from '../../shared/placed.ts';
import type { Annotator } from '../annotator.ts';
import { Badge, describeState } from '../badge/badge.ts';
import { detect } from '../detect/detector.ts';
import { boxOf } from '../detect/eligible.ts';
import { focusBox } from '../detect/roots.ts';
import type { HistoryAccess } from '../history/past.ts';
import { IdleWatch } from '../idle.ts';
import { Followers } from '../paint/followers.ts';
import { watchPosition } from '../paint/position.ts';
import { countUndescribed } from '../platforms/pictures.ts';
import { messageAnswered } from '../platforms/reply.ts';
import { Announcer } from './announcer.ts';
import { Boxes } from './boxes.ts';
import { Cards } from './cards.ts';
import type { Environment, SessionOptions } from './environment.ts';
import { Hits } from './hits.ts';
import { Keys } from './keys.ts';
import { followPointer } from './pointer.ts';
import { SentPosts } from './sent-posts.ts';
import { Stage } from './stage.ts';

export class Session {
  private readonly environment: Environment;
  private readonly options: SessionOptions;
  private readonly stop = new AbortController();
  private readonly stage: Stage;
  private readonly followers: Followers;
  private readonly idle: IdleWatch;
  private readonly boxes: Boxes;
  private readonly hits = new Hits();
  private readonly announcer = new Announcer();
  private readonly cards: Cards;
  private readonly badge: Badge | null;
  private readonly sent: SentPosts | null;
  private state: PageState;
  private active: Annotator | null = null;
  private activeStop: AbortController | null = null;

  constructor(environment: Environment, state: PageState, options: SessionOptions) {
    const { signal } = this.stop;
    this.environment = environment;
    this.state = state;
    this.options = options;
    this.stage = this.createStage();
    this.followers = new Followers(() => this.stage.followScroll(), signal);
    this.idle = new IdleWatch(() => this.lookAround(), signal);
    this.boxes = this.createBoxes();
    this.stage.node.append(this.announcer.node);
    this.cards = this.createCards();
    this.badge = options.badge ? this.createBadge() : null;
    this.sent = environment.history && this.createSentPosts(environment.history);
    this.listenToKeys();
    this.listenToPage();
    detect(
      {
        seen: (element) => this.handleSeen(element),
        entered: (element) => this.handleEntered(element),
        settled: () => this.boxes.forgetGone(),
      },
      signal,
    );
  }

  /** Takes new settings: checks every box again, or removes everything if softsell is off. */
  update(state: PageState): void {
    const wasSame = state.revision === this.state.revision;
    this.state = state;
    if (!this.isOn) {
      this.sent?.drop();
      this.boxes.forgetAll();
      return;
    }
    this.sent?.forget();
    if (this.active) this.badge?.showFor(this.active.surface.element, state.badge);
    if (!wasSame) this.boxes.recheck();
    else this.showActive();
  }

  /** Starts annotating `element`, even if softsell wouldn't find it by itself. */
  attach(element: HTMLElement): Annotator {
    return this.boxes.attach(element);
  }

  /** Goes to a finding that was picked from a list. Its card opens and takes the keyboard focus. */
  pick(annotator: Annotator, placed: Placed): void {
    if (!placed.span) return;
    this.cards.goTo(annotator, placed);
    this.cards.focus();
  }

  /** Applies a fix that the list offers for a finding about the whole post. */
  async insert(annotator: Annotator, placed: Placed, fix: Fix): Promise<void> {
    this.activate(annotator);
    await this.cards.apply(placed, fix);
  }

  /** Removes everything of ours from the page. */
  dispose(): void {
    this.stop.abort();
    this.activeStop?.abort();
    this.cards.stopWaiting();
    this.announcer.cancel();
    this.boxes.dispose();
  }

  get platform(): string | null {
    return this.state.platform ?? this.environment.site.platform;
  }

  private get isOn(): boolean {
    return this.state.active && this.state.pausedUntil < Date.now();
  }

  private isAlive(): boolean {
    if (this.environment.isAlive()) return true;
    this.dispose();
    return false;
  }

  // The parts

  private createStage(): Stage {
    return new Stage({
      isWanted: () => this.environment.isAlive(),
      boxes: () => this.boxes.elements(),
      mirrorsMoved: () => this.boxes.refresh(),
    });
  }

  private createBoxes(): Boxes {
    const { environment } = this;
    return new Boxes(this.followers, {
      check: (text, box, quoted, kind, explain) =>
        environment.check(text, this.platform, messageAnswered(box, quoted, environment.site), kind, explain),
      soon: () => environment.soon(),
      changed: (annotator) => this.handleChange(annotator),
      attached: (annotator, signal) => {
        this.idle.soon();
        followPointer(annotator, this.hits, this.cards, signal);
      },
      gone: (annotator) => this.sent?.emptied(annotator),
      forgotten: (annotator) => this.handleForgotten(annotator),
      holderFor: (box) => this.stage.holdMirrors(this.active?.surface.element ?? box),
    });
  }

  private createCards(): Cards {
    return new Cards(this.stage.node, this.environment, {
      active: () => this.active,
      activate: (annotator) => this.activate(annotator),
      keys: () => this.state.keys,
      opening: (box) => this.stage.matchTheme(box),
      changed: () => this.showActive(),
      record: () => this.record(),
      say: (sentence) => this.announcer.say(sentence),
    });
  }

  private createBadge(): Badge {
    return new Badge(this.stage.node, {
      pick: (placed) => this.active && this.pick(this.active, placed),
      insert: (placed, fix) => void this.cards.apply(placed, fix),
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

  private createSentPosts(history: HistoryAccess): SentPosts {
    const notes = [this.cards.past, ...(this.badge ? [this.badge.past] : [])];
    return new SentPosts(
      history,
      this.environment.site,
      notes,
      {
        platform: () => this.platform,
        boxes: () => this.boxes.all(),
        isOurs: (event) => this.stage.holds(event),
        changed: () => {
          this.cards.move();
          this.badge?.move();
        },
      },
      this.stop.signal,
    );
  }

  // What happens in the page

  private listenToKeys(): void {
    new Keys(
      this.cards,
      this.badge,
      {
        active: () => this.active,
        keys: () => this.state.keys,
        list: () => this.openList(),
        say: (sentence) => this.announcer.say(sentence),
      },
      this.stop.signal,
    );
  }

  private listenToPage(): void {
    const { signal } = this.stop;
    const passive = { capture: true, passive: true, signal };
    // When a box becomes empty without an event, the cause is usually a click or a key somewhere else.
    for (const type of ['click', 'keyup', 'submit', 'reset'] as const)
      document.addEventListener(type, () => this.idle.soon(), passive);
    document.addEventListener('scroll', () => this.handleScroll(), passive);
    document.addEventListener(
      'fullscreenchange',
      () => this.active && this.stage.mountFor(this.active.surface.element),
      { signal },
    );
    window.addEventListener('pageshow', (event) => event.persisted && this.idle.soon(), { signal });
    document.addEventListener('pointerdown', (event) => this.handlePressElsewhere(event), passive);
  }

  private handleSeen(element: Element): void {
    if (!this.isOn || !this.isAlive() || this.boxes.has(element)) return;
    const written =
      element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement
        ? element.value
        : element.textContent;
    // Some editors keep a hidden copy of their text.
    if (!written?.trim() || !element.checkVisibility()) return;
    const box = boxOf(element, this.environment.site);
    if (box) this.attach(box);
  }

  private handleEntered(element: Element): void {
    if (!this.isOn || !this.isAlive()) return;
    const box = boxOf(element, this.environment.site);
    if (!box) return;
    this.boxes.forgetGone();
    const annotator = this.attach(box);
    annotator.surface.refresh();
    annotator.touch(annotator.view.refusal !== null);
    this.activate(annotator);
  }

  /** Reads the boxes that changed without an event. Returns whether there are boxes to look at again. */
  private lookAround(): boolean {
    if (!this.isAlive()) return false;
    this.boxes.forgetGone();
    this.boxes.compare();
    this.stage.rescueMirrors();
    this.followers.checkCover();
    return !this.boxes.isEmpty;
  }

  private handleScroll(): void {
    this.hits.forget();
    this.idle.whileMoving();
    this.cards.move();
  }

  private handlePressElsewhere(event: PointerEvent): void {
    if (this.stage.isAt(event.clientX, event.clientY)) return;
    if (this.cards.placed) this.cards.close();
    if (this.badge?.isOpen && !this.active?.surface.element.contains(event.target as Node))
      this.badge.close(false);
  }

  private handleChange(annotator: Annotator): void {
    this.hits.forget();
    this.options.changed?.(annotator);
    if (annotator.view.phase === 'empty') this.sent?.emptied(annotator);
    if (annotator !== this.active) return;
    this.cards.update(annotator);
    this.showActive();
    this.announceSoon(annotator);
  }

  private handleForgotten(annotator: Annotator): void {
    this.hits.forget();
    if (this.active === annotator) {
      this.activeStop?.abort();
      this.activeStop = null;
      this.active = null;
      this.announcer.cancel();
      this.badge?.hide();
      this.cards.drop();
    }
    // Nothing of ours stays in a page without a box.
    if (this.boxes.isEmpty) this.stage.leave();
  }

  // The active box

  private activate(annotator: Annotator): void {
    if (this.active === annotator) {
      this.badge?.move();
      return;
    }
    this.activeStop?.abort();
    this.activeStop = new AbortController();
    this.active = annotator;
    const { element } = annotator.surface;
    this.stage.mountFor(element);
    this.stage.matchTheme(element);
    watchPosition(element, () => this.handleMove(), this.activeStop.signal);
    this.badge?.showFor(element, this.state.badge);
    this.showActive();
  }

  private handleMove(): void {
    this.badge?.move();
    this.followers.moveSoon();
  }

  private showActive(): void {
    const annotator = this.active;
    if (!annotator) return;
    if (this.badge?.isOpen) this.stage.matchTheme(annotator.surface.element);
    if (this.cards.placed || this.badge?.isOpen) this.sent?.ask(annotator);
    this.badge?.show({
      view: annotator.view,
      textOf: (placed) => annotator.textOf(placed),
      platform: this.platform,
      picks: this.environment.site.picks,
      current: this.cards.placed?.id ?? null,
      keys: this.state.keys,
      pictures: countUndescribed(annotator.surface.element),
    });
  }

  private openList(): void {
    this.options.list?.();
    this.badge?.open(false);
    this.showActive();
    this.badge?.open(true);
  }

  /** Announces a new count to screen readers once writing pauses. */
  private announceSoon(annotator: Annotator): void {
    if (annotator.view.phase !== 'checked') this.announcer.cancel();
    else
      this.announcer.saySoon(() =>
        annotator === this.active ? `softsell: ${describeState(annotator.view)}` : null,
      );
  }

  private record(): void {
    if (this.active) this.sent?.record(this.active);
  }
}
