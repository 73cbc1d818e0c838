/** The popup shows the state of the connection and of the page, turns softsell on or off for a site, and pauses it. */

import { changeSettings, loadSettings } from '../background/settings.ts';
import { isLoopback, type Settings, withSite } from '../shared/settings.ts';
import { createConnection } from '../ui/connection.ts';
import { h } from '../ui/dom.ts';

const HOUR = 3_600_000;

interface Page {
  readonly tab: number;
  readonly host: string;
  readonly origin: string;
  /** Whether it's a page of this computer. The manifest allows us to talk to the server there, not to work in pages. */
  readonly local: boolean;
  /** Whether softsell may work there. */
  readonly allowed: boolean;
  /** Whether our script runs in it. A page from before an update has the old one, which has stopped. */
  readonly alive: boolean;
}

const app = document.getElementById('app') as HTMLElement;

async function findCurrentPage(): Promise<Page | null> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (!tab?.url || tab.id === undefined || !/^https?:/.test(tab.url)) return null;
  const { hostname, protocol } = new URL(tab.url);
  const origin = `${protocol}//${hostname}/*`;
  const named = chrome.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [];
  const isNamed = named.some((pattern) => matchesHost(pattern, hostname));
  const { sites } = await loadSettings();
  const local = isLoopback(hostname);
  const allowed = local
    ? sites[hostname]?.on === true
    : isNamed || (await chrome.permissions.contains({ origins: [origin] }));
  const alive = await chrome.tabs.sendMessage(tab.id, { type: 'changed' }).then(
    () => true,
    () => false,
  );
  return { tab: tab.id, host: hostname.replace(/^www\./, ''), origin, local, allowed, alive };
}

/** Returns whether one of our match patterns ("https://*.linkedin.com/*") covers this host. */
function matchesHost(pattern: string, host: string): boolean {
  const wanted = /^\w+:\/\/([^/]+)\//.exec(pattern)?.[1] ?? '';
  return wanted.startsWith('*.')
    ? host === wanted.slice(2) || host.endsWith(wanted.slice(1))
    : host === wanted;
}

function renderSwitch(label: string, on: boolean, change: (on: boolean) => void): HTMLLabelElement {
  const input = h('input', { type: 'checkbox', role: 'switch', checked: on });
  input.addEventListener('change', () => change(input.checked));
  return h('label', { class: 'switch' }, h('span', {}, label), input);
}

/** Says that a page was open before softsell was updated, which browsers don't always put right by themselves. */
function renderStalePage({ tab, host }: Page): HTMLElement {
  const reload = h('button', { type: 'button', class: 'button primary' }, 'Reload the page');
  reload.addEventListener('click', () => {
    void chrome.tabs.reload(tab).then(() => window.close());
  });
  return h(
    'section',
    { class: 'state', 'aria-label': 'This page' },
    h('p', {}, `softsell was installed or updated after ${host} was opened, so it doesn’t run there yet.`),
    reload,
  );
}

function renderSiteSwitch(page: Page | null, settings: Settings): HTMLElement {
  if (!page) return h('p', { class: 'muted' }, 'softsell works on pages where you write posts.');
  if (page.local)
    return h(
      'p',
      { class: 'muted' },
      'softsell doesn’t mark pages of this computer. Its own page does that itself.',
    );
  if (!page.allowed) {
    const allow = h('button', { type: 'button', class: 'button' }, `Use softsell on ${page.host}`);
    allow.addEventListener('click', () => {
      if (isLoopback(page.host)) {
        void changeSettings((now) => withSite(now, page.host, { on: true, off: false })).then(draw);
        return;
      }
      void chrome.permissions
        .request({ origins: [page.origin] })
        .then((granted) => (granted ? draw() : undefined));
    });
    return allow;
  }
  return renderSwitch(`On for ${page.host}`, !settings.sites[page.host]?.off, (on) => {
    const change = isLoopback(page.host) ? { on } : { off: !on };
    void changeSettings((now) => withSite(now, page.host, change)).then(draw);
  });
}

function renderPauseSwitch(settings: Settings): HTMLElement {
  const paused = settings.pausedUntil > Date.now();
  const until = new Date(settings.pausedUntil).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
  return renderSwitch(paused ? `Paused until ${until}` : 'Pause for an hour', paused, (on) => {
    void changeSettings((now) => ({ ...now, pausedUntil: on ? Date.now() + HOUR : 0 })).then(draw);
  });
}

const connection = createConnection();

async function draw(): Promise<void> {
  const [page, settings] = await Promise.all([findCurrentPage(), loadSettings()]);
  const options = h('button', { type: 'button', class: 'plain' }, 'Settings');
  options.addEventListener('click', () => void chrome.runtime.openOptionsPage());
  app.replaceChildren(
    h('h1', {}, h('img', { src: 'icons/32.png', alt: '' }), 'softsell'),
    connection,
    page?.allowed && !page.alive && !settings.sites[page.host]?.off ? renderStalePage(page) : '',
    renderSiteSwitch(page, settings),
    renderPauseSwitch(settings),
    h('footer', {}, options),
  );
}

void draw();
