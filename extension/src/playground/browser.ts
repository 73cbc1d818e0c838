/** How to have softsell in every compose box: the extension, in words and a picture of what comes of it. */

import { h } from '../ui/dom.ts';

function steps(...lines: readonly (string | readonly (Node | string)[])[]): HTMLOListElement {
  return h('ol', {}, ...lines.map((line) => h('li', {}, ...(typeof line === 'string' ? [line] : line))));
}

const code = (text: string): HTMLElement => h('code', {}, text);

export function browserView(): HTMLElement {
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
        'The browser extension underlines in X, LinkedIn, Facebook and the other places themselves, with what runs here. Nothing you write leaves this computer.',
      ),
      h('h3', {}, 'Chrome, Edge, Brave'),
      steps(
        ['In a terminal, type ', code('softsell extension'), '. It names a folder.'],
        ['Open ', code('chrome://extensions'), ' and switch on Developer mode, at the top right.'],
        'Press “Load unpacked” and choose the folder.',
      ),
      h('h3', {}, 'Firefox'),
      steps(
        ['In a terminal, type ', code('softsell extension'), '. It names a folder.'],
        ['Open ', code('about:debugging#/runtime/this-firefox'), '.'],
        [
          'Press “Load Temporary Add-on…” and choose the file ',
          code('manifest.json'),
          ' in that folder. Firefox keeps it until it closes.',
        ],
      ),
      h('h3', {}, 'Then'),
      steps(
        'Press the softsell button in the toolbar, then Connect.',
        'This server opens a page with the same code. Press Yes there.',
        'Write a post.',
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
