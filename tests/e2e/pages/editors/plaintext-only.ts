import { app, plain, ready, trimEnd } from '../editor.ts';

const box = document.createElement('div');
box.setAttribute('contenteditable', 'plaintext-only');
box.setAttribute('role', 'textbox');
box.style.whiteSpace = 'pre-wrap';
box.textContent = plain;
app.append(box);
ready({ text: () => trimEnd(box.innerText).replaceAll('\u00a0', ' '), root: () => box });
