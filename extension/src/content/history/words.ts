/** Knows a site's own post button: by the site's selector, or by its name in the languages that people mostly use such sites in. */

const NAMES: ReadonlySet<string> = new Set([
  ...['post', 'post now', 'post all', 'post it', 'publish', 'publish now', 'publish post', 'tweet', 'toot'],
  ...['share', 'share now', 'share post', 'send', 'send now', 'submit', 'reply', 'comment', 'add comment'],
  ...['posten', 'veröffentlichen', 'teilen', 'senden', 'absenden', 'antworten', 'kommentieren'],
  ...['publier', 'poster', 'partager', 'envoyer', 'répondre', 'commenter'],
  ...['publicar', 'postear', 'compartir', 'enviar', 'responder', 'comentar'],
  ...['postar', 'compartilhar', 'partilhar'],
  ...['pubblica', 'condividi', 'invia', 'rispondi', 'commenta'],
  ...['plaatsen', 'publiceren', 'delen', 'versturen', 'beantwoorden', 'reageren'],
]);
const MAX_NAME = 40;

const BUTTONS = 'button, [role="button"], input[type="submit"], input[type="button"]';
/** What a person presses to do something else. */
const OTHERS = `${BUTTONS}, a[href], [role="link"], [role="menuitem"], [role="tab"], summary`;

const matching = (path: readonly EventTarget[], selector: string): Element | null =>
  path.find((target): target is Element => target instanceof Element && target.matches(selector)) ?? null;

/** Returns a button's name in lower case, without signs and digits. */
function nameOf(button: Element): string {
  const label =
    button.getAttribute('aria-label') ||
    (button instanceof HTMLInputElement ? button.value : button.textContent) ||
    button.getAttribute('title') ||
    '';
  return label
    .slice(0, 4 * MAX_NAME)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}]+/gu, ' ')
    .trim();
}

/** Returns whether a button can't be pressed now. */
export const isOff = (button: Element): boolean =>
  button.matches(':disabled') || button.getAttribute('aria-disabled') === 'true';

/** What a press was on: a post button, something else that acts, or nothing. */
export type Press = { readonly on: 'post'; readonly button: Element } | { readonly on: 'other' | 'nothing' };

/** Reads the path of a click, from the element that was pressed outwards. `selector` finds the site's own post buttons. */
export function readPress(path: readonly EventTarget[], selector: string | null): Press {
  const button = (selector && matching(path, selector)) || matching(path, BUTTONS);
  if (!button) return { on: matching(path, OTHERS) ? 'other' : 'nothing' };
  const isPost = !isOff(button) && ((selector && button.matches(selector)) || NAMES.has(nameOf(button)));
  return isPost ? { on: 'post', button } : { on: 'other' };
}
