/** The settings of this browser: connection, sites, keys, export and import. Words and rules are on softsell's own settings page. */

import { changeSettings, loadSettings } from '../background/settings.ts';
import type { FromOwnPage } from '../shared/messages.ts';
import {
  COMMANDS,
  type Command,
  DEFAULTS,
  type EngineSettings,
  labelShortcut,
  readServer,
  readSettings,
  readShortcut,
  type Settings,
  withSite,
} from '../shared/settings.ts';
import { createConnection } from '../ui/connection.ts';
import { h } from '../ui/dom.ts';

const send = <Answer>(message: FromOwnPage): Promise<Answer> => chrome.runtime.sendMessage(message);
const app = document.getElementById('app') as HTMLElement;

const COMMAND_LABELS: Readonly<Record<Command, string>> = {
  next: 'Go to the next underline',
  previous: 'Go to the previous underline',
  open: 'Open its card',
  apply: 'Apply the first fix',
  dismiss: 'Not in this post',
  list: 'Show the list',
};

const setEngine = (change: Partial<EngineSettings>): Promise<void> =>
  changeSettings((settings) => ({ ...settings, engine: { ...settings.engine, ...change } }));

function renderSection(title: string, hint: string | null, ...children: (Node | null)[]): HTMLElement {
  return h('section', {}, h('h2', {}, title), hint ? h('p', { class: 'hint' }, hint) : null, ...children);
}

/** Creates a note beside a field that says "Saved" once its value is stored, or shows an error. */
function createNote(): { readonly node: HTMLElement; show(error?: string): void } {
  const node = h('span', { class: 'saved', role: 'status' });
  return {
    node,
    show(error) {
      node.className = error ? 'error' : 'saved';
      node.textContent = error ?? 'Saved.';
    },
  };
}

function renderConnection(settings: Settings): HTMLElement {
  const address = h('input', {
    type: 'text',
    id: 'server',
    value: settings.server,
    spellcheck: false,
    autocomplete: 'off',
    'aria-describedby': 'server-hint',
  });
  const note = createNote();
  address.addEventListener('change', () => {
    const server = readServer(address.value);
    if (!server) {
      note.show('Enter an address on this computer, such as http://127.0.0.1:7355.');
      return;
    }
    void changeSettings((now) => ({ ...now, server })).then(() => draw());
  });
  const state = createConnection();
  state.dataset['full'] = 'yes';
  return renderSection(
    'Connection',
    null,
    state,
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'server' }, 'Server address'),
      address,
      h(
        'span',
        { class: 'hint', id: 'server-hint' },
        'It’s always on this computer. If you started softsell with another port, change the number at the end.',
      ),
      note.node,
    ),
  );
}

/** Leads to the page with everything about words and rules, which belongs to the user and not to one browser. */
function renderMore(): HTMLElement {
  return renderSection(
    'Words and rules',
    'Your business, words you never use, what you would rather write, each rule: they hold in every browser and on the command line, so softsell itself keeps them.',
    h(
      'div',
      { class: 'row' },
      h(
        'button',
        { type: 'button', class: 'button primary', onclick: () => void send({ type: 'open-settings' }) },
        'Open the settings page',
      ),
    ),
  );
}

/** Lists what only this browser adds to the settings: what “Never flag” in a card put there, and what earlier versions kept. */
function renderOwnWords({ engine }: Settings): HTMLElement | null {
  const lists: readonly (readonly [string, 'allow' | 'ban' | 'brands', readonly string[]])[] = [
    ['never flagged', 'allow', engine.allow],
    ['always flagged', 'ban', engine.ban],
    ['a name of your business', 'brands', engine.brands],
  ];
  const rows = lists.flatMap(([what, key, words]) =>
    words.map((word) => {
      const others = words.filter((other) => other !== word);
      return renderRow(`“${word}”`, what, 'Remove', () => setEngine({ [key]: others }));
    }),
  );
  const rules = new Set([...engine.ignore, ...Object.keys(engine.rules)]).size;
  const rest =
    rules > 0 || engine.audience !== DEFAULTS.engine.audience || engine.severity !== DEFAULTS.engine.severity;
  if (rest)
    rows.push(
      renderRow('Rules and readers', 'from an earlier version', 'Remove', () =>
        setEngine({
          ignore: [],
          rules: {},
          audience: DEFAULTS.engine.audience,
          severity: DEFAULTS.engine.severity,
        }),
      ),
    );
  if (rows.length === 0) return null;
  return renderSection(
    'Only in this browser',
    'What “Never flag” in a card added. To have it everywhere, export it below, and import the file on the settings page.',
    h('ul', { class: 'sites' }, ...rows),
  );
}

