/** What single editors need besides the common way of replacing. Each entry says why; all were found by trying. */

export interface Quirks {
  /** Frames to give the editor to act on `beforeinput` that it does not prevent, before the browser's own command is used. */
  readonly patience: number;
  before(element: HTMLElement): Promise<void>;
  /** Makes the change in its own way; false to take the common one. */
  insert(element: HTMLElement, text: string): boolean;
  after(element: HTMLElement): Promise<void>;
}

const nothing = async (): Promise<void> => {};
const COMMON: Quirks = { patience: 2, before: nothing, insert: () => false, after: nothing };

/** Firefox drops clipboard data that we build, and the word with it. */
const canPaste = !navigator.userAgent.includes('Firefox/');

/**
 * Draft.js takes a word that crosses a style's edge out of the DOM but not out of its model when it is typed over in Chromium;
 * pasting goes through the model.
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

/** TinyMCE sets a level of undo when the caret is moved by key; without one before and after, undo takes more than the fix. */
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

/** Trix acts on the event without preventing it, and draws in a frame of its own; a second change in between would spoil its undo. */
const TRIX: Quirks = { ...COMMON, patience: 40 };

/** The quirks of the editor that `element` belongs to. */
export function quirksOf(element: HTMLElement): Quirks {
  if (element.matches('.public-DraftEditor-content')) return DRAFT;
  if (element.matches('.mce-content-body')) return TINYMCE;
  if (element.matches('trix-editor')) return TRIX;
  return COMMON;
}
