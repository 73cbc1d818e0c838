/** Small parts that the badge's panel and the playground share. */

import { PROFILES, toHeading } from '../shared/profiles.ts';
import { h } from './dom.ts';

/** Creates the hidden line that says a post has nothing to fix. */
export function createAllWell(): HTMLParagraphElement {
  return h(
    'p',
    { class: 'all-well', hidden: true },
    'Nothing to fix. This reads like a person talking to people.',
  );
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
