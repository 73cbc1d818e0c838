/** The playground: its views, by the address's #. */

import { browserView } from './browser.ts';
import { rulesView } from './rules.ts';
import { tryView } from './try.ts';
import { writeView } from './write.ts';

const app = document.getElementById('app') as HTMLElement;
const write = writeView();
const rules = rulesView();
let trying: HTMLElement | null = null;

function viewOf(name: string): HTMLElement {
  switch (name) {
    case 'rules':
      return rules.node;
    case 'try':
      trying ??= tryView();
      return trying;
    case 'browser':
      return browserView();
    default:
      return write;
  }
}

function show(): void {
  const [name = '', ...rest] = decodeURIComponent(location.hash.slice(1)).split('/');
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === `#${name || 'write'}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  app.replaceChildren(viewOf(name));
  if (name === 'rules') rules.show(rest.join('/') || null);
}

addEventListener('hashchange', show);
show();
