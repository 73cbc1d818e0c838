/** For each editor: found, underlined at the right glyphs, kept right while typing, mended in its own model, undone by one key. */

import type { Frame, Page } from '@playwright/test';
import { expect, test } from '../support/extension.ts';
import { expectUnderlined, glyphs, underlines } from '../support/underlines.ts';

const RICH = ['quill2', 'quill1', 'lexical', 'draft', 'slate', 'prosemirror', 'tiptap', 'ckeditor5', 'tinymce-inline', 'tinymce-iframe', 'trix', 'contenteditable'];
const PLAIN = ['codemirror6', 'plaintext-only', 'react-textarea', 'textarea', 'input'];
const FIELDS = new Set(['react-textarea', 'textarea', 'input']);

const SENTENCE = 'We utilise rye flour and bake at four.';

async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => window.editor !== undefined);
}

const text = (page: Page): Promise<string> => page.evaluate(() => window.editor?.text() ?? '');

/** The document that holds the underlines: a frame's own, for an editor in a frame. */
async function documentOf(page: Page, editor: string): Promise<Page | Frame> {
  if (editor !== 'tinymce-iframe') return page;
  return page.frames().find((frame) => frame !== page.mainFrame()) as Frame;
}

/** Puts the caret into the box at an offset of its text, the way a person does: by a click and keys. */
async function caretAt(page: Page, offset: number): Promise<void> {
  await page.evaluate(() => window.editor?.root().focus());
  await page.keyboard.press('Control+Home');
  for (let step = 0; step < offset; step += 1) await page.keyboard.press('ArrowRight');
}

const address = (editor: string, runs: readonly { text: string; bold?: boolean }[]): string =>
  `editors/${editor}.html?runs=${encodeURIComponent(JSON.stringify(runs))}`;

for (const editor of [...RICH, ...PLAIN]) {
  test.describe(editor, () => {
    test('underlines the right glyphs, and keeps them right while typing', async ({ browser_ }) => {
      const page = await browser_.open(address(editor, [{ text: SENTENCE }]));
      await ready(page);
      const view = await documentOf(page, editor);
      await caretAt(page, 0);
      await expectUnderlined(view, ['utilise']);

      if (!FIELDS.has(editor) && editor !== 'tinymce-iframe') {
        const [painted] = await underlines(view);
        const [real] = await glyphs(page, 'utilise');
        expect(painted?.rects[0]?.x).toBeCloseTo(real?.x ?? -1, 0);
        expect(painted?.rects[0]?.width).toBeCloseTo(real?.width ?? -1, 0);
      }

      // Before it: the underline moves along.
      await page.keyboard.type('Here ');
      await expectUnderlined(view, ['utilise']);
      // Inside: the word is another one now.
      await caretAt(page, 'Here We uti'.length);
      await page.keyboard.type('x');
      await expectUnderlined(view, []);
      await page.keyboard.press('Backspace');
      await expectUnderlined(view, ['utilise']);
      // After it.
      await page.keyboard.press('Control+End');
      await page.keyboard.type(' So very unique.');
      await expectUnderlined(view, ['utilise', 'very unique']);
      expect(await text(page)).toBe(`Here ${SENTENCE} So very unique.`);
      await page.close();
    });

    test('applies a fix that the editor knows of and one undo takes back', async ({ browser_, ours }) => {
      const page = await browser_.open(address(editor, [{ text: SENTENCE }]));
      await ready(page);
      await applyFix(page, editor, await ours(page));
      await expect.poll(() => text(page)).toBe('We use rye flour and bake at four.');
      await page.keyboard.press('Control+z');
      await expect.poll(() => text(page)).toBe(SENTENCE);
      // The editor still works: what is typed next lands where it should.
      await page.keyboard.press('Control+End');
      await page.keyboard.type('!');
      await expect.poll(() => text(page)).toBe(`${SENTENCE}!`);
      await page.close();
    });
  });
}

for (const editor of RICH) {
  test(`${editor}: applies a fix inside bold and across its edge`, async ({ browser_, ours }) => {
    for (const runs of [
      [{ text: 'We ' }, { text: 'utilise rye', bold: true }, { text: ' flour.' }],
      [{ text: 'We uti' }, { text: 'lise rye', bold: true }, { text: ' flour.' }],
    ]) {
      const page = await browser_.open(address(editor, runs));
      await ready(page);
      await applyFix(page, editor, await ours(page));
      await expect.poll(() => text(page)).toBe('We use rye flour.');
      await page.keyboard.press('Control+z');
      await expect.poll(() => text(page)).toBe('We utilise rye flour.');
      await page.close();
    }
  });
}

/** Opens the card of "utilise" by pointing at it, and presses the fix. */
async function applyFix(page: Page, editor: string, card: import('../support/ours.ts').Ours): Promise<void> {
  const view = await documentOf(page, editor);
  await caretAt(page, 0);
  await expectUnderlined(view, ['utilise']);
  const [underline] = await underlines(view);
  const frame = view === page ? null : await (view as Frame).frameElement();
  const origin = (await frame?.boundingBox()) ?? { x: 0, y: 0 };
  const rect = underline?.rects[0];
  if (!rect) throw new Error('nothing is underlined');
  await page.mouse.move(origin.x + rect.x + rect.width / 2, origin.y + rect.y + rect.height / 2);
  const button = await card.shown('.card .fixes .button');
  await page.mouse.click(origin.x + button.x + button.width / 2, origin.y + button.y + button.height / 2);
}
