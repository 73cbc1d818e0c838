/**
 * Annotator follows one compose box while it is on the page, and keeps its text and findings together. Each change of the text
 * shifts the findings at once and drops those it touches. After a short pause the annotator asks for a check. It never shows
 * results for another text. Surface does the drawing, and Session opens cards.
 */

import {
  type CheckOutcome,
  type Finding,
  type Fix,
  type PostKind,
  type Reason,
  type Refusal,
  type Report,
  type Scores,
  SEVERITIES,
} from '../shared/api.ts';
import { kindOf } from '../shared/kinds.ts';
import type { Placed } from '../shared/placed.ts';
import { isRead } from '../shared/verdict.ts';
import { MAX_MARKS, MAX_TEXT, RETRY_MS } from './limits.ts';
import { Pace } from './pace.ts';
import { quotedText, withoutQuotes } from './read/quotes.ts';
import { type Edit, editBetween, type Span, shiftSpan } from './spans/spans.ts';
import type { Mark, Replaced, Surface } from './surface.ts';

export type Phase = 'empty' | 'waiting' | 'checked' | 'refused' | 'too-long';

export interface View {
  readonly phase: Phase;
  readonly text: string;
  readonly findings: readonly Placed[];
  readonly scores: Scores | null;
  readonly refusal: Refusal | null;
  readonly kind: PostKind | null;
  /** What kind of post the person says it is, or null. */
  readonly chosenKind: string | null;
  /** What made the scores; null before anybody asked. */
  readonly reasons: readonly Reason[] | null;
}

/** By how much a fix changes a score, in points. Negative is better. */
export interface Worth {
  readonly dimension: string;
  readonly by: number;
}

export interface AnnotatorHooks {
  /** Checks a text. `quoted` is what it quotes of somebody else, with spaces in its place. `kind` is what the person said it is. */
  check(
    text: string,
    element: HTMLElement,
    quoted: string,
    kind: string | null,
    explain: boolean,
  ): Promise<CheckOutcome>;
  /** Called when a check will follow after the pause in writing. */
  soon(): void;
  changed(annotator: Annotator): void;
}

const textKey = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

export class Annotator {
  readonly surface: Surface;
  private readonly hooks: AnnotatorHooks;
  private readonly stop = new AbortController();
  private readonly dismissed = new Set<string>();
  private view_: View;
  private current: number | null = null;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly pace = new Pace(performance.now());
  private checking = false;
  private explaining = false;
  private composing = false;
  private wantsSoon = false;
  private checkedText: string | null = null;
  private retried: string | null = null;
  private nextId = 1;

  constructor(surface: Surface, hooks: AnnotatorHooks) {
    this.surface = surface;
    this.hooks = hooks;
    this.view_ = {
      phase: 'empty',
      text: '',
      findings: [],
      scores: null,
      refusal: null,
      kind: null,
      chosenKind: null,
      reasons: null,
    };
    this.listen();
    this.readBox(true);
  }

  get view(): View {
    return this.view_;
  }

