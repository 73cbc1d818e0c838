import jquery from 'jquery';
import 'summernote/dist/summernote-lite.css';
import { app, html, ready, trimEnd } from '../editor.ts';

type Noted = { summernote(...args: unknown[]): unknown };

// Summernote looks for jQuery in the page.
Object.assign(window, { jQuery: jquery, $: jquery });
await import('summernote/dist/summernote-lite.js');
const target = document.createElement('div');
app.append(target);
const note = jquery(target) as unknown as Noted;
note.summernote({ toolbar: [], height: 120 });
note.summernote('code', html);
note.summernote('commit');
const root = (): HTMLElement => app.querySelector('.note-editable') as HTMLElement;
ready({ text: () => trimEnd(root().innerText.replaceAll('\u00a0', ' ')), root });
