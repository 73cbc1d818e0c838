/** For each editor and browser: softsell finds it, underlines the right glyphs while typing, applies fixes in its model, and one key undoes them. */

import { test } from '../support/fixtures.ts';
import type { Tab } from '../support/tab.ts';

const RICH = [
  'quill2',
  'quill1',
  'lexical',
  'draft',
  'slate',
  'prosemirror',
  'tiptap',
  'ckeditor5',
  'tinymce-inline',
  'tinymce-iframe',
  'trix',
  'blocknote',
  'milkdown',
  'editorjs',
  'jodit',
  'summernote',
  'squire',
  'designmode',
  'contenteditable',
];
const PLAIN = ['codemirror6', 'plaintext-only', 'react-textarea', 'textarea', 'input'];
const FIELDS = new Set(['react-textarea', 'textarea', 'input']);
const JOINS_BY_TIME = new Set(['quill2', 'quill1', 'jodit']);

const SENTENCE = 'We utilise rye flour and bake at four.';

interface Opener {
  open(path: string): Promise<Tab>;
}

interface Run {
  readonly text: string;
  readonly bold?: boolean;
}

async function openEditor(browser: Opener, editor: string, runs: readonly Run[]): Promise<Tab> {
  const tab = await browser.open(`editors/${editor}.html?runs=${encodeURIComponent(JSON.stringify(runs))}`);
  await tab.until(() => tab.run(() => window.editor !== undefined), Boolean, `${editor} to start`);
  await caretAt(tab, 0);
  return tab;
}

const text = (tab: Tab): Promise<string> => tab.run(() => window.editor?.text() ?? '');

const reads = (tab: Tab, wanted: string): Promise<string> =>
  tab.until(
    () => text(tab),
    (now) => now === wanted,
    `the editor to hold “${wanted}”`,
  );

/**
 * Presses a key until the editor's model has the caret there. Trix draws what was typed in a frame of its own, and puts the caret back
 * where its model has it, so a key just before that moves nothing. And what is typed before the model follows lands at the old place.
 */
async function pressUntilAt(tab: Tab, key: string, offset: number): Promise<void> {
  await tab.until(
    async () => {
      await tab.press(key);
      return tab.run((wanted) => window.editor?.caret?.() ?? wanted, offset);
    },
    (at) => at === offset,
    `${key} to put the caret at ${offset}`,
  );
}

/** Puts the caret at an offset of the box's text with keys, as a person does. */
async function caretAt(tab: Tab, offset: number): Promise<void> {
  await tab.run(() => window.editor?.root().focus());
  await pressUntilAt(tab, 'Control+Home', 0);
  for (let step = 0; step < offset; step += 1) await tab.press('ArrowRight');
  await tab.until(
    () => tab.run((wanted) => window.editor?.caret?.() ?? wanted, offset),
    (at) => at === offset,
    'the caret to be at its place',
  );
}

/** Puts the caret at the end of the box's text. */
const caretAtEnd = async (tab: Tab): Promise<void> =>
  pressUntilAt(tab, 'Control+End', (await text(tab)).length);

/** Returns where the browser draws the glyphs of a text in the editor. */
function glyphs(tab: Tab, wanted: string): Promise<{ x: number; width: number; bottom: number } | null> {
  return tab.run((phrase) => {
    const root = window.editor?.root() as HTMLElement;
    const view = root.ownerDocument;
    const walker = view.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      const start = node.data.indexOf(phrase);
      if (start < 0) continue;
      const range = view.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + phrase.length);
      const { x, width, bottom } = range.getBoundingClientRect();
      return { x, width, bottom };
    }
    return null;
  }, wanted);
}

async function applyFix(tab: Tab): Promise<void> {
  await tab.underlined(['utilise']);
  await tab.pointAt('utilise');
  await tab.pressOurs('.card .fixes .button', '', await tab.origin());
}

async function keepsRightWhileTyping(tab: Tab, editor: string): Promise<void> {
  await tab.underlined(['utilise']);
  if (!FIELDS.has(editor)) {
    // The page may still be laying itself out, so both are looked at until they agree.
    await tab.until(
      async () => {
        const [painted] = await tab.underlines();
        const real = await glyphs(tab, 'utilise');
        return { painted: painted?.rects[0], real };
      },
      ({ painted, real }) =>
        Math.abs((painted?.x ?? -1) - (real?.x ?? -9)) < 0.5 &&
        Math.abs((painted?.width ?? -1) - (real?.width ?? -9)) < 0.5,
      'the underline to lie under the glyphs',
    );
  }
  // Typing before it moves the underline along.
  await tab.type('Here ');
  await tab.underlined(['utilise']);
  // Typing inside it changes the word.
  await caretAt(tab, 'Here We uti'.length);
  await tab.type('x');
  await tab.underlined([]);
  await tab.press('Backspace');
  await tab.underlined(['utilise']);
  // Typing after it leaves it alone.
  await caretAtEnd(tab);
  await tab.type(' So very unique.');
  await tab.underlined(['utilise', 'very unique']);
  await reads(tab, `Here ${SENTENCE} So very unique.`);
}

async function fixesAndUndoes(tab: Tab): Promise<void> {
  await applyFix(tab);
  await reads(tab, 'We use rye flour and bake at four.');
  await tab.press('Control+z');
  await reads(tab, SENTENCE);
  // The editor still works: new text goes where it should.
  await caretAtEnd(tab);
  await tab.type('!');
  await reads(tab, `${SENTENCE}!`);
}

async function undoesOnlyTheFix(tab: Tab): Promise<void> {
  await caretAtEnd(tab);
  await tab.type(' Yes');
  await applyFix(tab);
  await reads(tab, 'We use rye flour and bake at four. Yes');
  await tab.press('Control+z');
  await reads(tab, `${SENTENCE} Yes`);
}

const BOLD: readonly (readonly Run[])[] = [
  [{ text: 'We ' }, { text: 'utilise rye', bold: true }, { text: ' flour.' }],
  [{ text: 'We uti' }, { text: 'lise rye', bold: true }, { text: ' flour.' }],
];

async function fixesInBold(browser: Opener, editor: string): Promise<void> {
  for (const runs of BOLD) {
    const tab = await openEditor(browser, editor, runs);
    await applyFix(tab);
    await reads(tab, 'We use rye flour.');
    await tab.press('Control+z');
    await reads(tab, 'We utilise rye flour.');
    await tab.close();
  }
}

for (const editor of [...RICH, ...PLAIN]) {
  test(`${editor}: underlines the right glyphs, and keeps them right while typing`, async ({ subject }) => {
    const tab = await openEditor(subject, editor, [{ text: SENTENCE }]);
    await keepsRightWhileTyping(tab, editor);
    await tab.close();
  });

  test(`${editor}: applies a fix that the editor knows about and one undo takes back`, async ({
    subject,
  }) => {
    const tab = await openEditor(subject, editor, [{ text: SENTENCE }]);
    await fixesAndUndoes(tab);
    await tab.close();
  });

  // These join everything that happens within a second to one undo level, whoever does it.
  if (JOINS_BY_TIME.has(editor)) continue;
  test(`${editor}: one undo after a fix leaves what was typed before it`, async ({ subject }) => {
    const tab = await openEditor(subject, editor, [{ text: SENTENCE }]);
    await undoesOnlyTheFix(tab);
    await tab.close();
  });
}

for (const editor of RICH) {
  test(`${editor}: applies a fix inside bold and across its edge`, async ({ subject }) => {
    await fixesInBold(subject, editor);
  });
}
