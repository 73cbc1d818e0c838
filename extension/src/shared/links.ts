/** Finds links in a text like the server's platforms/domains.py does. Change the two together. */

import facts from 'softsell:facts';

const NOT_SPACE = '[^\\s\\u0085\\ufeff\\x1c-\\x1f<>"]';
const SCHEME_LINK = `[Hh][Tt][Tt][Pp][Ss]?://${NOT_SPACE}+`;
// A dotted name and its path. A name inside an address, a handle, a hashtag or a path isn't a link.
const NAME = '(?<![\\p{L}\\p{N}_@.\\-\\/#＃$])[A-Za-z0-9\\-]{1,63}(?:\\.[A-Za-z0-9\\-]{1,63}){1,8}';
const WITH_SCHEME = new RegExp(SCHEME_LINK, 'gu');
const BARE_TOO = new RegExp(`${SCHEME_LINK}|(?<name>${NAME})(?<path>[\\/?#]${NOT_SPACE}*)?`, 'gu');
const RUNS_ON = /[\p{L}\p{N}_\-@]/uy;
const TAIL = '.,;:!?\'"“”’)]}…';
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

const domains = facts.domains.split(' ');
const countries = new Set(domains.filter((domain) => domain.length === 2));
/** Generic endings, and those of countries that sell them to everyone. */
const linkedBare = new Set(['co', 'tv', ...domains.filter((domain) => domain.length > 2)]);

/** Returns the length of a link without punctuation that ends the sentence. It keeps a bracket that the link itself opened. */
function linkLength(link: string): number {
  const surplus: Record<string, number> = {};
  for (const [close, opening] of Object.entries(OPENING))
    surplus[close] = link.split(close).length - link.split(opening).length;
  let end = link.length;
  for (; end > 0; end -= 1) {
    const last = link.charAt(end - 1);
    if (!TAIL.includes(last)) break;
    const extra = surplus[last];
    if (extra === undefined) continue;
    if (extra <= 0) break;
    surplus[last] = extra - 1;
  }
  return end;
}

function endsLink(labels: readonly string[], slash: boolean): boolean {
  const last = labels.at(-1) ?? '';
  return linkedBare.has(last) || (countries.has(last) && (slash || labels.length > 2));
}

/** Returns how much of a dotted name and its path is a link, or 0. */
function bareLength(match: RegExpExecArray, name: string): number {
  const path = match.groups?.['path'];
  const labels = name.toLowerCase().split('.');
  if (path) {
    if (endsLink(labels, path.startsWith('/'))) return linkLength(match[0]);
  } else {
    RUNS_ON.lastIndex = match.index + match[0].length;
    if (RUNS_ON.test(match.input)) return 0;
  }
  // "joes.com.Order now" contains joes.com
  for (let count = labels.length; count > 1; count -= 1) {
    const first = labels.slice(0, count);
    if (endsLink(first, false)) return first.join('.').length;
  }
  return 0;
}

/**
 * Returns the start and end (UTF-16) of each link in `text`, in order.
 * With `bare`, `joes.cafe` is a link too. A country's ending needs a third part or a path, so "Wait.is it on?" has no link.
 */
export function findLinks(text: string, bare: boolean): [number, number][] {
  const found: [number, number][] = [];
  for (const match of text.matchAll(bare ? BARE_TOO : WITH_SCHEME)) {
    const name = match.groups?.['name'];
    const length = name ? bareLength(match, name) : linkLength(match[0]);
    if (length) found.push([match.index, match.index + length]);
  }
  return found;
}
