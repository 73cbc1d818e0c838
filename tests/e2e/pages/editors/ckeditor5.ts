import { Bold, ClassicEditor, Essentials, Paragraph } from 'ckeditor5';
import 'ckeditor5/ckeditor5.css';
import { app, html, ready } from '../editor.ts';

const editor = await ClassicEditor.create(app, {
  licenseKey: 'GPL',
  plugins: [Essentials, Paragraph, Bold],
  toolbar: ['undo', 'bold'],
  initialData: html,
});

function plainText(data: string): string {
  const source = document.createElement('div');
  source.innerHTML = data;
  return Array.from(source.querySelectorAll('p'), (paragraph) =>
    (paragraph.textContent ?? '').replaceAll('\u00a0', ' '),
  ).join('\n');
}

ready({
  text: () => plainText(editor.getData()),
  root: () => editor.editing.view.getDomRoot() as HTMLElement,
});
