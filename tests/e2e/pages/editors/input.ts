import { app, plain, ready } from '../editor.ts';

const input = document.createElement('input');
input.placeholder = 'Title of your post';
input.style.width = '500px';
input.value = plain;
app.append(input);
ready({ text: () => input.value, root: () => input });
