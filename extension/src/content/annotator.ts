/**
 * Annotator: one compose box while it is on the page. It keeps text and findings together: each change of the text shifts the
 * findings at once and drops the touched, asks for a check after a short pause, and never shows results of another text.
 * It draws nothing itself (Surface does) and opens nothing (Session does).
 */

import {
  type CheckOutcome,
  type Finding,
  type Fix,
  type Refusal,
  type Report,
  type Scores,
  SEVERITIES,
} from '../shared/api.ts';
import { kindOf } from '../shared/kinds.ts';
import type { Placed } from '../shared/placed.ts';
import { MAX_MARKS, MAX_TEXT, RETRY_MS } from './limits.ts';
import { Pace } from './pace.ts';
import { type Edit, editBetween, shiftSpan } from './spans/spans.ts';
import type { Mark, Replaced, Surface } from './surface.ts';

export type Phase = 'empty' | 'waiting' | 'checked' | 'refused' | 'too-long';

export interface View {
  readonly phase: Phase;
  readonly text: string;
  readonly findings: readonly Placed[];
  readonly scores: Scores | null;
  readonly refusal: Refusal | null;
}

export interface AnnotatorHooks {
  check(text: string, element: HTMLElement): Promise<CheckOutcome>;
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
  private composing = false;
  private wantsSoon = false;
  private checkedText: string | null = null;
  private retried: string | null = null;
  private nextId = 1;

  constructor(surface: Surface, hooks: AnnotatorHooks) {
    this.surface = surface;
    this.hooks = hooks;
    this.view_ = { phase: 'empty', text: '', findings: [], scores: null, refusal: null };
    this.listen();
    this.look(true);
  }

  get view(): View {
    return this.view_;
  }

  /** Reads the box in the next frame; `soon` skips the pause before the check. */
  touch(soon = false): void {
    this.wantsSoon ||= soon;
    this.pace.touch(performance.now());
    if (this.frame || this.stop.signal.aborted) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.look(false);
    });
  }

  /** Checks the text again although it is the same: settings or the server changed. */
  recheck(): void {
    this.checkedText = null;
    this.wantsSoon = true;
    this.look(false);
  }

  /** Marks one finding as the one being looked at. */
  highlight(id: number | null): void {
    if (this.current === id) return;
    this.current = id;
    this.paint();
  }

  /** Leaves this finding out of this box for as long as the tab shows it. Held in memory only. */
  dismiss(placed: Placed): void {
    this.dismissed.add(this.keyOf(placed.finding, this.textOf(placed)));
    this.show({ findings: this.view_.findings.filter((other) => other !== placed) });
  }

  /** What the finding covers now; empty for the whole draft. */
  textOf(placed: Placed): string {
    return placed.span ? this.view_.text.slice(placed.span.start, placed.span.end) : '';
  }

  /** Applies a fix of a finding shown now, unless the box reads otherwise by now. */
  async apply(placed: Placed, fix: Fix): Promise<Replaced> {
    if (!this.view_.findings.includes(placed) || this.surface.read() !== this.view_.text) {
      this.look(false);
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
    // Of a field: frameworks that set its value also set its default or its attributes.
    observer.observe(element, { childList: true, characterData: true, subtree: true, attributes: field });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  private setComposing(on: boolean): void {
    this.composing = on;
    this.touch();
  }

  private look(first: boolean): void {
    const before = this.view_.text;
    const text = this.surface.read();
    const edit = editBetween(before, text);
    if (!edit && !first) {
      this.paint();
      if (this.checkedText !== text) this.schedule();
      return;
    }
    // Even if the old text comes back: what the edit touched is gone from the findings.
    this.checkedText = null;
    const phase: Phase = text.trim() === '' ? 'empty' : text.length > MAX_TEXT ? 'too-long' : 'waiting';
    const kept = phase === 'waiting' && edit ? this.shifted(edit, text) : [];
    this.show({
      phase,
      text,
      findings: kept,
      scores: phase === 'waiting' ? this.view_.scores : null,
      refusal: null,
    });
    this.schedule();
  }

  private shifted(edit: Edit, text: string): Placed[] {
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
      this.pace.seen();
      return;
    }
    const left = this.pace.left(performance.now());
    this.timer = setTimeout(() => void this.check(), this.wantsSoon ? 0 : left);
    this.wantsSoon = false;
  }

  private async check(): Promise<void> {
    const { text } = this.view_;
    if (this.checking || this.stop.signal.aborted) return;
    this.pace.seen();
    if (text === this.checkedText) return;
    this.checking = true;
    const outcome = await this.hooks.check(text, this.surface.element).catch(
      (): CheckOutcome => ({
        ok: false,
        refusal: { reason: 'failed', message: 'softsell could not check this text.' },
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

  private accept(outcome: CheckOutcome): void {
    if (!outcome.ok) {
      this.show({ phase: 'refused', findings: [], scores: null, refusal: outcome.refusal });
      this.askOnceMore(outcome.refusal);
      return;
    }
    this.show({
      phase: 'checked',
      findings: this.placed(outcome.report),
      scores: outcome.report.scores,
      refusal: null,
    });
  }

  /** What may pass by itself is tried once more for this text; after that, the next key or focus asks again. */
  private askOnceMore({ reason }: Refusal): void {
    if (this.retried === this.view_.text || (reason !== 'busy' && reason !== 'failed')) return;
    this.retried = this.view_.text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.check(), RETRY_MS);
  }

  private placed(report: Report): Placed[] {
    const { text } = this.view_;
    return report.findings.slice(0, MAX_MARKS).flatMap((finding) => {
      const span =
        finding.start === null || finding.end === null ? null : { start: finding.start, end: finding.end };
      const covered = span ? text.slice(span.start, span.end) : '';
      if (this.dismissed.has(this.keyOf(finding, covered))) return [];
      return [{ id: this.idOf(finding, span), finding, span, fixes: finding.fixes }];
    });
  }

  /** A finding that stays keeps its id, so that an open card stays open. */
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
    const gravest = new Map<string, Placed>();
    for (const placed of this.view_.findings) {
      const { span, finding } = placed;
      if (!span || span.start === span.end || finding.positive) continue;
      // One underline for one phrase: the gravest; the list has them all.
      const key = `${span.start} ${span.end}`;
      const other = gravest.get(key);
      if (
        !other ||
        placed.id === this.current ||
        (other.id !== this.current && gravity(placed) > gravity(other))
      )
        gravest.set(key, placed);
    }
    this.surface.paint(
      Array.from(
        gravest.values(),
        ({ id, finding, span }): Mark => ({
          start: span?.start ?? 0,
          end: span?.end ?? 0,
          kind: kindOf(finding.dimension),
          current: id === this.current,
        }),
      ),
    );
  }
}

/** How grave a finding is, to compare; the same for all of one severity. */
export const gravity = ({ finding }: Placed): number => SEVERITIES.indexOf(finding.severity);
