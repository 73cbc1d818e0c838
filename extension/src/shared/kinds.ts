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
export const toLabel = (name: string): string =>
  name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');

/** Returns what to call a finding that feeds this score. */
export function findingLabel(dimension: string | null): string {
  return dimension === null ? 'Worth a look' : (facts.dimensions[dimension]?.finding ?? toLabel(dimension));
}

/** Returns what to call a score's meter. Each meter runs from fine to a lot. */
export function meterLabel(dimension: string): string {
  return facts.dimensions[dimension]?.title ?? toLabel(dimension);
}

/**
 * Returns from which score on a post has a little of this, quite a bit, and a lot. Below the first it's fine, and nobody needs to
 * get lower. Each scale has its own: the levels are where people who rated posts began to say so (see `vocabulary.py`).
 */
export function levelsOf(dimension: string): readonly [number, number, number] {
  return facts.dimensions[dimension]?.levels ?? facts.usualLevels;
}

/** Describes a score in a word or two. */
export function describeScore(dimension: string, score: number | null): string {
  if (score === null) return 'too short to say';
  const [little, bit, lot] = levelsOf(dimension);
  if (score < little) return 'fine';
  if (score < bit) return 'a little';
  return score < lot ? 'quite a bit' : 'a lot';
}
