/** The popup shows the state, turns softsell on or off for a site, pauses it, and starts pairing. */

import { changeSettings, loadSettings } from '../background/settings.ts';
import type { Connection, FromOwnPage, Status } from '../shared/messages.ts';
import { type Settings, withSite } from '../shared/settings.ts';
import { h } from '../ui/dom.ts';

const HOUR = 3_600_000;
const HEADLINES: Readonly<Record<Connection, string>> = {
  connected: 'Connected',
  offline: 'softsell isn’t running',
  unpaired: 'Not connected yet',
  stranger: 'Stopped, to be safe',
  pairing: 'Waiting for you',
};

interface Page {
  readonly host: string;
  readonly origin: string;
  /** Whether softsell may work there. */
  readonly allowed: boolean;
}

const send = <Answer>(message: FromOwnPage): Promise<Answer> => chrome.runtime.sendMessage(message);
const app = document.getElementById('app') as HTMLElement;

async function findCurrentPage(): Promise<Page | null> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (!tab?.url || !/^https?:/.test(tab.url)) return null;
  const { hostname, protocol } = new URL(tab.url);
  const origin = `${protocol}//${hostname}/*`;
  const named = chrome.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [];
  const isNamed = named.some((pattern) => matchesHost(pattern, hostname));
  const allowed = isNamed || (await chrome.permissions.contains({ origins: [origin] }));
  return { host: hostname.replace(/^www\./, ''), origin, allowed };
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

function renderState(status: Status): HTMLElement {
  const { connection } = status;
  const connect = h('button', { type: 'button', class: 'button primary' }, 'Connect');
  connect.addEventListener('click', () => {
    connect.disabled = true;
    void send<Status>({ type: 'pair' }).then(() => draw());
  });
  const again = h('button', { type: 'button', class: 'button' }, 'Try again');
  again.addEventListener('click', () => void draw());
  return h(
    'section',
    { class: 'state', 'aria-live': 'polite' },
    h(
      'p',
      { class: 'headline' },
      h('span', { class: connection === 'connected' ? 'dot on' : 'dot', 'aria-hidden': 'true' }),
      HEADLINES[connection],
    ),
    h('p', {}, status.message),
    status.code ? h('p', { class: 'code' }, status.code) : null,
    connection === 'unpaired' || connection === 'stranger' ? connect : null,
    connection === 'offline' ? again : null,
  );
}

function renderSiteSwitch(page: Page | null, settings: Settings): HTMLElement {
  if (!page) return h('p', { class: 'muted' }, 'softsell works on pages where you write posts.');
  if (!page.allowed) {
    const allow = h('button', { type: 'button', class: 'button' }, `Use softsell on ${page.host}`);
    allow.addEventListener('click', () => {
      void chrome.permissions
        .request({ origins: [page.origin] })
        .then((granted) => (granted ? draw() : undefined));
    });
    return allow;
  }
  return renderSwitch(`On for ${page.host}`, !settings.sites[page.host]?.off, (on) => {
    void changeSettings((now) => withSite(now, page.host, { off: !on })).then(draw);
  });
}

function renderPauseSwitch(settings: Settings): HTMLElement {
  const paused = settings.pausedUntil > Date.now();
  const until = new Date(settings.pausedUntil).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
  return renderSwitch(paused ? `Paused until ${until}` : 'Pause for an hour', paused, (on) => {
    void changeSettings((now) => ({ ...now, pausedUntil: on ? Date.now() + HOUR : 0 })).then(draw);
  });
}

async function draw(): Promise<void> {
  const [status, page, settings] = await Promise.all([
    send<Status>({ type: 'status' }),
    findCurrentPage(),
    loadSettings(),
  ]);
  const options = h('button', { type: 'button', class: 'plain' }, 'Settings');
  options.addEventListener('click', () => void chrome.runtime.openOptionsPage());
  app.replaceChildren(
    h('h1', {}, h('img', { src: 'icons/32.png', alt: '' }), 'softsell'),
    renderState(status),
    renderSiteSwitch(page, settings),
    renderPauseSwitch(settings),
    h('footer', {}, options),
  );
}

// Pairing ends in the background, and storage shows when it does.
chrome.storage.onChanged.addListener((changes) => {
  if (changes['pairing'] || changes['pending']) void draw();
});
void draw();
