/** Announcer tells screen readers what changed, without interrupting the person who writes. */

import { h } from '../../ui/dom.ts';

const PAUSE_MS = 1200;

export class Announcer {
  readonly node = h('div', { class: 'sr-only', role: 'status' });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private announced = '';

  say(sentence: string): void {
    this.node.textContent = sentence;
  }

  /** Says what `describe` returns once writing pauses, unless that is null or was announced last. */
  saySoon(describe: () => string | null): void {
    this.cancel();
    this.timer = setTimeout(() => {
      const sentence = describe();
      if (sentence === null || sentence === this.announced) return;
      this.announced = sentence;
      this.say(sentence);
    }, PAUSE_MS);
  }

  /** Doesn't say what it was going to say. */
  cancel(): void {
    clearTimeout(this.timer);
  }
}
