/** The kinds of findings that a person sees: which dimension they belong to, what they're called, and how they're underlined. */

import facts from 'softsell:facts';

/** Each kind has its own underline shape, so colour is never the only difference. Four kinds are named after the dimensions. */
export type Kind = 'pushiness' | 'self-focus' | 'questions' | 'readability' | 'other';

export const KINDS: readonly Kind[] = ['pushiness', 'self-focus', 'questions', 'readability', 'other'];

/** Returns the kind of a finding or rule from the score that it feeds. */
export function kindOf(dimension: string | null): Kind {
  return KINDS.find((kind) => kind === dimension) ?? 'other';
}

/** Turns `fine-print` into "Fine print". */
const toLabel = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');

/** Returns what to call a finding that feeds this score. */
export function findingLabel(dimension: string | null): string {
  return dimension === null ? 'Worth a look' : (facts.dimensions[dimension]?.finding ?? toLabel(dimension));
}

/** Returns what to call a score's meter. Each meter runs from fine to a lot. */
export function meterLabel(dimension: string): string {
  return facts.dimensions[dimension]?.title ?? toLabel(dimension);
}

/** Scores below this are fine: nobody needs to get lower. */
export const FINE = 20;
/** Scores from here on are far from fine. */
export const HIGH = 45;

/** Describes a score in a word or two. */
export function describeScore(score: number | null): string {
  if (score === null) return 'too short to say';
  if (score < FINE) return 'fine';
  if (score < HIGH) return 'a little';
  if (score < 70) return 'quite a bit';
  return 'a lot';
}
