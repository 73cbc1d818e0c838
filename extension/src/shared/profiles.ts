/**
 * Lists the platforms and counts length like each of them. The extension counts here, so the count follows every key.
 * The facts come from the server's `platforms.toml`, and tests/platforms/lengths.json checks that both sides count alike.
 * content/platforms says which page belongs to which platform.
 */

import facts from 'softsell:facts';
import { findLinks } from './links.ts';

export interface Profile {
  readonly id: string;
  /** As people write it inside a sentence: "LinkedIn", "a blog". */
  readonly title: string;
  /** The longest post in the platform's own count, or null if there is no limit. */
  readonly limit: number | null;
  /** How many characters show before "see more", or null if the platform shows whole posts. */
  readonly fold: number | null;
  /** The name of the platform's way of counting. */
  readonly counts: string;
}

type Way = (typeof facts.counting)[string];

export const PROFILES: readonly Profile[] = facts.platforms;

const FULL_HANDLE = /(?<![\p{L}\p{N}_/])(@[A-Za-z0-9_]{1,64})@[A-Za-z0-9.-]{0,252}[A-Za-z0-9]/gu;
const EMOJI =
  /^(?!.*\ufe0e)(?:\p{Emoji_Presentation}|\p{Regional_Indicator}{2}|(?=[\u{1f000}-\u{1ffff}])\p{Extended_Pictographic}|\p{Extended_Pictographic}.*[\ufe0f\p{Emoji_Presentation}\p{Emoji_Modifier}])|^.+\u20e3/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const utf8 = new TextEncoder();

const countBytes = (text: string): number => utf8.encode(text).length;
const isAscii = (text: string): boolean => /^[ -~\n\t]*$/.test(text);
const clusters = (text: string): string[] =>
  Array.from(graphemes.segment(text), (cluster) => cluster.segment);

/** Returns the text without its links, and how many links it had. */
function removeLinks(text: string, bare: boolean): [string, number] {
  const found = findLinks(text, bare);
  let position = 0;
  let rest = '';
  for (const [start, end] of found) {
    rest += text.slice(position, start);
    position = end;
  }
  return [rest + text.slice(position), found.length];
}

function weigh(character: string, narrow: Way['narrow']): number {
  const code = character.codePointAt(0) ?? 0;
  return !narrow || narrow.some(([first, last]) => first <= code && code <= last) ? 1 : 2;
}

function lengthOf(text: string, { unit, emoji, narrow }: Way): number {
  if (unit === 'utf-16') return text.length;
  if (unit === 'utf-8') return countBytes(text);
  if (isAscii(text)) return text.length;
  if (unit === 'graphemes') return clusters(text).length;
  let sum = 0;
  for (const cluster of clusters(text)) {
    if (emoji !== undefined && EMOJI.test(cluster)) sum += emoji === 'utf-8' ? countBytes(cluster) : emoji;
    else for (const character of cluster) sum += weigh(character, narrow);
  }
  return sum;
}

function countWith(way: Way, text: string): number {
  let rest = way.compose ? text.normalize('NFC') : text;
  let links = 0;
  if (way.link !== undefined) [rest, links] = removeLinks(rest, way['bare-links'] ?? false);
  if (way['short-handles']) rest = rest.replace(FULL_HANDLE, '$1');
  return links * (way.link ?? 0) + lengthOf(rest, way);
}

/** Returns the profile with this id, or null. */
export function findProfile(id: string | null): Profile | null {
  return PROFILES.find((known) => known.id === id) ?? null;
}

/** Returns the platform's name for the start of a line ("A blog"). */
export const toHeading = ({ title }: Profile): string => title.charAt(0).toUpperCase() + title.slice(1);

/** Returns how long `text` is as the platform counts it, or in UTF-16 units without a platform. */
export function countFor(platform: Profile | null, text: string): number {
  const way = platform && facts.counting[platform.counts];
  return way ? countWith(way, text) : text.length;
}
