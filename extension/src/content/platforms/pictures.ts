/** Counts the pictures attached to a post that have no description yet, so the panel can remind the person of it. */

/** What a post is written in: the form or dialog around its box. */
const COMPOSER = 'form, dialog, [role="dialog"], [aria-modal="true"]';
const LEVELS_UP = 5;
/** Smaller pictures are icons, in CSS pixels. */
const SMALLEST = 40;
/** What sites and cameras call a picture that nobody has described. */
const NO_DESCRIPTION =
  /^\W*(?:image|img|photo|picture|preview|attachment|attached|media|upload|untitled|screenshot)s?\b.{0,16}$|\.(?:png|jpe?g|gif|webp|heic|avif)$/i;

function composerOf(box: Element): Element {
  const named = box.closest(COMPOSER);
  if (named) return named;
  let around = box;
  for (
    let level = 0;
    level < LEVELS_UP && around.parentElement && around.parentElement !== document.body;
    level += 1
  )
    around = around.parentElement;
  return around;
}

/** A picture from the person's own computer, which is not sent yet or was chosen just now. */
const isAttached = (image: HTMLImageElement): boolean =>
  /^(?:blob|data):/.test(image.currentSrc || image.src) &&
  image.offsetWidth >= SMALLEST &&
  image.offsetHeight >= SMALLEST;

/** Returns whether a text describes a picture, and isn't only its name. */
export const isDescription = (text: string): boolean => {
  const plain = text.trim();
  return plain.length > 0 && !NO_DESCRIPTION.test(plain);
};

export function countUndescribed(box: Element): number {
  return Array.from(composerOf(box).querySelectorAll('img')).filter(
    (image) => isAttached(image) && !isDescription(image.alt),
  ).length;
}
