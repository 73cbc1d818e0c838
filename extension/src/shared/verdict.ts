/** Says how far a post is: what has to be looked at, and when it's good enough. There is no single number to chase. */

import type { Finding, Scores } from './api.ts';
import { describeScore, levelsOf, meterLabel } from './kinds.ts';

/**
 * - unread: softsell didn't check the post, because it isn't in English. Its scores say nothing.
 * - fix: something is worth fixing.
 * - high: no phrase is, but one meter is far from fine.
 * - enough: what is left is a matter of taste, or a little above fine.
 * - well: nothing is left.
 */
export type Verdict = 'unread' | 'fix' | 'high' | 'enough' | 'well';

/** The server's finding for a post that it didn't check. */
const NOT_ENGLISH = 'softsell/not-english';

/** Returns whether softsell checked the post. It doesn't if it's in another language than English. */
export const isRead = (findings: readonly Finding[]): boolean =>
  !findings.some(({ rule }) => rule === NOT_ENGLISH);

/** Returns whether a finding counts. Suggestions and praise don't. */
export const matters = ({ positive, severity }: Finding): boolean => !positive && severity !== 'suggestion';

export function countMatters(findings: readonly Finding[]): number {
  return findings.filter(matters).length;
}

/** Returns the score that is furthest beyond the bound of its level (0 is that of fine, 1 that of a little), if one is beyond. */
function worstBeyond(scores: Scores | null, level: 0 | 1): [string, number] | null {
  const beyond = ([dimension, score]: [string, number | null]): number =>
    (score ?? 0) - levelsOf(dimension)[level];
  const [worst] = Object.entries(scores ?? {}).sort((a, b) => beyond(b) - beyond(a));
  return worst && beyond(worst) >= 0 ? [worst[0], worst[1] ?? 0] : null;
}

export function verdictOf(findings: readonly Finding[], scores: Scores | null): Verdict {
  if (!isRead(findings)) return 'unread';
  if (findings.some(matters)) return 'fix';
  if (worstBeyond(scores, 1)) return 'high';
  return worstBeyond(scores, 0) || findings.some(({ positive }) => !positive) ? 'enough' : 'well';
}

/** Describes the verdict in a few words. */
export function describeVerdict(findings: readonly Finding[], scores: Scores | null): string {
  if (!isRead(findings)) return 'Not checked';
  const count = countMatters(findings);
  if (count > 0) {
    // The list below has the ideas too, so the number includes them.
    const ideas = findings.filter((finding) => !finding.positive && !matters(finding)).length;
    const more = ideas === 0 ? '' : ideas === 1 ? ' and 1 idea' : ` and ${ideas} ideas`;
    return `${count === 1 ? '1 thing' : `${count} things`} to look at${more}`;
  }
  const high = worstBeyond(scores, 1);
  if (high) return `${meterLabel(high[0])}: ${describeScore(...high)}`;
  return verdictOf(findings, scores) === 'well' ? 'All good' : 'Good enough to post';
}

/** Says what follows from a verdict without anything to fix: that it's enough, or where to look. Null if the list says what to do. */
export function adviseOn(
  findings: readonly Finding[],
  scores: Scores | null,
): { readonly headline: string; readonly rest: string } | null {
  const verdict = verdictOf(findings, scores);
  if (verdict === 'unread' || verdict === 'fix') return null;
  const high = worstBeyond(scores, 1);
  if (high)
    return {
      headline: 'No phrase stands out.',
      rest: `Press “${meterLabel(high[0])}” above to see what makes it, and judge for yourself.`,
    };
  const above = worstBeyond(scores, 0);
  const ideas = findings.some(({ positive }) => !positive);
  const left = above
    ? `${meterLabel(above[0])} is a little above fine; press it to see why.`
    : ideas
      ? 'What is left is a matter of taste.'
      : 'This reads like a person talking to people.';
  return { headline: 'Good enough to post.', rest: `${left} Spelling is your browser’s job.` };
}
