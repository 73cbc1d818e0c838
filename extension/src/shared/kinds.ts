/** The kinds of finding a person sees: which dimension is which, what it is called, how it is underlined. */

import facts from 'softsell:facts';

/** Each kind has its own underline shape, so that colour is never the only difference. The names are those of the four dimensions. */
export type Kind = 'pushiness' | 'self-focus' | 'questions' | 'readability' | 'other';

export const KINDS: readonly Kind[] = ['pushiness', 'self-focus', 'questions', 'readability', 'other'];

/** The kind of a finding or rule, by the score it feeds. */
export function kindOf(dimension: string | null): Kind {
  return KINDS.find((kind) => kind === dimension) ?? 'other';
}

/** "Fine print" for `fine-print`. */
const spoken = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');

/** What a finding is called, by the score it feeds. */
export function findingLabel(dimension: string | null): string {
  return dimension === null ? 'Worth a look' : (facts.dimensions[dimension]?.finding ?? spoken(dimension));
}

/** What a meter is called; each runs from fine to a lot. */
export function meterLabel(dimension: string): string {
  return facts.dimensions[dimension]?.title ?? spoken(dimension);
}

/** A score in one word. */
export function scoreWord(score: number | null): string {
  if (score === null) return 'too short to say';
  if (score < 20) return 'fine';
  if (score < 45) return 'a little';
  if (score < 70) return 'quite a bit';
  return 'a lot';
}
