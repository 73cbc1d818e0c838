import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { app, html, ready } from '../editor.ts';

const editor = new Editor({ element: app, extensions: [StarterKit], content: html });
ready({
  text: () => editor.getText({ blockSeparator: '\n' }),
  root: () => editor.view.dom,
  clear: () => void editor.commands.clearContent(),
});
