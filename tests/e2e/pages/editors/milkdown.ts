import { defaultValueCtx, Editor, editorViewCtx, rootCtx } from '@milkdown/kit/core';
import { history } from '@milkdown/kit/plugin/history';
import { commonmark } from '@milkdown/kit/preset/commonmark';
import { app, ready, runs } from '../editor.ts';

const markdown = runs.map(({ text, bold }) => (bold ? `**${text}**` : text)).join('');
const editor = await Editor.make()
  .config((context) => {
    context.set(rootCtx, app);
    context.set(defaultValueCtx, markdown);
  })
  .use(commonmark)
  .use(history)
  .create();
const view = editor.action((context) => context.get(editorViewCtx));
ready({
  text: () => view.state.doc.textBetween(0, view.state.doc.content.size, '\n').replaceAll('\u00a0', ' '),
  root: () => view.dom,
});
