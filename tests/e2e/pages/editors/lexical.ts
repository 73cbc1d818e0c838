import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerRichText } from '@lexical/rich-text';
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from 'lexical';
import { app, ready, runs } from '../editor.ts';

app.contentEditable = 'true';
app.setAttribute('role', 'textbox');
const editor = createEditor({ namespace: 'e2e', onError: (error) => console.error(error) });
editor.setRootElement(app);
editor.update(
  () => {
    const paragraph = $createParagraphNode();
    for (const { text, bold } of runs) {
      const node = $createTextNode(text);
      if (bold) node.toggleFormat('bold');
      paragraph.append(node);
    }
    $getRoot().clear().append(paragraph);
  },
  { discrete: true },
);
registerRichText(editor);
registerHistory(editor, createEmptyHistoryState(), 300);
ready({
  text: () =>
    editor.getEditorState().read(() =>
      $getRoot()
        .getChildren()
        .map((node) => node.getTextContent())
        .join('\n'),
    ),
  root: () => app,
  clear: () => editor.update(() => void $getRoot().clear().append($createParagraphNode())),
});
