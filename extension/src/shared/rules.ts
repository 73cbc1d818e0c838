/** Finds things in the list of rules. */

import type { RuleInfo } from './api.ts';

/** Examples longer than this say too much for a card. */
const LONGEST_EXAMPLE = 160;

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{3,}/gu));

/** Returns a short text that a rule finds nothing in, with as many words of `phrase` as possible, or null. */
export function exampleOf(rules: readonly RuleInfo[], id: string, phrase: string): string | null {
  const good = rules.find((rule) => rule.id === id)?.good ?? [];
  const wanted = wordsOf(phrase);
  const ranked = good
    .filter(({ text }) => text.length <= LONGEST_EXAMPLE)
    .map(({ text }) => ({ text, shared: [...wordsOf(text)].filter((word) => wanted.has(word)).length }))
    .sort((a, b) => b.shared - a.shared);
  return ranked[0]?.text ?? null;
}
