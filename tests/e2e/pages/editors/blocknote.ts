import { BlockNoteEditor } from '@blocknote/core';
import '@blocknote/core/style.css';
import { app, ready, runs } from '../editor.ts';

const editor = BlockNoteEditor.create({
  trailingBlock: false,
  initialContent: [
    {
      type: 'paragraph',
      content: runs.map(({ text, bold }) => ({ type: 'text' as const, text, styles: bold ? { bold } : {} })),
    },
  ],
});
editor.mount(app);
const view = editor.prosemirrorView;
ready({
  text: () => view.state.doc.textBetween(0, view.state.doc.content.size, '\n'),
  root: () => view.dom as HTMLElement,
});
