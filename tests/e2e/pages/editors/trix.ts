import 'trix';
import 'trix/dist/trix.css';
import { app, html, ready, trimEnd } from '../editor.ts';

interface TrixElement extends HTMLElement {
  readonly editor: {
    loadHTML(html: string): void;
    getDocument(): { toString(): string };
    getSelectedRange(): [number, number];
  };
}

const element = document.createElement('trix-editor') as TrixElement;
element.addEventListener('trix-initialize', () => {
  element.editor.loadHTML(html.replace(/<\/?p>/g, (tag) => tag.replace('p', 'div')));
  ready({
    text: () => trimEnd(element.editor.getDocument().toString()).replaceAll('\u00a0', ' '),
    root: () => element,
    caret: () => element.editor.getSelectedRange()[0],
  });
});
app.append(element);