  /** Reads the box in the next frame. `soon` skips the pause before the check. */
  touch(soon = false): void {
    this.wantsSoon ||= soon;
    this.pace.touch(performance.now());
    if (this.frame || this.stop.signal.aborted) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.readBox(false);
    });
  }

  /** Checks again as the kind of post that the person says it is, or as softsell guesses with null. */
  setKind(kind: string | null): void {
    this.view_ = { ...this.view_, chosenKind: kind };
    this.recheck();
  }

  /** Returns what a fix is worth, found by checking the text with it. Only changes of at least a point count, the largest first. */
  async worthOf(fix: Fix): Promise<readonly Worth[]> {
    const { text, scores } = this.view_;
    if (!scores) return [];
    const fixed = text.slice(0, fix.start) + fix.text + text.slice(fix.end);
    const edit = { start: fix.start, removed: fix.end - fix.start, inserted: fix.text.length };
    const quotes = this.surface.quotes().flatMap((quote) => shiftSpan(quote, edit, fixed) ?? []);
    const outcome = await this.ask(fixed, quotes);
    if (!outcome.ok) return [];
    return Object.entries(outcome.report.scores)
      .map(([dimension, after]) => ({ dimension, by: Math.round((after ?? 0) - (scores[dimension] ?? 0)) }))
      .filter(({ by }) => by !== 0)
      .sort((a, b) => a.by - b.by);
  }

  /** Finds out what made the scores, once the text as it is now is checked. */
  async explain(): Promise<void> {
    const { text, scores, phase, reasons } = this.view_;
    if (phase !== 'checked' || reasons || this.explaining) return;
    this.explaining = true;
    const outcome = await this.ask(text, this.surface.quotes(), true).catch(() => null);
    this.explaining = false;
    if (this.stop.signal.aborted) return;
    // It was checked again meanwhile.
    if (this.view_.scores !== scores || this.view_.text !== text) return this.explain();
    this.show({ reasons: (outcome?.ok && outcome.report.reasons) || [] });
  }

  /** What the person wrote, with spaces in place of what the text quotes of somebody else. */
  get own(): string {
    return withoutQuotes(this.view_.text, this.surface.quotes());
  }

  /** Reads the box now. Returns what the person wrote in it, and what it quotes of somebody else. */
  readOwn(): { readonly own: string; readonly quoted: string } {
    this.readBox(false);
    return { own: this.own, quoted: quotedText(this.view_.text, this.surface.quotes()) };
  }

  /** Reads the box again if the page has set another text, for which no event comes. */
  compare(): void {
    if (!this.surface.isCurrent()) this.touch();
  }

  /** Checks the same text again, because settings or the server changed. */
  recheck(): void {
    this.checkedText = null;
    this.wantsSoon = true;
    this.readBox(false);
  }

  /** Highlights the finding that the person is looking at. */
  highlight(id: number | null): void {
    if (this.current === id) return;
    this.current = id;
    this.paint();
  }

  /** Hides this finding in this box for as long as the tab shows it. Only memory holds this. */
  dismiss(placed: Placed): void {
    this.dismissed.add(this.keyOf(placed.finding, this.textOf(placed)));
    this.show({ findings: this.view_.findings.filter((other) => other !== placed) });
  }

  /** Returns the text that the finding covers now, or an empty string for the whole draft. */
  textOf(placed: Placed): string {
    return placed.span ? this.view_.text.slice(placed.span.start, placed.span.end) : '';
  }

  /** Applies a fix of a finding that is shown, unless the text of the box has changed. */
  async apply(placed: Placed, fix: Fix): Promise<Replaced> {
    if (!this.view_.findings.includes(placed) || this.surface.read() !== this.view_.text) {
      this.readBox(false);
      return 'refused';
    }
    const outcome = await this.surface.replace(fix, this.view_.text.slice(fix.start, fix.end), fix.text);
    if (outcome === 'done') this.touch(true);
    return outcome;
  }

  dispose(): void {
    this.stop.abort();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.surface.dispose();
  }

  private listen(): void {
    const { element } = this.surface;
    const { signal } = this.stop;
    const touch = (event: Event): void =>
      this.touch(event instanceof InputEvent && event.inputType === 'insertFromPaste');
    element.addEventListener('input', touch, { signal });
    element.addEventListener('compositionstart', () => this.setComposing(true), { signal });
    element.addEventListener('compositionend', () => this.setComposing(false), { signal });
    const field = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
    const observer = new MutationObserver(() => this.touch());
    // For a field: frameworks that set its value also set its default or its attributes.
    observer.observe(element, { childList: true, characterData: true, subtree: true, attributes: field });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  private setComposing(on: boolean): void {
    this.composing = on;
    this.touch();
  }

  private readBox(first: boolean): void {
    const before = this.view_.text;
    const text = this.surface.read();
    const edit = editBetween(before, text);
    if (!edit && !first) {
      this.paint();
      if (this.checkedText !== text) this.schedule();
      return;
    }
    // Check again even if the old text comes back, because the findings that the edit touched are gone.
    this.checkedText = null;
    const own = withoutQuotes(text, this.surface.quotes());
    const phase: Phase = own.trim() === '' ? 'empty' : text.length > MAX_TEXT ? 'too-long' : 'waiting';
    const kept = phase === 'waiting' && edit ? this.shiftFindings(edit, text) : [];
    this.show({
      phase,
      text,
      findings: kept,
      scores: phase === 'waiting' ? this.view_.scores : null,
      refusal: null,
    });
    this.schedule();
  }

  private shiftFindings(edit: Edit, text: string): Placed[] {
    return this.view_.findings.flatMap((placed) => {
      const span = placed.span && shiftSpan(placed.span, edit, text);
      if (placed.span && !span) return [];
      const fixes = placed.fixes.flatMap((fix) => {
        const moved = shiftSpan(fix, edit, text);
        return moved ? [{ ...fix, ...moved }] : [];
      });
      return [{ ...placed, span, fixes }];
    });
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const { phase } = this.view_;
    if (phase === 'empty' || phase === 'too-long' || this.composing) {
      this.pace.reset();
      return;
    }
    const left = this.pace.left(performance.now());
    if (left > 0 && !this.wantsSoon) this.hooks.soon();
    this.timer = setTimeout(() => void this.check(), this.wantsSoon ? 0 : left);
    this.wantsSoon = false;
  }

  private async check(): Promise<void> {
    const { text } = this.view_;
    if (this.checking || this.stop.signal.aborted) return;
    this.pace.reset();
    if (text === this.checkedText) return;
    this.checking = true;
    const outcome = await this.ask(text, this.surface.quotes()).catch(
      (): CheckOutcome => ({
        ok: false,
        refusal: { reason: 'failed', message: 'softsell couldn’t check this text.' },
      }),
    );
    this.checking = false;
    if (this.stop.signal.aborted) return;
    if (text !== this.view_.text) {
      this.schedule();
      return;
    }
    if (outcome.ok) this.checkedText = text;
    this.accept(outcome);
  }

  private ask(text: string, quotes: readonly Span[], explain = false): Promise<CheckOutcome> {
    const own = withoutQuotes(text, quotes);
    const { chosenKind } = this.view_;
    return this.hooks.check(own, this.surface.element, quotedText(text, quotes), chosenKind, explain);
  }

  private accept(outcome: CheckOutcome): void {
    if (!outcome.ok) {
      this.show({ phase: 'refused', findings: [], scores: null, refusal: outcome.refusal });
      this.askOnceMore(outcome.refusal);
      return;
    }
    this.show({
      phase: 'checked',
      findings: this.place(outcome.report),
      scores: isRead(outcome.report.findings) ? outcome.report.scores : null,
      refusal: null,
      kind: outcome.report.kind,
      reasons: null,
    });
  }

  /** Retries this text once after a failure that may pass by itself. After that, the next key or focus asks again. */
  private askOnceMore({ reason }: Refusal): void {
    if (this.retried === this.view_.text || (reason !== 'busy' && reason !== 'failed')) return;
    this.retried = this.view_.text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), RETRY_MS);
  }

  private place(report: Report): Placed[] {
    const { text } = this.view_;
    return report.findings.slice(0, MAX_MARKS).flatMap((finding) => {
      const span =
        finding.start === null || finding.end === null ? null : { start: finding.start, end: finding.end };
      const covered = span ? text.slice(span.start, span.end) : '';
      if (this.dismissed.has(this.keyOf(finding, covered))) return [];
      return [{ id: this.idOf(finding, span), finding, span, fixes: finding.fixes }];
    });
  }

  /** Returns the id of a finding. A finding that stays keeps its id, so an open card stays open. */
  private idOf(finding: Finding, span: Placed['span']): number {
    const same = this.view_.findings.find(
      (old) =>
        old.finding.rule === finding.rule && old.span?.start === span?.start && old.span?.end === span?.end,
    );
    if (same) return same.id;
    this.nextId += 1;
    return this.nextId;
  }

  private keyOf(finding: Finding, covered: string): string {
    return `${finding.rule}\n${textKey(covered)}`;
  }

  private show(change: Partial<View>): void {
    this.view_ = { ...this.view_, ...change };
    this.paint();
    this.hooks.changed(this);
  }

  private paint(): void {
    const worst = new Map<string, Placed>();
    for (const placed of this.view_.findings) {
      const { span, finding } = placed;
      if (!span || span.start === span.end) continue;
      // Chromium then draws every highlight like a selection, which is too much for praise.
      if (finding.positive && matchMedia('(forced-colors: active)').matches) continue;
      // A phrase gets one underline, for its most severe finding. The list has them all.
      const key = `${span.start} ${span.end}`;
      const other = worst.get(key);
      if (
        !other ||
        placed.id === this.current ||
        (other.id !== this.current && rankOf(placed) > rankOf(other))
      )
        worst.set(key, placed);
    }
    this.surface.paint(
      Array.from(
        worst.values(),
        ({ id, finding, span }): Mark => ({
          id,
          start: span?.start ?? 0,
          end: span?.end ?? 0,
          style: finding.positive ? 'praise' : kindOf(finding.dimension),
          current: id === this.current,
        }),
      ),
    );
  }
}

/** Ranks a finding by its severity, to compare. Praise comes last. */
export const rankOf = ({ finding }: Placed): number =>
  finding.positive ? -1 : SEVERITIES.indexOf(finding.severity);
