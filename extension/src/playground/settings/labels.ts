/** What the settings are called on the page. */

import { PROFILES } from '../../shared/profiles.ts';

export const LABELS: Readonly<Record<string, string>> = {
  platform: 'You mostly post on',
  brand: 'Names of your business',
  audience: 'You write for',
  'reading-level': 'Reading level, in school years',
  allow: 'Phrases to leave alone',
  ban: 'Words you never use',
  better: 'Words you have a better one for',
  severity: 'Show nothing milder than',
  'fail-on': '“softsell check” in a terminal fails from',
  select: 'Use only these rules',
  'extend-select': 'Use these rules as well',
  ignore: 'Don’t use these rules',
  column: 'Column with the posts, in your sheets',
  'posts-a-week': 'Posts a week, at least',
  promotion: 'Percent of the posts that sell, at most',
  asking: 'Percent of the posts that invite an answer, at least',
  'answers-within': 'Hours until you answer, at most',
  voice: 'Who speaks in your posts',
};

export const PLATFORM_TITLES: ReadonlyMap<string, string> = new Map(
  PROFILES.map(({ id, title }) => [id, title]),
);

const CHOICES: Readonly<Record<string, string>> = {
  everyone: 'everyone',
  teenagers: 'teenagers',
  professionals: 'people in my trade',
  experts: 'experts',
  suggestion: 'a suggestion',
  warning: 'a warning',
  error: 'an error',
  I: 'I, one person',
  we: 'we, the business',
};

/** Returns a choice in words. */
export const labelChoice = (value: string): string => PLATFORM_TITLES.get(value) ?? CHOICES[value] ?? value;
