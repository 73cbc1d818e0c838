/** Finds things in the list of rules. */

import type { RuleInfo } from './api.ts';

/** Returns the text that a rule shows as a better one, or null if it has none. */
export function exampleOf(rules: readonly RuleInfo[], id: string): string | null {
  return rules.find((rule) => rule.id === id)?.instead || null;
}
