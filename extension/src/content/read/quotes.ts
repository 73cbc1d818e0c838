/** Finds what somebody else wrote in a reply, so softsell neither marks nor counts it. */

import type { Span } from '../spans/spans.ts';

/**
 * Returns the quoted lines of a plain text: those that begin with ">", if the text begins with one. Some people use ">" as a bullet,
 * but not for their first line and then write on below.
 */
export function findQuotedLines(text: string): Span[] {
  if (!/^\s*>/.test(text)) return [];
  return Array.from(text.matchAll(/^[ \t]*>.*$/gm), (line) => ({
    start: line.index,
    end: line.index + line[0].length,
  }));
}

/** Returns the text with spaces in place of the quotes, so that everything else keeps its place. */
export function withoutQuotes(text: string, quotes: readonly Span[]): string {
  let result = text;
  for (const { start, end } of quotes)
    result = result.slice(0, start) + result.slice(start, end).replace(/[^\n]/g, ' ') + result.slice(end);
  return result;
}

/** Returns what the quotes say. */
export const quotedText = (text: string, quotes: readonly Span[]): string =>
  quotes
    .map(({ start, end }) => text.slice(start, end).replace(/^[ \t]*>+ ?/gm, ''))
    .join('\n')
    .trim();
