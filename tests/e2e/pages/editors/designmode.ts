import { app, html, ready, trimEnd } from '../editor.ts';

/** The oldest way to edit: a frame whose whole document is editable. */
const frame = document.createElement('iframe');
frame.width = '600';
frame.height = '200';
app.append(frame);
const page = frame.contentDocument as Document;
page.open();
page.write(`<!doctype html><body style="font:16px sans-serif">${html}</body>`);
page.close();
page.designMode = 'on';
// A body in design mode can't have the focus; its window can.
page.body.focus = () => frame.contentWindow?.focus();
ready({
  text: () => trimEnd(page.body.innerText.replaceAll('\u00a0', ' ')),
  root: () => page.body,
});
