import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { app, plain, ready } from '../editor.ts';

const view = new EditorView({
  parent: app,
  state: EditorState.create({
    doc: plain,
    extensions: [history(), keymap.of([...defaultKeymap, ...historyKeymap]), EditorView.lineWrapping],
  }),
});
ready({ text: () => view.state.doc.toString(), root: () => view.contentDOM });
