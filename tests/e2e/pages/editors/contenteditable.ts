import { app, html, ready, trimEnd } from '../editor.ts';

const box = document.createElement('div');
box.contentEditable = 'true';
box.setAttribute('role', 'textbox');
box.setAttribute('aria-label', 'Post text');
box.innerHTML = html;
app.append(box);
ready({ text: () => trimEnd(box.innerText).replaceAll('\u00a0', ' '), root: () => box });
