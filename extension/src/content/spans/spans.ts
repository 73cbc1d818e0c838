/**
 * Keeps spans right while a text is edited. An edit shifts the spans after it and drops those it touches, so we never underline
 * or replace text that the server hasn't seen. These functions are pure and don't use the DOM.
 */

/** A half-open span, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An edit that replaced `removed` units at `start` with `inserted` new ones. */
export interface Edit {
  readonly start: number;
  readonly removed: number;
  readonly inserted: number;
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
const WORD = /[\p{L}\p{N}\p{M}_'’-]/u;

/**
 * Returns the smallest edit that turns `before` into `after`, or null if they're equal. It never splits a surrogate pair.
 * If the edit could be in several places ("aa" -> "a"), it is in the last one.
 */
export function editBetween(before: string, after: string): Edit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < shorter && before.charCodeAt(prefix) === after.charCodeAt(prefix)) prefix += 1;
  if (prefix > 0 && (isLow(before.charCodeAt(prefix)) || isLow(after.charCodeAt(prefix)))) prefix -= 1;
  let suffix = 0;
  while (
    suffix < shorter - prefix &&
    before.charCodeAt(before.length - 1 - suffix) === after.charCodeAt(after.length - 1 - suffix)
  ) {
    suffix += 1;
  }
  if (suffix > 0 && isLow(before.charCodeAt(before.length - suffix))) suffix -= 1;
  return {
    start: prefix,
    removed: before.length - prefix - suffix,
    inserted: after.length - prefix - suffix,
  };
}

/** Returns whether a word runs across `at` in `text`. */
function joinsAt(text: string, at: number): boolean {
  return at > 0 && at < text.length && WORD.test(text[at - 1] ?? '') && WORD.test(text[at] ?? '');
}

/**
 * Returns where `span` is after `edit` produced the text `after`, or null if the edit touched it. An edit touches a span if it
 * overlaps it or makes its first or last word longer. Any edit at an empty span (a place to insert at) touches it.
 */
export function shiftSpan(span: Span, edit: Edit, after: string): Span | null {
  const editEnd = edit.start + edit.removed;
  const delta = edit.inserted - edit.removed;
  if (span.start === span.end && edit.start <= span.start && span.start <= editEnd) return null;
  if (editEnd <= span.start) {
    const shifted = { start: span.start + delta, end: span.end + delta };
    return editEnd === span.start && joinsAt(after, shifted.start) ? null : shifted;
  }
  if (edit.start >= span.end) {
    return edit.start === span.end && joinsAt(after, span.end) ? null : span;
  }
  return null;
}
