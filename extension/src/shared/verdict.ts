/** Says how far a post is: what has to be looked at, and when it's good enough. There is no single number to chase. */

import type { Finding, Scores } from './api.ts';
import { describeScore, HIGH, meterLabel } from './kinds.ts';

/**
 * - fix: something is worth fixing.
 * - high: no phrase is, but one meter is far from fine.
 * - enough: what is left is a matter of taste.
 * - well: nothing is left.
 */
export type Verdict = 'fix' | 'high' | 'enough' | 'well';

/** Returns whether a finding counts. Suggestions and praise don't. */
export const matters = ({ positive, severity }: Finding): boolean => !positive && severity !== 'suggestion';

export function countMatters(findings: readonly Finding[]): number {
  return findings.filter(matters).length;
}

/** Returns the score that is furthest from fine, if one is far. */
function worstHigh(scores: Scores | null): [string, number] | null {
  const high = Object.entries(scores ?? {}).filter(
    (entry): entry is [string, number] => (entry[1] ?? 0) >= HIGH,
  );
  return high.sort((a, b) => b[1] - a[1])[0] ?? null;
}

export function verdictOf(findings: readonly Finding[], scores: Scores | null): Verdict {
  if (findings.some(matters)) return 'fix';
  if (worstHigh(scores)) return 'high';
  return findings.some(({ positive }) => !positive) ? 'enough' : 'well';
}

/** Describes the verdict in a few words. */
export function describeVerdict(findings: readonly Finding[], scores: Scores | null): string {
  const count = countMatters(findings);
  if (count > 0) return count === 1 ? '1 thing to look at' : `${count} things to look at`;
  const high = worstHigh(scores);
  if (high) return `${meterLabel(high[0])}: ${describeScore(high[1])}`;
  return verdictOf(findings, scores) === 'well' ? 'All good' : 'Good enough to post';
}
