/** The kinds of posts, as softsell guesses them and as people say them. */

import facts from 'softsell:facts';

/** What to call each kind after “Reads as”. */
const WORDS: Readonly<Record<string, string>> = {
  offer: 'an offer',
  event: 'an event',
  bait: 'bait for replies',
  appeal: 'an appeal',
  job: 'a job',
  question: 'a question',
  reply: 'a reply',
  announcement: 'an announcement',
  share: 'something shared',
  tips: 'tips for others',
  notice: 'a notice',
  story: 'a story',
  opinion: 'an opinion',
  celebration: 'a celebration',
  other: 'something else',
};

export const POST_KINDS: readonly string[] = facts.postKinds;

/** Returns what to call a kind of post ("an event"). */
export const describeKind = (kind: string): string => WORDS[kind] ?? kind;
