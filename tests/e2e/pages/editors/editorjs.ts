import EditorJS from '@editorjs/editorjs';
import { app, ready, runs } from '../editor.ts';

const markup = runs.map(({ text, bold }) => (bold ? `<b>${text}</b>` : text)).join('');
const editor = new EditorJS({
  holder: app,
  minHeight: 90,
  data: { blocks: [{ type: 'paragraph', data: { text: markup } }] },
});
await editor.isReady;
const root = (): HTMLElement => app.querySelector('[contenteditable="true"]') as HTMLElement;
ready({ text: () => root().innerText.replaceAll('\u00a0', ' ').trim(), root });
