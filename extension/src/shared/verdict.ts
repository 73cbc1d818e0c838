/** Says how far a post is: what has to be looked at, and when it's good enough. There is no single number to chase. */

import type { Finding, Scores } from './api.ts';
import { describeScore, levelsOf, meterLabel } from './kinds.ts';

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
  const beyond = ([dimension, score]: [string, number | null]): number =>
    (score ?? 0) - levelsOf(dimension)[1];
  const [worst] = Object.entries(scores ?? {}).sort((a, b) => beyond(b) - beyond(a));
  return worst && beyond(worst) >= 0 ? [worst[0], worst[1] ?? 0] : null;
}

export function verdictOf(findings: readonly Finding[], scores: Scores | null): Verdict {
  if (findings.some(matters)) return 'fix';
  if (worstHigh(scores)) return 'high';
  return findings.some(({ positive }) => !positive) ? 'enough' : 'well';
}

/** Describes the verdict in a few words. */
export function describeVerdict(findings: readonly Finding[], scores: Scores | null): string {
  const count = countMatters(findings);
  if (count > 0) {
    // The list below has the ideas too, so the number includes them.
    const ideas = findings.filter((finding) => !finding.positive && !matters(finding)).length;
    const more = ideas === 0 ? '' : ideas === 1 ? ' and 1 idea' : ` and ${ideas} ideas`;
    return `${count === 1 ? '1 thing' : `${count} things`} to look at${more}`;
  }
  const high = worstHigh(scores);
  if (high) return `${meterLabel(high[0])}: ${describeScore(...high)}`;
  return verdictOf(findings, scores) === 'well' ? 'All good' : 'Good enough to post';
}
