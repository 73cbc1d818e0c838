/** Reads the message that a box answers, if the page shows it. We read it when we send a check, and never keep it. */

import { readEditable } from '../read/editable.ts';
import type { Site } from './sites.ts';

const MAX_REPLY = 2000;

/** Returns the last of `messages` that comes before `box` in the page and isn't inside it. */
function lastBefore(messages: Iterable<Element>, box: Element): Element | null {
  let found: Element | null = null;
  for (const message of messages) {
    if (message.contains(box) || box.contains(message)) continue;
    if (message.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING) found = message;
  }
  return found;
}

/** Returns the message that `box` answers: what the page shows of it, or what the text quotes. Null if there is neither. */
export function messageAnswered(box: Element, quoted: string, site: Site): string | null {
  return findShown(box, site) ?? (quoted.slice(0, MAX_REPLY) || null);
}

/** Returns the text of the message that `box` answers, up to `MAX_REPLY` characters, or null if the page shows none. */
function findShown(box: Element, site: Site): string | null {
  for (const place of site.replies) {
    const scope = box.closest(place.scope);
    const message = scope && lastBefore(scope.querySelectorAll(place.message), box);
    const text = message ? readEditable(message, MAX_REPLY).text.trim() : '';
    if (text) return text.slice(0, MAX_REPLY).toWellFormed();
  }
  return null;
}
