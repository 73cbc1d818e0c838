/** Decides which elements are boxes for writing a post. It leaves out fields for searches, passwords, code and addresses. It only reads. */

import type { Site } from '../platforms/sites.ts';

export type Box = HTMLTextAreaElement | HTMLInputElement | HTMLElement;

const POST_FIELD =
  /post|comment|repl(?:y|ies)|title|caption|status|what['’]s|share|write|descri|headline|publi|thought|say something|toot|tweet|story|content|tag.?line|slogan|\bbio\b|subject|\bhook\b|message|blurb/i;
const NO_POST =
  /search|filter|find|password|e-?mail|phone|address|zip|postal|user.?name|url|website|coupon|code|token|regex|query|sql|css|html|json/i;
const OPT_OUT = '[data-softsell="off"]';
const CODE =
  '.monaco-editor, .CodeMirror, .ace_editor, .cm-content[data-language]:not([data-language="markdown"]), [role="code"], pre > code';
const SEARCH = 'search, [role="search"], [role="searchbox"]';

/** Names that say it's for readers, even if another word says otherwise ("Email subject"). */
const SURELY_POST = /subject|tag.?line|slogan|caption/i;

function isPostName(name: string): boolean {
  return POST_FIELD.test(name) && (!NO_POST.test(name) || SURELY_POST.test(name));
}

function nameOf(element: Element): string {
  const labels =
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
  const label = labels?.[0]?.textContent?.slice(0, 120) ?? '';
  const attributes = ['aria-label', 'placeholder', 'name', 'id', 'aria-placeholder', 'data-placeholder'];
  return [label, ...attributes.map((name) => element.getAttribute(name) ?? '')].join(' ');
}

function isWritable(element: HTMLTextAreaElement | HTMLInputElement): boolean {
  return !element.disabled && !element.readOnly && !element.matches(':disabled');
}

function isPostInput(input: HTMLInputElement): boolean {
  if (input.type !== 'text' || !isWritable(input)) return false;
  if (input.autocomplete && input.autocomplete !== 'off' && input.autocomplete !== 'on') return false;
  const name = nameOf(input);
  return isPostName(name);
}

function isPostTextarea(area: HTMLTextAreaElement): boolean {
  if (!isWritable(area)) return false;
  const name = nameOf(area);
  return POST_FIELD.test(name) || !NO_POST.test(name);
}

function isPostEditable(element: HTMLElement): boolean {
  if (!isEdited(element) || element.getAttribute('aria-readonly') === 'true') return false;
  if (element.getAttribute('aria-disabled') === 'true') return false;
  const role = element.getAttribute('role');
  if (
    role &&
    !['textbox', 'combobox', 'application', 'presentation', 'main', 'document', 'region'].includes(role)
  )
    return false;
  const name = nameOf(element);
  return POST_FIELD.test(name) || !NO_POST.test(name);
}

/** Returns the outermost element that is edited together with `element`. */
function editingHostOf(element: HTMLElement): HTMLElement {
  let host = element;
  for (let up = host.parentElement; up?.isContentEditable; up = up.parentElement) host = up;
  return host;
}

/** Returns whether the page lets people write in it. Firefox says nothing of design mode in isContentEditable. */
const isEdited = (element: HTMLElement): boolean =>
  element.isContentEditable || element.ownerDocument.designMode === 'on';

function editedBox(element: HTMLElement): Box | null {
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) return element;
  if (element.ownerDocument.designMode === 'on') return element.ownerDocument.body;
  return element.isContentEditable ? editingHostOf(element) : null;
}

/** Returns the box that `element` is or lies in, or null if it isn't for writing a post. */
export function boxOf(element: Element, site: Site): Box | null {
  if (!(element instanceof HTMLElement)) return null;
  const box = editedBox(element);
  if (!box || box.closest(OPT_OUT) || box.closest(SEARCH) || box.closest(CODE)) return null;
  if (site.exclude && box.closest(site.exclude)) return null;
  if (box instanceof HTMLInputElement) return isPostInput(box) ? box : null;
  if (box instanceof HTMLTextAreaElement) return isPostTextarea(box) ? box : null;
  return isPostEditable(box) ? box : null;
}
