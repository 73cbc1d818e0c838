import tinymce from 'tinymce';
import 'tinymce/icons/default';
import 'tinymce/models/dom';
import 'tinymce/themes/silver';
import 'tinymce/skins/ui/oxide/skin.css';
import { app, html, ready, trimEnd } from './editor.ts';

/** Starts TinyMCE, either in the page itself or in its own frame. */
export async function startTinymce(inline: boolean): Promise<void> {
  const target = document.createElement('div');
  target.innerHTML = html;
  app.append(target);
  const [editor] = await tinymce.init({
    target,
    inline,
    license_key: 'gpl',
    skin: false,
    content_css: false,
    content_style: 'body { font: 16px sans-serif }',
    menubar: false,
    height: 260,
  });
  if (!editor) throw new Error('TinyMCE did not start');
  editor.undoManager.clear();
  ready({
    text: () =>
      trimEnd(editor.getContent({ format: 'text' }).replaceAll('\u00a0', ' ')).replace(/\n\n/g, '\n'),
    root: () => editor.getBody(),
  });
}
