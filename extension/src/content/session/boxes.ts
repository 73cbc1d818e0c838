/** Boxes gives each compose box of a document its Annotator, and ends it when the box is gone. */

import { Annotator, type AnnotatorHooks } from '../annotator.ts';
import { EditableSurface } from '../editable-surface.ts';
import { FieldSurface } from '../field-surface.ts';
import type { Followers } from '../paint/followers.ts';
import { Highlights } from '../paint/highlights.ts';
import type { Surface } from '../surface.ts';

export interface BoxHooks extends AnnotatorHooks {
  /** Called with a new box. `signal` aborts when the box is forgotten. */
  attached(annotator: Annotator, signal: AbortSignal): void;
  /** Called before a box is forgotten because the page has removed it. */
  gone(annotator: Annotator): void;
  /** Called after a box was forgotten. */
  forgotten(annotator: Annotator): void;
  /** Returns what holds the mirror of a field. */
  holderFor(box: Element): HTMLElement;
}

export class Boxes {
  private readonly followers: Followers;
  private readonly hooks: BoxHooks;
  private readonly highlights = Highlights.ofDocument();
  private readonly annotators = new Map<HTMLElement, Annotator>();
  private readonly ends = new Map<Annotator, AbortController>();

  constructor(followers: Followers, hooks: BoxHooks) {
    this.followers = followers;
    this.hooks = hooks;
  }

  get isEmpty(): boolean {
    return this.annotators.size === 0;
  }

  elements(): Iterable<HTMLElement> {
    return this.annotators.keys();
  }

  all(): Iterable<Annotator> {
    return this.annotators.values();
  }

  has(element: Element): boolean {
    return this.annotators.has(element as HTMLElement);
  }

  /** Returns the annotator of a box, which may be a new one. */
  attach(element: HTMLElement): Annotator {
    const known = this.annotators.get(element);
    if (known) return known;
    const annotator = new Annotator(this.createSurface(element), this.hooks);
    const end = new AbortController();
    this.annotators.set(element, annotator);
    this.ends.set(annotator, end);
    this.hooks.attached(annotator, end.signal);
    return annotator;
  }

  /** Reads the boxes that changed without an event. */
  compare(): void {
    for (const annotator of this.annotators.values()) annotator.compare();
  }

  /** Checks the same texts again, because settings or the server changed. */
  recheck(): void {
    for (const annotator of this.annotators.values()) annotator.recheck();
  }

  /** Paints all underlines again. */
  refresh(): void {
    for (const annotator of this.annotators.values()) annotator.surface.refresh();
  }

  /** Forgets the boxes that the page has removed. */
  forgetGone(): void {
    for (const [element, annotator] of [...this.annotators]) {
      if (element.isConnected) continue;
      this.hooks.gone(annotator);
      this.forget(element, annotator);
    }
  }

  forgetAll(): void {
    for (const [element, annotator] of [...this.annotators]) this.forget(element, annotator);
  }

  dispose(): void {
    this.forgetAll();
    this.highlights.dispose();
  }

  private forget(element: HTMLElement, annotator: Annotator): void {
    annotator.dispose();
    this.annotators.delete(element);
    this.ends.get(annotator)?.abort();
    this.ends.delete(annotator);
    this.hooks.forgotten(annotator);
  }

  private createSurface(element: HTMLElement): Surface {
    const field = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
    if (!field) return new EditableSurface(element, this.highlights, this.followers);
    return new FieldSurface(element, {
      followers: this.followers,
      holderFor: (box) => this.hooks.holderFor(box),
      stale: () => this.annotators.get(element)?.touch(),
    });
  }
}
