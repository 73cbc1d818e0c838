/** The playground: three views by the address's #. */

import { rulesView } from './rules.ts';
import { tryView } from './try.ts';
import { writeView } from './write.ts';

const app = document.getElementById('app') as HTMLElement;
const write = writeView();
const rules = rulesView();
let trying: HTMLElement | null = null;

function show(): void {
  const [view = '', ...rest] = decodeURIComponent(location.hash.slice(1)).split('/');
  const name = view === 'rules' || view === 'try' ? view : 'write';
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === `#${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (name === 'try') trying ??= tryView();
  const shown = name === 'rules' ? rules.node : name === 'try' ? trying : write;
  if (shown) app.replaceChildren(shown);
  if (name === 'rules') rules.show(rest.join('/') || null);
}

addEventListener('hashchange', show);
show();
