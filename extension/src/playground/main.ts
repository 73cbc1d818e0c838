/** The playground shows the view that the address names after its #. */

import { renderBrowserView } from './browser.ts';
import { showCurrentLink } from './nav.ts';
import { createRulesView } from './rules.ts';
import { createSettingsView } from './settings/view.ts';
import { createTryView } from './try.ts';
import { createWriteView } from './write.ts';

const app = document.getElementById('app') as HTMLElement;
const write = createWriteView();
const rules = createRulesView();
const settings = createSettingsView();
let trying: HTMLElement | null = null;

function viewOf(name: string): HTMLElement {
  switch (name) {
    case 'rules':
      return rules.node;
    case 'settings':
      return settings.node;
    case 'try':
      trying ??= createTryView();
      return trying;
    case 'browser':
      return renderBrowserView();
    default:
      return write;
  }
}

/** Returns the parts of what follows the #. An address typed by hand may have a % that encodes nothing. */
function readPlace(): string[] {
  const typed = location.hash.slice(1);
  try {
    return decodeURIComponent(typed).split('/');
  } catch {
    return typed.split('/');
  }
}

function show(): void {
  const [name = '', ...rest] = readPlace();
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === `./#${name || 'write'}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  showCurrentLink();
  app.replaceChildren(viewOf(name));
  if (name === 'rules') rules.show(rest.join('/') || null);
  if (name === 'settings') settings.show(rest.join('/') || null);
}

addEventListener('hashchange', show);
show();
