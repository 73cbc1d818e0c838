import { createRoot } from 'react-dom/client';
import { createEditor, type Descendant, Node } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, type RenderLeafProps, Slate, withReact } from 'slate-react';
import { app, ready, runs } from '../editor.ts';

const editor = withHistory(withReact(createEditor()));
const start = [
  { type: 'paragraph', children: runs.length > 0 ? runs.map((run) => ({ ...run })) : [{ text: '' }] },
] as unknown as Descendant[];

function Leaf({ attributes, children, leaf }: RenderLeafProps) {
  return (
    <span {...attributes}>{(leaf as { bold?: boolean }).bold ? <strong>{children}</strong> : children}</span>
  );
}

createRoot(app).render(
  <Slate editor={editor} initialValue={start}>
    <Editable renderLeaf={(props) => <Leaf {...props} />} placeholder="What is new?" aria-label="Post text" />
  </Slate>,
);
const root = (): HTMLElement => app.querySelector('[data-slate-editor]') as HTMLElement;
const wait = new MutationObserver(() => {
  if (!root()) return;
  wait.disconnect();
  ready({
    text: () => editor.children.map((node) => Node.string(node)).join('\n'),
    root,
    caret: () => editor.selection?.anchor.offset ?? null,
  });
});
wait.observe(app, { childList: true, subtree: true });
