/** Finds things in the list of rules. */

import type { RuleInfo } from './api.ts';

/** Examples longer than this say too much for a card. */
const LONGEST_EXAMPLE = 160;

/** Returns a short text that shows how to say it without what the rule finds, or null. */
export function exampleOf(rules: readonly RuleInfo[], id: string): string | null {
  const good = rules.find((rule) => rule.id === id)?.good ?? [];
  return good.find(({ text }) => text.length <= LONGEST_EXAMPLE)?.text ?? null;
}
