/** The row of links at the top. On a phone it scrolls. */

/** Scrolls the row so that the current page's link is in sight. The page itself stays where it is. */
export function showCurrentLink(): void {
  const link = document.querySelector<HTMLElement>('nav a[aria-current="page"]');
  const row = link?.parentElement;
  if (link && row)
    row.scrollLeft = link.offsetLeft - row.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
}
