/** When a post has no question, the list suggests one that fits, and one press puts it into the box. Uses the default rules. */

import { Chromium, expect, test } from '../support/fixtures.ts';
import { Server } from '../support/server.ts';

const EDITORS = [
  'textarea',
  'contenteditable',
  'quill2',
  'quill1',
  'lexical',
  'draft',
  'slate',
  'prosemirror',
  'ckeditor5',
  'trix',
];
const POST =
  "The plant sale is on Saturday from ten in the old school. There's tea, and the tables are by the door.";

test('a suggested question can be put into every editor', async () => {
  const server = await Server.start(['questions']);
  const chromium = await Chromium.launch();
  await chromium.pair(server);
  for (const editor of EDITORS) {
    await test.step(editor, async () => {
      const runs = encodeURIComponent(JSON.stringify([{ text: POST }]));
      const tab = await chromium.open(`editors/${editor}.html?runs=${runs}`);
      await tab.page.waitForFunction(() => window.editor !== undefined);
      await tab.run(() => window.editor?.root().focus());
      await tab.pressOurs('.pill');
      await tab.shown('.panel .inserts .button');
      const label = (await tab.said('.panel .inserts .button')) ?? '';
      await tab.pressOurs('.panel .inserts .button');
      const text = (): Promise<string> => tab.run(() => window.editor?.text() ?? '');
      const question = label.replace(/^Ask: /, '');
      await tab.until(text, (now) => now === `${POST} ${question}`, 'the question in the box');
      await tab.press('Control+z');
      await tab.until(text, (now) => now === POST, 'one undo to take it back');
      expect(question).toMatch(/\?$/);
      await tab.close();
    });
  }
  await chromium.close();
  await server.dispose();
});
