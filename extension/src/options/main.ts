/** The settings page: pairing, address, sites, rules, words, keys, export and import. It saves every change at once. */

import { changeSettings, loadSettings } from '../background/settings.ts';
import type { RuleInfo, Severity } from '../shared/api.ts';
import type { FromOwnPage, RulesAnswer } from '../shared/messages.ts';
import {
  AUDIENCES,
  COMMANDS,
  type Command,
  type EngineSettings,
  labelShortcut,
  type RuleChange,
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

const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  suggestion: 'a suggestion',
  warning: 'a warning',
  error: 'an error',
};
const AUDIENCE_LABELS: Readonly<Record<string, string>> = {
  everyone: 'everyone',
  teenagers: 'teenagers',
  professionals: 'people in my trade',
  experts: 'experts',
};
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

function renderLines(
  id: string,
  label: string,
  hint: string,
  lines: readonly string[],
  keep: (lines: string[]) => Promise<void>,
): HTMLElement {
  const area = h('textarea', { id, rows: 3, 'aria-describedby': `${id}-hint` });
  area.value = lines.join('\n');
  const note = createNote();
  area.addEventListener('change', () => {
    const now = area.value
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    void keep(now).then(() => note.show());
  });
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label),
    area,
    h('span', { class: 'hint', id: `${id}-hint` }, hint),
    note.node,
  );
}

function renderWords({ engine }: Settings): HTMLElement {
  const audience = h(
    'select',
    { id: 'audience' },
    ...AUDIENCES.map((value) =>
      h('option', { value, selected: value === engine.audience }, AUDIENCE_LABELS[value] ?? value),
    ),
  );
  audience.addEventListener('change', () => void setEngine({ audience: audience.value }));
  return renderSection(
    'Your business',
    null,
    renderLines(
      'brands',
      'Names',
      'One name or handle on each line. softsell uses them to see when a post talks about you.',
      engine.brands,
      (brands) => setEngine({ brands }),
    ),
    renderLines(
      'ban',
      'Words you never want to use',
      'One phrase on each line. softsell always underlines them.',
      engine.ban,
      (ban) => setEngine({ ban }),
    ),
    renderLines(
      'allow',
      'Words to leave alone',
      'One phrase on each line. “Never flag” in a card adds one here.',
      engine.allow,
      (allow) => setEngine({ allow }),
    ),
    h('div', { class: 'row' }, h('label', { for: 'audience' }, 'You mostly write for'), audience),
  );
}

async function renderSites(settings: Settings): Promise<HTMLElement> {
  const { origins = [] } = await chrome.permissions.getAll();
  const named = new Set(
    chrome.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [],
  );
  const extra = origins.filter((origin) => !named.has(origin) && !/127\.0\.0\.1|\[::1\]/.test(origin));
  const known = Object.entries(settings.sites).filter(([, site]) => site.off || site.ignore?.length);
  const rows = known.map(([host, site]) => {
    const clear = h('button', { type: 'button', class: 'plain' }, 'Undo');
    clear.addEventListener(
      'click',
      () => void changeSettings((now) => withSite(now, host, { off: false, ignore: [] })).then(draw),
    );
    const what = [site.off ? 'off' : null, site.ignore?.length ? `without ${site.ignore.join(', ')}` : null]
      .filter(Boolean)
      .join('; ');
    return h('li', { class: 'row apart' }, h('span', {}, h('strong', {}, host), ` ${what}`), clear);
  });
  const extraRows = extra.map((origin) => {
    const remove = h('button', { type: 'button', class: 'plain' }, 'Stop');
    remove.addEventListener('click', () => void chrome.permissions.remove({ origins: [origin] }).then(draw));
    return h('li', { class: 'row apart' }, h('span', {}, origin), remove);
  });
  return renderSection(
    'Sites',
    'softsell already works on the big social sites. To use it on another page, press its button in the toolbar there.',
    rows.length + extraRows.length > 0
      ? h('ul', { class: 'sites' }, ...rows, ...extraRows)
      : h('p', { class: 'muted' }, 'softsell isn’t turned off on any site.'),
  );
}

function renderRule(rule: RuleInfo, change: RuleChange, ignored: boolean): HTMLElement {
  const on = h('input', {
    type: 'checkbox',
    id: `on-${rule.id}`,
    checked: !ignored && (change.enabled ?? rule.enabled),
  });
  const severity = h(
    'select',
    { 'aria-label': `How serious ${rule.id} is` },
    ...Object.entries(SEVERITY_LABELS).map(([value, label]) =>
      h('option', { value, selected: value === (change.severity ?? rule.severity) }, label),
    ),
  );
  const keep = (part: RuleChange): void =>
    void changeSettings((now) => ({
      ...now,
      engine: {
        ...now.engine,
        ignore: now.engine.ignore.filter((id) => id !== rule.id || part.enabled !== true),
        rules: { ...now.engine.rules, [rule.id]: { ...now.engine.rules[rule.id], ...part } },
      },
    }));
  on.addEventListener('change', () => keep({ enabled: on.checked }));
  severity.addEventListener('change', () => keep({ severity: severity.value as Severity }));
  return h(
    'li',
    { id: `rule-${rule.id}`, 'data-search': `${rule.id} ${rule.message} ${rule.why}`.toLowerCase() },
    h(
      'div',
      { class: 'row apart' },
      h('span', { class: 'row' }, on, h('label', { class: 'id', for: `on-${rule.id}` }, rule.id)),
      h('span', { class: 'row' }, 'is', severity),
    ),
    rule.why ? h('p', { class: 'hint' }, rule.why) : null,
  );
}

async function renderRules({ engine }: Settings): Promise<HTMLElement> {
  const answer = await send<RulesAnswer | null>({ type: 'rules' });
  const hint = 'Every softsell rule and why it matters.';
  if (!answer?.ok)
    return renderSection(
      'Rules',
      hint,
      h('p', { class: 'muted' }, 'You see the rules here once softsell is running and connected.'),
    );
  const list = h(
    'ul',
    { class: 'rules' },
    ...answer.rules.map((rule) =>
      renderRule(
        rule,
        engine.rules[rule.id] ?? {},
        engine.ignore.includes(rule.id) || engine.ignore.includes(rule.pack),
      ),
    ),
  );
  const search = h('input', { type: 'search', 'aria-label': 'Find a rule', placeholder: 'Find a rule' });
  search.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    for (const row of list.querySelectorAll<HTMLElement>('li'))
      row.hidden = !(row.dataset['search'] ?? '').includes(wanted);
  });
  return renderSection('Rules', hint, search, list);
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

/** Scrolls to the rule named after the #. */
function scrollToRule(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  const row = id ? document.getElementById(`rule-${id}`) : null;
  row?.classList.add('shown');
  row?.scrollIntoView({ block: 'center' });
}

let drawing = 0;

async function draw(): Promise<void> {
  drawing += 1;
  const turn = drawing;
  const settings = await loadSettings();
  const parts = await Promise.all([
    renderConnection(settings),
    renderWords(settings),
    renderSites(settings),
    renderRules(settings),
    renderKeys(settings),
    renderExport(),
  ]);
  if (turn !== drawing) return;
  app.replaceChildren(h('h1', {}, h('img', { src: 'icons/48.png', alt: '' }), 'softsell settings'), ...parts);
  scrollToRule();
}

chrome.storage.onChanged.addListener((changes) => {
  if (changes['pairing']) void draw();
});
addEventListener('hashchange', scrollToRule);
void draw();
