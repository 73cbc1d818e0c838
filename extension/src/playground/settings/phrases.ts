/** Phrases as people type them, and as the patterns that softsell.toml holds. Without the DOM. */

const QUOTED = /("[^"\s]{1,20}")/;
const BRACKETS = /\([^()]*\)/;

/** Brackets that say something: one of several, or a part that may be missing. */
const isChoice = (bracket: string, after: string): boolean => bracket.includes('|') || after.startsWith('?');

const quote = (text: string): string => text.replace(/[()|]/g, '"$&"');

/** Keeps brackets that mean something, from the inside out, and takes the others as written. */
function quoteBrackets(text: string): string {
  const kept: string[] = [];
  let rest = text;
  for (let found = BRACKETS.exec(rest); found; found = BRACKETS.exec(rest)) {
    const after = rest.slice(found.index + found[0].length);
    const inner = found[0].slice(1, -1);
    kept.push(isChoice(found[0], after) ? found[0] : `"("${inner}")"`);
    rest = `${rest.slice(0, found.index)}\u0000${kept.length - 1}\u0001${after}`;
  }
  rest = quote(rest);
  for (let number = kept.length - 1; number >= 0; number -= 1)
    rest = rest.replace(`\u0000${number}\u0001`, () => kept[number] ?? '');
  return rest;
}

/**
 * Returns the pattern for a phrase that a person typed. (this|that), (perhaps)?, ~word and <number> mean what they mean in patterns. Any
 * other bracket, and a bar outside brackets, is taken as written.
 */
export function toPattern(phrase: string): string {
  const parts = phrase.split(QUOTED);
  // The brackets around a quoted mark belong to it, so such phrases are patterns already.
  if (parts.length > 1) return phrase;
  return quoteBrackets(phrase)
    .replace(/<(?![a-z-]+>)|(?<!<[a-z-]*)>/g, '"$&"')
    .replace(/\{(?!\d+(,\d+)?\})|(?<!\{[\d,]*)\}/g, '"$&"')
    .replace(/~(?!\p{L})/gu, '"~"');
}

/** Returns a pattern as a person would type it. */
export function toPhrase(pattern: string): string {
  const plain = pattern.replace(/"([()|<>{}~])"/g, '$1');
  return toPattern(plain) === pattern ? plain : pattern;
}
