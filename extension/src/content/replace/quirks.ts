/** What some editors need besides the common way of replacing text. Each entry says why. We found them all by trying. */

export interface Quirks {
  /** How many frames an editor gets to act on a `beforeinput` that it doesn't prevent, before we use the browser's own command. */
  readonly patience: number;
  /** Runs when the text to replace is selected. It may move the selection. */
  before(element: HTMLElement, selection: Selection): Promise<void>;
  /** Makes the change in the editor's own way. Returns false to use the common way. */
  insert(element: HTMLElement, text: string): boolean;
  after(element: HTMLElement): Promise<void>;
}

const doNothing = async (): Promise<void> => {};
const COMMON: Quirks = { patience: 2, before: doNothing, insert: () => false, after: doNothing };

/** Firefox drops clipboard data that we build, and deletes the word with it. */
const canPaste = !navigator.userAgent.includes('Firefox/');

/**
 * When we type over a word that crosses a style's edge in Chromium, Draft.js removes it from the DOM but not from its model.
 * Pasting goes through the model.
 */
const DRAFT: Quirks = {
  ...COMMON,
  insert(element, text) {
    if (!canPaste || !text) return false;
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
    return true;
  },
};

/** TinyMCE adds an undo level when a key moves the caret. Without one before and after the fix, undo takes back more than the fix. */
const TINYMCE: Quirks = {
  ...COMMON,
  before: async (element) => pressRight(element),
  after: async (element) => pressRight(element),
};

function pressRight(element: HTMLElement): void {
  const key = {
    key: 'ArrowRight',
    code: 'ArrowRight',
    keyCode: 39,
    which: 39,
    bubbles: true,
    cancelable: true,
  } as KeyboardEventInit;
  element.dispatchEvent(new KeyboardEvent('keydown', key));
  element.dispatchEvent(new KeyboardEvent('keyup', key));
}

/** Trix acts on the event without preventing it, and draws in a later frame. A second change in between would spoil its undo. */
const TRIX: Quirks = { ...COMMON, patience: 40 };

/** Summernote adds an undo level when the mouse is released in it, and for no key. */
const SUMMERNOTE: Quirks = {
  ...COMMON,
  before: async (element) => void element.dispatchEvent(new MouseEvent('mouseup')),
};

/** Editors that take the text from `beforeinput` or the DOM, and keep an undo level for it. */
const KNOWN =
  '.ql-editor, [data-lexical-editor], [data-slate-editor], .ProseMirror, .jodit-wysiwyg, .ck-editor__editable, .cm-content, [contenteditable="plaintext-only"]';

/**
 * An editor that we don't know, such as Squire, may keep an undo level only when a space is typed. Without one, undo takes back the
 * words typed before the fix too. The key alone writes nothing. It comes after the word, where no shortcut like "# " waits for it.
 */
const UNKNOWN: Quirks = {
  ...COMMON,
  async before(element, selection) {
    selection.collapseToEnd();
    const init = { key: ' ', code: 'Space', bubbles: true, cancelable: true, composed: true };
    element.dispatchEvent(new KeyboardEvent('keydown', init));
    element.dispatchEvent(new KeyboardEvent('keyup', init));
  },
};

/** Returns the quirks of the editor that `element` belongs to. */
export function quirksOf(element: HTMLElement): Quirks {
  if (element.matches('.public-DraftEditor-content')) return DRAFT;
  if (element.matches('.mce-content-body')) return TINYMCE;
  if (element.matches('trix-editor')) return TRIX;
  if (element.matches('.note-editable')) return SUMMERNOTE;
  return element.closest(KNOWN) ? COMMON : UNKNOWN;
}
