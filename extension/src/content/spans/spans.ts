/**
 * Spans while a text is edited: pure, and failing closed. An edit shifts what lies behind it and drops what it touches,
 * so that nothing is ever underlined (or replaced) that the server has not seen as it stands.
 * No DOM here.
 */

/** Half open, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `removed` units at `start` gave way to `inserted` ones. */
export interface Edit {
  readonly start: number;
  readonly removed: number;
  readonly inserted: number;
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
const WORD = /[\p{L}\p{N}\p{M}_'’-]/u;

/**
 * The smallest edit that makes `after` of `before`, or null if they are equal. Never parts a surrogate pair.
 * Where the edit could stand in several places ("aa" -> "a") it stands in the last.
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

/** Whether a word runs across `at` in `text`. */
function joinsAt(text: string, at: number): boolean {
  return at > 0 && at < text.length && WORD.test(text[at - 1] ?? '') && WORD.test(text[at] ?? '');
}

/**
 * Where `span` is after `edit` led to the text `after`, or null if the edit touched it: overlaps it, or makes one of
 * its outer words longer. For an empty span (a place to insert at) any edit at that place touches it.
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