function renderRow(what: string, how: string, label: string, undo: () => Promise<unknown>): HTMLElement {
  const button = h('button', { type: 'button', class: 'plain', 'aria-label': `${label} ${what}` }, label);
  button.addEventListener('click', () => void undo().then(draw));
  return h('li', { class: 'row apart' }, h('span', {}, h('strong', {}, what), ` ${how}`), button);
}

async function renderSites(settings: Settings): Promise<HTMLElement> {
  const { origins = [] } = await chrome.permissions.getAll();
  const named = new Set(
    chrome.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [],
  );
  const extra = origins.filter((origin) => !named.has(origin) && !/127\.0\.0\.1|\[::1\]/.test(origin));
  const known = Object.entries(settings.sites).filter(([, site]) => site.off || site.ignore?.length);
  const rows = known.map(([host, site]) => {
    const count = site.ignore?.length ?? 0;
    const what = [
      site.off ? 'off' : null,
      count ? `without ${count === 1 ? 'one rule' : `${count} rules`}` : null,
    ]
      .filter(Boolean)
      .join('; ');
    return renderRow(host, what, 'Undo', () =>
      changeSettings((now) => withSite(now, host, { off: false, ignore: [] })),
    );
  });
  const extraRows = extra.map((origin) =>
    renderRow(origin, 'allowed by you', 'Stop', () => chrome.permissions.remove({ origins: [origin] })),
  );
  return renderSection(
    'Sites',
    'softsell already works on the big social sites. To use it on another page, press its button in the toolbar there.',
    rows.length + extraRows.length > 0
      ? h('ul', { class: 'sites' }, ...rows, ...extraRows)
      : h('p', { class: 'muted' }, 'softsell isn’t turned off on any site.'),
  );
}

function renderKeys(settings: Settings): HTMLElement {
  const note = createNote();
  const rows = COMMANDS.map((command) => {
    const label = settings.keys[command] ? labelShortcut(settings.keys[command]) : 'none';
    const button = h(
      'button',
      {
        type: 'button',
        class: 'button',
        'aria-label': `${COMMAND_LABELS[command]}: ${label}. Press to change.`,
      },
      label,
    );
    button.addEventListener('click', () => {
      button.textContent = 'Press keys…';
    });
    button.addEventListener('keydown', (event) => {
      if (button.textContent !== 'Press keys…') return;
      event.preventDefault();
      if (event.key === 'Escape') return void draw();
      const shortcut = readShortcut(event);
      if (!shortcut) return;
      if (COMMANDS.some((other) => other !== command && settings.keys[other] === shortcut)) {
        note.show('Another command already uses these keys.');
        return;
      }
      void changeSettings((now) => ({ ...now, keys: { ...now.keys, [command]: shortcut } })).then(draw);
    });
    return h('li', { class: 'row apart' }, h('span', {}, COMMAND_LABELS[command]), button);
  });
  return renderSection(
    'Keys',
    'These work while you write. To change one, press it, then press the new keys together with Ctrl, Alt or the command key.',
    h('ul', { class: 'keys' }, ...rows),
    note.node,
  );
}

function renderExport(): HTMLElement {
  const note = createNote();
  const file = h('input', {
    type: 'file',
    accept: 'application/json,.json',
    id: 'import',
    class: 'sr-only',
    tabindex: -1,
    'aria-hidden': 'true',
  });
  const take = h('button', { type: 'button', class: 'button', onclick: () => file.click() }, 'Import');
  const give = h(
    'button',
    { type: 'button', class: 'button', onclick: () => void exportSettings() },
    'Export',
  );
  file.addEventListener('change', () => {
    void file.files?.[0]
      ?.text()
      .then(async (text) => {
        await changeSettings(() => readSettings(JSON.parse(text)));
        await draw();
      })
      .catch(() => note.show('This file has no softsell settings. Choose a file that you exported here.'));
  });
  return renderSection(
    'Export and import',
    'The file holds everything on this page except the connection. It never holds anything you wrote.',
    h('div', { class: 'row' }, give, take, file),
    note.node,
  );
}

async function exportSettings(): Promise<void> {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(await loadSettings(), null, 2)], { type: 'application/json' }),
  );
  h('a', { href: url, download: 'softsell-settings.json' }).click();
  URL.revokeObjectURL(url);
}

let drawing = 0;

async function draw(): Promise<void> {
  drawing += 1;
  const turn = drawing;
  const settings = await loadSettings();
  const parts = await Promise.all([
    renderConnection(settings),
    renderMore(),
    renderOwnWords(settings),
    renderSites(settings),
    renderKeys(settings),
    renderExport(),
  ]);
  if (turn !== drawing) return;
  const shown = parts.filter((part): part is HTMLElement => part !== null);
  app.replaceChildren(
    h('h1', {}, h('img', { src: 'icons/48.png', alt: '' }), 'softsell in this browser'),
    ...shown,
  );
}

chrome.storage.onChanged.addListener((changes) => {
  if (changes['pairing']) void draw();
});
void draw();
