import { describe, expect, it } from 'vitest';
import { findQuotedLines, quotedText, withoutQuotes } from '../src/content/read/quotes.ts';

describe('quotes in a reply', () => {
  const REPLY = '> Do you deliver?\n> On Sundays?\n\nYes, we do.';

  it('finds the quoted lines of a text that begins with one', () => {
    expect(findQuotedLines(REPLY).map(({ start, end }) => REPLY.slice(start, end))).toEqual([
      '> Do you deliver?',
      '> On Sundays?',
    ]);
  });

  it('leaves lines alone that use the sign as a bullet', () => {
    expect(findQuotedLines('New this week:\n> rye\n> spelt')).toEqual([]);
  });

  it('puts spaces in their place, so that everything else keeps its place', () => {
    const own = withoutQuotes(REPLY, findQuotedLines(REPLY));
    expect(own).toHaveLength(REPLY.length);
    expect(own.trim()).toBe('Yes, we do.');
    expect(own.indexOf('Yes')).toBe(REPLY.indexOf('Yes'));
  });

  it('says what was quoted', () => {
    expect(quotedText(REPLY, findQuotedLines(REPLY))).toBe('Do you deliver?\nOn Sundays?');
  });
});
