/** Keeps what a person has opened and searched for when a part of the page is drawn anew. */

/** Names an element by what it says and, in a list, by its item, because the element itself is replaced. */
const nameOf = (block: HTMLDetailsElement): string =>
  `${block.closest('[id]')?.id ?? ''} ${block.querySelector('summary')?.textContent ?? ''}`;

/** Notes which blocks in `part` are open and what its search boxes hold. Returns a function that restores both in what stands there then. */
export function rememberOpen(part: HTMLElement): () => void {
  const open = new Set([...part.querySelectorAll<HTMLDetailsElement>('details[open]')].map(nameOf));
  const searches = [...part.querySelectorAll<HTMLInputElement>('input[type="search"]')];
  const wanted = new Map(searches.map(({ ariaLabel, value }) => [ariaLabel, value]));
  const openIn = (outer: HTMLElement): void => {
    for (const block of outer.querySelectorAll('details')) {
      if (block.open || !open.has(nameOf(block))) continue;
      block.open = true;
      // Some blocks are only filled when they open, with blocks that may be open too. The browser says so later.
      block.dispatchEvent(new Event('toggle'));
      openIn(block);
    }
  };
  return () => {
    openIn(part);
    for (const search of part.querySelectorAll<HTMLInputElement>('input[type="search"]')) {
      search.value = wanted.get(search.ariaLabel) ?? '';
      if (search.value) search.dispatchEvent(new Event('input'));
    }
  };
}
