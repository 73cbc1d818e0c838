import { convertFromRaw, Editor, EditorState } from 'draft-js';
import 'draft-js/dist/Draft.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { app, plain, ready, runs } from '../editor.ts';

let at = 0;
const inlineStyleRanges = runs.flatMap(({ text, bold }) => {
  const offset = at;
  at += text.length;
  return bold ? [{ offset, length: text.length, style: 'BOLD' as const }] : [];
});
const start = convertFromRaw({
  blocks: [{ key: 'first', text: plain, type: 'unstyled', depth: 0, inlineStyleRanges, entityRanges: [] }],
  entityMap: {},
});

let current = EditorState.createWithContent(start);
let change: (state: EditorState) => void = () => {};

function Page() {
  const [state, setState] = useState(current);
  current = state;
  change = setState;
  return <Editor editorState={state} onChange={setState} ariaLabel="Post text" />;
}

createRoot(app).render(<Page />);
const root = (): HTMLElement => app.querySelector('.public-DraftEditor-content') as HTMLElement;
const wait = new MutationObserver(() => {
  if (!root()) return;
  wait.disconnect();
  ready({
    text: () => current.getCurrentContent().getPlainText('\n'),
    root,
    clear: () => change(EditorState.createEmpty()),
  });
});
wait.observe(app, { childList: true, subtree: true });
