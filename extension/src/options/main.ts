/** The settings page: pairing, address, sites, rules, words, keys, export and import. Every change is kept at once. */

import { changeSettings, loadSettings } from '../background/settings.ts';
import type { RuleInfo, Severity } from '../shared/api.ts';
import type { FromOwnPage, RulesAnswer, Status } from '../shared/messages.ts';
import {
  AUDIENCES,
  COMMANDS,
  type Command,
  type EngineSettings,
  type RuleChange,
  readServer,
  readSettings,
  type Settings,
  shortcutLabel,
  shortcutOf,
  withSite,
} from '../shared/settings.ts';
import { h } from '../ui/dom.ts';

const say = <Answer>(message: FromOwnPage): Promise<Answer> => chrome.runtime.sendMessage(message);
const app = document.getElementById('app') as HTMLElement;

const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  suggestion: 'a suggestion',
  warning: 'a warning',
  error: 'an error',
};
const AUDIENCE_LABELS: Readonly<Record<string, string>> = {
  everyone: 'everyone',
  teenagers: 'teenagers',
  professionals: 'people of my trade',
  experts: 'experts',
};
const COMMAND_LABELS: Readonly<Record<Command, string>> = {
  next: 'Go to the next underline',
  previous: 'Go to the one before',
  open: 'Open its card',
  apply: 'Apply the first fix',
  dismiss: 'Not in this post',
  list: 'Show the list',
};

const setEngine = (change: Partial<EngineSettings>): Promise<void> =>
  changeSettings((settings) => ({ ...settings, engine: { ...settings.engine, ...change } }));

function section(title: string, hint: string | null, ...children: (Node | null)[]): HTMLElement {
  return h('section', {}, h('h2', {}, title), hint ? h('p', { class: 'hint' }, hint) : null, ...children);
}

/** Says "Kept" beside a field once what was typed is stored. */
function keeper(): { readonly node: HTMLElement; said(error?: string): void } {
  const node = h('span', { class: 'saved', role: 'status' });
  return {
    node,
    said(error) {
      node.className = error ? 'error' : 'saved';
      node.textContent = error ?? 'Kept.';
    },
  };
}

async function connection(settings: Settings): Promise<HTMLElement> {
  const status = await say<Status>({ type: 'status' });
  const redraw = (): void => void draw();
  const button = (label: string, type: 'pair' | 'unpair', primary: boolean): HTMLButtonElement =>
    h(
      'button',
      {
        type: 'button',
        class: primary ? 'button primary' : 'button',
        onclick: () => void say({ type }).then(redraw),
      },
      label,
    );
  const address = h('input', {
    type: 'text',
    id: 'server',
    value: settings.server,
    spellcheck: false,
    autocomplete: 'off',
    'aria-describedby': 'server-hint',
  });
  const kept = keeper();
  address.addEventListener('change', () => {
    const server = readServer(address.value);
    if (!server) {
      kept.said('This must be an address on this computer, such as http://127.0.0.1:7355.');
      return;
    }
    void changeSettings((now) => ({ ...now, server })).then(() => draw());
  });
  return section(
    'Connection',
    null,
    h('p', {}, status.message),
    h(
      'div',
      { class: 'row' },
      status.code ? h('span', { class: 'code' }, status.code) : null,
      status.connection === 'unpaired' || status.connection === 'stranger'
        ? button('Connect', 'pair', true)
        : null,
      status.connection === 'connected' || status.connection === 'stranger'
        ? button('Disconnect', 'unpair', false)
        : null,
    ),
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'server' }, 'Where softsell runs'),
      address,
      h(
        'span',
        { class: 'hint', id: 'server-hint' },
        'Always this computer. Change the number at the end if you started softsell with another port.',
      ),
      kept.node,
    ),
  );
}

function linesField(
  id: string,
  label: string,
  hint: string,
  lines: readonly string[],
  keep: (lines: string[]) => Promise<void>,
): HTMLElement {
  const area = h('textarea', { id, rows: 3, 'aria-describedby': `${id}-hint` });
  area.value = lines.join('\n');
  const kept = keeper();
  area.addEventListener('change', () => {
    const now = area.value
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    void keep(now).then(() => kept.said());
  });
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label),
    area,
    h('span', { class: 'hint', id: `${id}-hint` }, hint),
    kept.node,
  );
}

