/**
 * Where posts go: how each place counts length and where it folds a post, counted here so that the count follows every key.
 * The numbers and their sources stand in the server's platforms.toml; a test holds the two together.
 * Which page is which place stands in content/platforms.
 */

export interface Profile {
  readonly id: string;
  readonly name: string;
  /** Longest post in the platform's own count, or null where there is no limit. */
  readonly limit: number | null;
  /** Characters shown before "see more", or null where posts are shown whole. */
  readonly fold: number | null;
  /** Name of the way of counting, as in platforms.toml. */
  readonly counts: keyof typeof WAYS;
}

const LINK_LENGTH = 23;
const GENERIC_DOMAINS =
  'com|org|net|edu|gov|info|biz|app|art|blog|cafe|co|dev|io|me|news|online|shop|site|store|tv|xyz';
const SCHEME_LINK = /https?:\/\/[^\s<>"]+/gi;
const X_LINK = new RegExp(
  `https?://[^\\s<>"]+|(?<![\\w@.\\-/])(?:[a-z0-9-]{1,63}\\.){1,8}(?:${GENERIC_DOMAINS})(?![\\w-]|\\.\\w)(?:[/?#][^\\s<>"]*)?`,
  'gi',
);
const FULL_HANDLE = /(?<![\w/])(@\w{1,64})@[a-z0-9.-]{0,252}[a-z0-9]/gi;
const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}{2}|[\p{Emoji}]\ufe0f)|\u20e3/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const utf8 = new TextEncoder();

const countPoints = (text: string): number => Array.from(text).length;
const countBytes = (text: string): number => utf8.encode(text).length;
const isAscii = (text: string): boolean => /^[ -~\n\t]*$/.test(text);
const clusters = (text: string): string[] =>
  Array.from(graphemes.segment(text), (cluster) => cluster.segment);
const countGraphemes = (text: string): number => (isAscii(text) ? text.length : clusters(text).length);

/** The text with its links out (marks that close a sentence after one stay), and how many there were. */
function withoutLinks(text: string, link: RegExp): [string, number] {
  let links = 0;
  const rest = text.replace(link, (found) => {
    links += 1;
    return /[.,;:!?'"“”’)\]}…]*$/.exec(found)?.[0] ?? '';
  });
  return [rest, links];
}

/** twitter-text's weights: these ranges of code points count one, all others two. */
function weightOnX(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  const single =
    code <= 4351 ||
    (code >= 8192 && code <= 8205) ||
    (code >= 8208 && code <= 8223) ||
    (code >= 8242 && code <= 8247);
  return single ? 1 : 2;
}

function countX(text: string): number {
  const [rest, links] = withoutLinks(text.normalize('NFC'), X_LINK);
  if (isAscii(rest)) return rest.length + links * LINK_LENGTH;
  let sum = links * LINK_LENGTH;
  for (const cluster of clusters(rest)) {
    sum += EMOJI.test(cluster) ? 2 : Array.from(cluster).reduce((total, one) => total + weightOnX(one), 0);
  }
  return sum;
}

function countMastodon(text: string): number {
  const [rest, links] = withoutLinks(text, SCHEME_LINK);
  return countGraphemes(rest.replace(FULL_HANDLE, '$1')) + links * LINK_LENGTH;
}

function countThreads(text: string): number {
  if (isAscii(text)) return text.length;
  return clusters(text).reduce((sum, one) => sum + (EMOJI.test(one) ? countBytes(one) : countPoints(one)), 0);
}

const WAYS = {
  'code-points': countPoints,
  'utf-16': (text: string) => text.length,
  'utf-8': countBytes,
  graphemes: countGraphemes,
  x: countX,
  mastodon: countMastodon,
  threads: countThreads,
} as const;

const profile = (
  id: string,
  name: string,
  limit: number | null,
  fold: number | null,
  counts: Profile['counts'],
): Profile => ({
  id,
  name,
  limit,
  fold,
  counts,
});

export const PROFILES: readonly Profile[] = [
  profile('x', 'X', 280, null, 'x'),
  profile('linkedin', 'LinkedIn', 3000, 210, 'utf-16'),
  profile('facebook', 'Facebook', 63206, 477, 'utf-16'),
  profile('instagram', 'Instagram', 2200, 125, 'utf-16'),
  profile('threads', 'Threads', 500, null, 'threads'),
  profile('bluesky', 'Bluesky', 300, null, 'graphemes'),
  profile('mastodon', 'Mastodon', 500, null, 'mastodon'),
  profile('pinterest', 'Pinterest', 500, 50, 'utf-16'),
  profile('tumblr', 'Tumblr', 4096, null, 'code-points'),
  profile('youtube', 'YouTube', 5000, 157, 'utf-8'),
  profile('reddit', 'Reddit', 40000, null, 'code-points'),
  profile('tiktok', 'TikTok', 4000, 150, 'utf-16'),
  profile('blog', 'A blog', null, 320, 'code-points'),
];

/** The profile with this id, or null. */
export function profileOf(id: string | null): Profile | null {
  return PROFILES.find((known) => known.id === id) ?? null;
}

/** How long `text` is as the platform counts it; UTF-16 units where there is no platform. */
export function countFor(platform: Profile | null, text: string): number {
  return platform ? WAYS[platform.counts](text) : text.length;
}
