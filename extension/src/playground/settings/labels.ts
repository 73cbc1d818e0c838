/** What the settings are called on the page. */

import { PROFILES } from '../../shared/profiles.ts';

export const LABELS: Readonly<Record<string, string>> = {
  platform: 'You mostly post on',
  brand: 'Names of your business',
  audience: 'You write for',
  'reading-level': 'Reading level, in school years',
  allow: 'Phrases to leave alone',
  ban: 'Words you don’t use',
  better: 'Words you don’t use',
  severity: 'Show nothing milder than',
  'fail-on': '“softsell check” fails from',
  select: 'Use only these',
  'extend-select': 'Use these as well',
  ignore: 'Don’t use these',
  column: 'Column with the posts, in your sheets',
  'posts-a-week': 'Posts a week, at least',
  promotion: 'Percent of the posts that sell, at most',
  asking: 'Percent of the posts that invite an answer, at least',
  'answers-within': 'Hours until you answer, at most',
  voice: 'Who speaks in your posts',
};

/** What a setting does, where its label doesn’t say it all. */
export const HINTS: Readonly<Record<string, string>> = {
  brand: 'Names and handles. Talking about them counts as talking about yourself.',
  'reading-level':
    'How hard your text may be: the school year of a reader who follows it easily. It counts instead of “You write for”.',
  allow: 'softsell never marks them.',
  'fail-on': 'It then exits with 1, for scripts. What is milder is shown, but doesn’t count.',
  column: 'In a sheet (CSV, Excel), or the key in JSON records. Usually softsell finds it.',
  select: 'All other rules are off, whatever their boxes say.',
  'extend-select': 'For rules and packs that are off at first. The same as ticking their boxes.',
  ignore: 'The same as unticking their boxes. A whole pack then stays off when it gets new rules.',
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
