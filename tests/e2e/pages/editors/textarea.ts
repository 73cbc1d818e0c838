import { app, plain, ready } from '../editor.ts';

const area = document.createElement('textarea');
area.rows = 6;
area.cols = 50;
area.placeholder = 'What is new?';
area.value = plain;
app.append(area);
ready({ text: () => area.value, root: () => area });
