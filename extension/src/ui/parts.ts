/** Small parts that the badge's panel and the playground share. */

import type { Finding, Scores } from '../shared/api.ts';
import { PROFILES, toHeading } from '../shared/profiles.ts';
import { adviseOn, verdictOf } from '../shared/verdict.ts';
import { drawIcon, h, ICONS } from './dom.ts';
import { trusted } from './trusted.ts';

/** Says when a post is good enough, so that people can stop; and where to look if a meter is high and no phrase is marked. */
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
    const advice = isChecked ? adviseOn(findings, scores) : null;
    this.node.hidden = advice === null;
    if (advice === null) return;
    this.node.classList.toggle('look', verdictOf(findings, scores) === 'high');
    this.headline.textContent = advice.headline;
    this.rest.textContent = advice.rest;
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
