import { Jodit } from 'jodit/esm/index.js';
import 'jodit/es2021/jodit.min.css';
import { app, html, ready, trimEnd } from '../editor.ts';

const area = document.createElement('textarea');
area.value = html;
app.append(area);
const editor = Jodit.make(area, {
  toolbar: false,
  statusbar: false,
  spellcheck: false,
  history: { timeout: 0 },
});
ready({ text: () => trimEnd(editor.text.replaceAll('\u00a0', ' ')), root: () => editor.editor });
