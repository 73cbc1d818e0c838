/** Limits on what we read, send and paint while a person writes. */

/** The longest text that is checked while typing, in UTF-16 units. */
export const MAX_TEXT = 20_000;
/** The most underlines at once. More would help nobody. */
export const MAX_MARKS = 100;
/** How long typing must pause before a check, in milliseconds. */
export const DEBOUNCE_MS = 120;
/** How long to wait at most for a pause in typing before a check, in milliseconds. */
export const LONGEST_WAIT_MS = 1000;
/** How long the pointer rests on an underline before its card opens, in milliseconds. */
export const DWELL_MS = 300;
/** How long to wait before retrying a check that failed for the moment, in milliseconds. */
export const RETRY_MS = 1500;
