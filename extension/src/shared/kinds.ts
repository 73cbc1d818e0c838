/** The kinds of finding a person sees: which rules belong to which, what it is called, how it is underlined. */

/** Each kind has its own underline shape, so that colour is never the only difference. */
export type Kind = 'pushiness' | 'self-focus' | 'questions' | 'readability' | 'other';

export const KINDS: readonly Kind[] = ['pushiness', 'self-focus', 'questions', 'readability', 'other'];

export const KIND_LABELS: Readonly<Record<Kind, string>> = {
  pushiness: 'Pushy',
  'self-focus': 'About us',
  questions: 'Conversation',
  readability: 'Hard to read',
  other: 'Worth a look',
};

/** What a meter is called; each runs from fine to a lot. */
export const METER_LABELS = {
  pushiness: 'Pushiness',
  'self-focus': 'Self-focus',
  questions: 'No question',
  readability: 'Hard to read',
} as const;

const PACKS: Readonly<Record<string, Kind>> = {
  pushiness: 'pushiness',
  'self-focus': 'self-focus',
  questions: 'questions',
  replies: 'questions',
  access: 'readability',
  readability: 'readability',
  purpose: 'readability',
};

/** The kind of a rule, by its pack (`pushiness/urgency` is pushiness). */
export function kindOf(rule: string): Kind {
  return PACKS[rule.split('/')[0] ?? ''] ?? 'other';
}

/** A score in one word. */
export function scoreWord(score: number | null): string {
  if (score === null) return 'too short to say';
  if (score < 20) return 'fine';
  if (score < 45) return 'a little';
  if (score < 70) return 'quite a bit';
  return 'a lot';
}
