/** Bounds of what is read, sent and painted while a person writes. */

/** Longest text that is checked while typing, UTF-16 units. */
export const MAX_TEXT = 20_000;
/** Most underlines at once; more help nobody. */
export const MAX_MARKS = 300;
/** Pause in typing before a check is asked for, milliseconds. */
export const DEBOUNCE_MS = 120;
/** After which a check is asked for although nobody paused, milliseconds. */
export const LONGEST_WAIT_MS = 1000;
/** How long the pointer rests on an underline before its card opens, milliseconds. */
export const DWELL_MS = 300;
/** After which a check that was refused for the moment is tried once more, milliseconds. */
export const RETRY_MS = 1500;
