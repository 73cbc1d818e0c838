import Squire from 'squire-rte';
import { app, html, ready, trimEnd } from '../editor.ts';

app.setAttribute('aria-label', 'Post text');
const editor = new Squire(app, { blockTag: 'P', sanitizeToDOMFragment: parse });
function parse(markup: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return document.importNode(template.content, true);
}
editor.setHTML(html);
ready({ text: () => trimEnd(app.innerText.replaceAll('\u00a0', ' ')), root: () => app });
