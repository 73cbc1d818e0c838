/** Shows how to install the extension, with a picture of what it does. */

import { h } from '../ui/dom.ts';
import { COMMAND } from './server.ts';

function renderSteps(...lines: readonly (string | readonly (Node | string)[])[]): HTMLOListElement {
  return h('ol', {}, ...lines.map((line) => h('li', {}, ...(typeof line === 'string' ? [line] : line))));
}

const code = (text: string): HTMLElement => h('code', {}, text);

export function renderBrowserView(): HTMLElement {
  return h(
    'div',
    { class: 'browser' },
    h(
      'section',
      { class: 'sheet', 'aria-labelledby': 'browser-title' },
      h('h2', { id: 'browser-title' }, 'softsell where you write'),
      h(
        'p',
        {},
        'The browser extension underlines phrases right where you write, on X, LinkedIn, Facebook and other sites. It uses the server that runs here, and nothing you write leaves this computer.',
      ),
      h('h3', {}, 'Chrome, Edge, Brave'),
      renderSteps(
        [
          'In a terminal, type ',
          code(`${COMMAND} setup`),
          '. It prepares your browsers and prints a folder.',
        ],
        ['Open ', code('chrome://extensions'), ' and switch on Developer mode, at the top right.'],
        'Press “Load unpacked” and choose the folder.',
      ),
      h('h3', {}, 'Firefox'),
      renderSteps(
        [
          'In a terminal, type ',
          code(`${COMMAND} setup`),
          '. It prepares your browsers and prints a folder.',
        ],
        ['Open ', code('about:debugging#/runtime/this-firefox'), '.'],
        [
          'Press “Load Temporary Add-on…” and choose the file ',
          code('manifest.json'),
          ' in that folder. Firefox keeps the add-on until you close it.',
        ],
      ),
      h('h3', {}, 'Then'),
      renderSteps(
        'Write a post. The extension is connected already.',
        'If its button in the toolbar says that it isn’t, press Connect there. softsell’s page shows the same code: press Allow.',
      ),
      h('h3', {}, 'Update'),
      renderSteps(
        [
          'Install the newer softsell as you installed this one: ',
          code('pipx install --force'),
          ' or ',
          code('uv tool install --force'),
          ', with the new file.',
        ],
        'Start softsell again. The extension in its folder is new then, too: press the reload arrow on its card in the browser’s list of extensions.',
      ),
    ),
    h(
      'figure',
      { class: 'sheet' },
      h(
        'picture',
        {},
        h('source', { srcset: '/static/example-dark.png', media: '(prefers-color-scheme: dark)' }),
        h('img', {
          src: '/static/example-light.png',
          alt: 'A post on X with two phrases underlined, and the card of one of them.',
          width: 660,
          height: 430,
        }),
      ),
      h('figcaption', { class: 'muted' }, 'A phrase underlined in a post, and its card.'),
    ),
  );
}