function words({ engine }: Settings): HTMLElement {
  const audience = h(
    'select',
    { id: 'audience' },
    ...AUDIENCES.map((value) =>
      h('option', { value, selected: value === engine.audience }, AUDIENCE_LABELS[value] ?? value),
    ),
  );
  audience.addEventListener('change', () => void setEngine({ audience: audience.value }));
  return section(
    'Your business',
    null,
    linesField(
      'brands',
      'Names it goes by',
      'One on each line, handles too. softsell sees by them when a post talks about you.',
      engine.brands,
      (brands) => setEngine({ brands }),
    ),
    linesField(
      'ban',
      'Words you never want to use',
      'One phrase on each line. They are always underlined.',
      engine.ban,
      (ban) => setEngine({ ban }),
    ),
    linesField(
      'allow',
      'Words softsell leaves alone',
      'One phrase on each line. “Never flag” in a card adds to them.',
      engine.allow,
      (allow) => setEngine({ allow }),
    ),
    h('div', { class: 'row' }, h('label', { for: 'audience' }, 'You mostly write for'), audience),
  );
}

async function sites(settings: Settings): Promise<HTMLElement> {
  const { origins = [] } = await chrome.permissions.getAll();
  const named = new Set(
    chrome.runtime.getManifest().content_scripts?.flatMap(({ matches }) => matches ?? []) ?? [],
  );
  const extra = origins.filter((origin) => !named.has(origin) && !/127\.0\.0\.1|\[::1\]/.test(origin));
  const known = Object.entries(settings.sites).filter(([, site]) => site.off || site.ignore?.length);
  const rows = known.map(([host, site]) => {
    const clear = h('button', { type: 'button', class: 'plain' }, 'Forget this');
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
  return section(
    'Sites',
    'softsell works on the big social sites by itself. On any other page, press its button in the toolbar to allow it there.',
    rows.length + extraRows.length > 0
      ? h('ul', { class: 'sites' }, ...rows, ...extraRows)
      : h('p', { class: 'muted' }, 'Nothing is switched off anywhere.'),
  );
}

function ruleRow(rule: RuleInfo, change: RuleChange, ignored: boolean): HTMLElement {
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

async function rules({ engine }: Settings): Promise<HTMLElement> {
  const answer = await say<RulesAnswer | null>({ type: 'rules' });
  const hint = 'Every rule softsell knows, with the reason for it.';
  if (!answer?.ok)
    return section(
      'Rules',
      hint,
      h('p', { class: 'muted' }, 'They show here once softsell is running and connected.'),
    );
  const list = h(
    'ul',
    { class: 'rules' },
    ...answer.rules.map((rule) =>
      ruleRow(
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
  return section('Rules', hint, search, list);
}

function keys(settings: Settings): HTMLElement {
  const kept = keeper();
  const rows = COMMANDS.map((command) => {
    const label = settings.keys[command] ? shortcutLabel(settings.keys[command]) : 'none';
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
      const shortcut = shortcutOf(event);
      if (!shortcut) return;
      if (COMMANDS.some((other) => other !== command && settings.keys[other] === shortcut)) {
        kept.said('Another command has these keys already.');
        return;
      }
      void changeSettings((now) => ({ ...now, keys: { ...now.keys, [command]: shortcut } })).then(draw);
    });
    return h('li', { class: 'row apart' }, h('span', {}, COMMAND_LABELS[command]), button);
  });
  return section(
    'Keys',
    'They work while you write. Press one to change it, then the new keys together with Ctrl, Alt or the command key.',
    h('ul', { class: 'keys' }, ...rows),
    kept.node,
  );
}

function portability(): HTMLElement {
  const kept = keeper();
  const file = h('input', {
    type: 'file',
    accept: 'application/json,.json',
    id: 'import',
    class: 'sr-only',
    tabindex: -1,
    'aria-hidden': 'true',
  });
  const take = h('button', { type: 'button', class: 'button', onclick: () => file.click() }, 'Bring in');
  const give = h(
    'button',
    { type: 'button', class: 'button', onclick: () => void exportSettings() },
    'Take out',
  );
  file.addEventListener('change', () => {
    void file.files?.[0]
      ?.text()
      .then(async (text) => {
        await changeSettings(() => readSettings(JSON.parse(text)));
        await draw();
      })
      .catch(() => kept.said('This file holds no softsell settings. Choose one that was taken out here.'));
  });
  return section(
    'Take your settings along',
    'A file with everything on this page, without the connection and without anything you wrote.',
    h('div', { class: 'row' }, give, take, file),
    kept.node,
  );
}

async function exportSettings(): Promise<void> {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(await loadSettings(), null, 2)], { type: 'application/json' }),
  );
  h('a', { href: url, download: 'softsell-settings.json' }).click();
  URL.revokeObjectURL(url);
}

/** Brings the rule named after the # into view. */
function showAddressed(): void {
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
    connection(settings),
    words(settings),
    sites(settings),
    rules(settings),
    keys(settings),
    portability(),
  ]);
  if (turn !== drawing) return;
  app.replaceChildren(h('h1', {}, h('img', { src: 'icons/48.png', alt: '' }), 'softsell settings'), ...parts);
  showAddressed();
}

chrome.storage.onChanged.addListener((changes) => {
  if (changes['pairing'] || changes['pending']) void draw();
});
addEventListener('hashchange', showAddressed);
void draw();
