/**
 * Past shows what the history says of the posts before this one, in the card and in the badge's panel, and has the button to record a post
 * by hand. It asks the server each time, and shows nothing unless the person keeps a history.
 */

import type { Kept, Recent } from '../../shared/api.ts';
import { h } from '../../ui/dom.ts';
import { trusted } from '../../ui/trusted.ts';

/** How a page reaches the history. */
export interface HistoryAccess {
  /** Says what the last posts were. Returns null if the server can't be asked. */
  recent(platform: string | null, text: string): Promise<Recent | null>;
  /** Keeps a post that was sent. Returns null if it isn't kept. */
  posted(text: string, platform: string | null, reply: string | null): Promise<Kept | null>;
}

type Answer = 'kept' | 'known' | 'failed';

const ANSWERS: Readonly<Record<Answer, string>> = {
  kept: 'It’s in your history now.',
  known: 'It’s in your history already.',
  failed: 'softsell couldn’t record it.',
};

/** One place that shows the past. */
export class PastNote {
  readonly node = h('section', { class: 'past', 'aria-label': 'Your history', hidden: true });
  private readonly lines = h('div', {});
  private readonly button: HTMLButtonElement;
  private readonly answer = h('span', { class: 'answer', role: 'status' });

  constructor(record: () => void) {
    this.button = h('button', { type: 'button', class: 'plain', onclick: trusted(record) }, 'I posted this');
    this.node.append(this.lines, this.button, this.answer);
  }

  show(lines: readonly string[] | null, answer: Answer | null): void {
    this.node.hidden = lines === null;
    this.lines.replaceChildren(...(lines ?? []).map((line) => h('p', {}, line)));
    // A button that holds the focus stays, so the focus isn't lost.
    this.button.ariaDisabled = answer === 'kept' || answer === 'known' ? 'true' : null;
    this.answer.textContent = answer ? ANSWERS[answer] : '';
  }
}

/** What is asked about, and what is known of it. */
interface Asked {
  readonly platform: string | null;
  readonly text: string;
}

export class Past {
  private readonly access: HistoryAccess;
  private readonly notes: readonly PastNote[];
  private readonly changed: () => void;
  private asked: Asked | null = null;
  private isWaiting = false;
  private recent: Recent | null = null;
  private answer: Answer | null = null;
  private recording = false;

  /** `changed` is called when a note has another height. */
  constructor(access: HistoryAccess, notes: readonly PastNote[], changed: () => void) {
    this.access = access;
    this.notes = notes;
    this.changed = changed;
  }

  /** Shows a draft. Asks about it if it `isChecked`, unless it's the one that was asked about last. */
  async ask(platform: string | null, text: string, isChecked: boolean): Promise<void> {
    if (this.asked?.text === text && this.asked.platform === platform) return;
    if (this.answer) {
      this.answer = null;
      this.show();
    }
    if (!isChecked) return;
    const asked = { platform, text };
    this.asked = asked;
    this.isWaiting = true;
    const recent = await this.access.recent(platform, text);
    if (this.asked !== asked) return;
    this.isWaiting = false;
    this.recent = recent;
    // A server that couldn't be asked is asked again.
    if (!recent) this.asked = null;
    this.show();
  }

  /**
   * Asks again, because the history or the settings may have changed: at once if an answer is on its way, or else next time. A draft
   * that was recorded here would only find itself.
   */
  forget(): void {
    if (this.answer) return;
    const awaited = this.isWaiting ? this.asked : null;
    this.asked = null;
    if (awaited) void this.ask(awaited.platform, awaited.text, true);
  }

  /** Records a post because the person says that it was sent. */
  async record(platform: string | null, text: string, reply: string | null): Promise<void> {
    if (this.recording || (this.answer && this.answer !== 'failed')) return;
    this.recording = true;
    const asked = { platform, text };
    this.asked = asked;
    this.isWaiting = false;
    const kept = await this.access.posted(text, platform, reply);
    this.recording = false;
    if (kept) this.recent = kept.recent;
    if (this.asked === asked) this.answer = kept ? (kept.isNew ? 'kept' : 'known') : 'failed';
    this.show();
  }

  private show(): void {
    const lines = this.recent?.on ? this.recent.lines : null;
    for (const note of this.notes) note.show(lines, this.answer);
    this.changed();
  }
}
