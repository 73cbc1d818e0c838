/** Small parts that the badge's panel and the playground share. */

import type { Finding, Scores } from '../shared/api.ts';
import { PROFILES, toHeading } from '../shared/profiles.ts';
import { verdictOf } from '../shared/verdict.ts';
import { drawIcon, h, ICONS } from './dom.ts';
import { trusted } from './trusted.ts';

/** Says when a post is good enough, so that people can stop. */
export class Stop {
  private readonly headline = h('strong', {});
  private readonly rest = h('span', {});
  readonly node = h(
    'p',
    { class: 'stop', hidden: true },
    drawIcon(ICONS.check),
    h('span', {}, this.headline, ' ', this.rest),
  );

  /** `isChecked` says whether these are the findings and scores of the text as it is now. */
  show(isChecked: boolean, findings: readonly Finding[], scores: Scores | null): void {
    const verdict = verdictOf(findings, scores);
    this.node.hidden = !isChecked || verdict === 'fix' || verdict === 'high';
    if (this.node.hidden) return;
    this.headline.textContent = 'Good enough to post.';
    this.rest.textContent =
      verdict === 'well'
        ? 'This reads like a person talking to people. Spelling is your browser’s job.'
        : 'What is left is a matter of taste. Spelling is your browser’s job.';
  }
}

/** Creates a picker for the platform a post is for. Its value is the platform's id, or empty for any. */
export function createPlatformPicker(id: string): HTMLSelectElement {
  return h(
    'select',
    { id },
    h('option', { value: '' }, 'any platform'),
    ...PROFILES.map((profile) => h('option', { value: profile.id }, toHeading(profile))),
  );
}

export const READ_MORE = 'More about this';

/** Creates the link to the page of a finding's rule. A button, because only the background knows where the server is. */
export function createReadMore(open: () => void): HTMLButtonElement {
  return h('button', { type: 'button', role: 'link', class: 'read-more', onclick: trusted(open) }, READ_MORE);
}
