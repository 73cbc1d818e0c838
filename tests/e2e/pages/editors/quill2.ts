import Quill from 'quill';
import 'quill/dist/quill.snow.css';
import { app, html, ready, trimEnd } from '../editor.ts';

const quill = new Quill(app, { theme: 'snow' });
quill.clipboard.dangerouslyPasteHTML(html);
quill.history.clear();
ready({ text: () => trimEnd(quill.getText()), root: () => quill.root, clear: () => void quill.setText('') });
