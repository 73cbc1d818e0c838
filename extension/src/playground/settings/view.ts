/** The settings page: the user's own softsell.toml without its syntax. Nothing is kept before the person presses Keep. */

import type { Problem } from '../../shared/api.ts';
import { PROFILES } from '../../shared/profiles.ts';
import { h } from '../../ui/dom.ts';
import { describeSettings, importSettings, keepSettings, NoAnswer, undoSettings } from '../server.ts';
import {
  createChoice,
  createLines,
  createNumber,
  createRulePicker,
  createText,
  createWords,
  type Field,
} from './fields.ts';
import { createImport } from './import.ts';
import { HINTS, LABELS, PLATFORM_TITLES } from './labels.ts';
import { markMistakes } from './mistakes.ts';
import {
  betterAt,
  countChanges,
  type Definition,
  type Described,
  layerPath,
  listAt,
  nameOfFile,
  readExtensionFile,
  type Values,
  valueAt,
  withValue,
} from './model.ts';
import { toPhrase } from './phrases.ts';
import { rememberOpen } from './remember-open.ts';
import { renderRules } from './rules.ts';
import { Names, sayUndone } from './shared.ts';
import { createTrial } from './trial.ts';

type Group = readonly [title: string, keys: readonly string[]];

const GROUPS: readonly Group[] = [
  ['Your business', ['brand', 'audience', 'reading-level', 'platform']],
  ['Your words', ['ban', 'allow']],
  ['What softsell shows', ['severity']],
];
/** Lists of rules, which hardly anybody needs beside the boxes. */
const LISTS: readonly string[] = ['select', 'extend-select', 'ignore'];
/** Those of the lists that switch the boxes of rules and packs. */
const SWITCHES: readonly string[] = ['extend-select', 'ignore'];
/** What only counts in a terminal. */
const TERMINAL: readonly string[] = ['fail-on', 'column'];
/** Drawn with another one. */
const WITH_OTHERS: readonly string[] = ['better'];

const say = (error: unknown): string =>
  error instanceof Error ? error.message : 'softsell couldn’t answer.';

/** Creates the view. `show` takes the id of the rule to open, or null. */
export function createSettingsView(): { readonly node: HTMLElement; show(rule: string | null): void } {
  const node = h('div', { class: 'settings' }, h('p', { class: 'muted' }, 'Loading your settings…'));
  /** Marks what is wrong where it stands. Returns whether it could. */
  const mark = (problems: readonly Problem[]): boolean => markMistakes(body, problems).length > 0;
  const trial = createTrial(mark);
  const state = h('p', { role: 'status' });
  const keep = h('button', { type: 'button', class: 'button primary' }, 'Keep');
  const drop = h('button', { type: 'button', class: 'button' }, 'Drop');
  const bar = h('div', { class: 'keep-bar', hidden: true }, state, h('span', { class: 'bar' }, drop, keep));

  const importing = h('div', { class: 'importing' });

  let described: Described | null = null;
  let settings: Values = {};
  let platform: string | null = null;
  let wanted: string | null = null;

  const change = (changed: Values): void => {
    settings = changed;
    showBar('');
    tryOut();
  };
  const tryOut = (): void =>
    trial.update(settings, platform, countChanges(described?.settings, settings) > 0);
  const showBar = (message: string): void => {
    const count = described ? countChanges(described.settings, settings) : 0;
    bar.hidden = count === 0 && message === '';
    keep.disabled = count === 0;
    drop.disabled = count === 0;
    state.textContent = message || `${count === 1 ? 'One change' : `${count} changes`}, not kept yet.`;
  };
  const take = (now: Described): void => {
    described = now;
    settings = now.settings;
    importing.replaceChildren();
    draw();
  };
  const act = async (work: Promise<Described>, done: (now: Described) => string): Promise<void> => {
    try {
      const now = await work;
      const message = done(now);
      take(now);
      showBar(message);
    } catch (error) {
      const [first] = error instanceof NoAnswer ? markMistakes(body, error.problems) : [];
      showBar(first ? 'A mistake is marked. Correct it, then press Keep.' : say(error));
      first?.focus();
    }
  };
  keep.addEventListener('click', () => {
    if (described) void act(keepSettings(described.revision, settings), () => 'Kept. It counts from now on.');
  });
  drop.addEventListener('click', () => {
    if (described) take(described);
  });

  const where = (): string | null => platform && (PLATFORM_TITLES.get(platform) ?? platform);

  const renderWords = (): HTMLElement => {
    const [ban, better] = ['ban', 'better'].map((key) => [...layerPath(platform), key]) as [
      string[],
      string[],
    ];
    const words = createWords({
      id: 'setting-ban',
      label: LABELS['ban'] ?? '',
      hint: 'A better word and a reason are up to you; the card shows them. ~bake also finds bakes, baked and baking.',
      ban: valueAt(settings, ban),
      better: valueAt(settings, better),
      below: platform
        ? [...listAt(settings, ['ban']), ...betterAt(settings).map(({ word }) => word)].map(toPhrase)
        : [],
      where: where(),
      change: (words, withBetter) => change(withValue(withValue(settings, ban, words), better, withBetter)),
    });
    return h('div', { 'data-setting': 'ban' }, h('div', { 'data-setting': 'better' }, words));
  };

  const renderSetting = (
    definition: Definition,
    packs: Described['packs'],
    layer = layerPath(platform),
  ): HTMLElement => {
    const { key, kind } = definition;
    if (key === 'ban') return renderWords();
    const path = [...layer, key];
    const field: Field = {
      id: `setting-${key}`,
      label: LABELS[key] ?? definition.meaning,
      hint: HINTS[key] ?? (key in LABELS ? '' : definition.meaning),
      value: valueAt(settings, path),
      below: platform ? valueAt(settings, [key]) : undefined,
      where: where(),
      change: (value) => {
        change(withValue(settings, path, value));
        // These switch the boxes above.
        if (SWITCHES.includes(key)) drawBody();
      },
    };
    const control = (): HTMLElement => {
      switch (kind) {
        case 'texts':
          return createLines(field, key === 'brand' ? 'names' : 'phrases');
        case 'rules':
          return createRulePicker(field, packs, key === 'select');
        case 'number':
          return createNumber(field, definition);
        case 'text':
          return createText(field, definition);
        default:
          return createChoice(field, definition);
      }
    };
    return h('div', { 'data-setting': key }, control());
  };

  const renderHead = (now: Described): HTMLElement => {
    const where = h(
      'select',
      { id: 'settings-for' },
      h('option', { value: '' }, 'all posts'),
      ...PROFILES.map(({ id, title }) => h('option', { value: id, selected: id === platform }, title)),
    );
    where.addEventListener('change', () => {
      platform = where.value || null;
      drawBody();
    });
    const file = h('input', {
      type: 'file',
      accept: '.toml,.json',
      id: 'settings-file',
      class: 'sr-only',
      tabindex: -1,
      'aria-hidden': 'true',
    });
    file.addEventListener('change', () => {
      void file.files?.[0]?.text().then(takeShared);
      // The same file can be chosen again.
      file.value = '';
    });
    const button = (label: string, press: () => void, disabled = false): HTMLButtonElement =>
      h('button', { type: 'button', class: 'button', disabled, onclick: press }, label);
    return h(
      'section',
      { class: 'sheet', 'aria-labelledby': 'settings-title' },
      h('h2', { id: 'settings-title' }, 'Make it yours'),
      h(
        'p',
        { class: 'muted' },
        'These settings hold for everything you write on this computer. Pick a platform to set something for your posts there only.',
      ),
      now.in_use
        ? null
        : h(
            'p',
            { class: 'notice' },
            'softsell was started in a folder with settings of its own, so it doesn’t use these now: ',
            h('code', {}, now.used_instead ?? ''),
          ),
      h(
        'div',
        { class: 'bar' },
        h('label', { for: 'settings-for' }, 'Settings for'),
        where,
        button(
          'Undo',
          () =>
            void act(undoSettings(), (after) =>
              sayUndone(now.settings, after.settings, new Names(now.packs)),
            ),
          !now.can_undo,
        ),
        button('Import', () => file.click()),
        button('Export', () => saveFile(now.shareable, nameOfFile(now.settings))),
        file,
      ),
      h('p', { class: 'muted' }, 'To share your settings, export them; others import the file.'),
    );
  };

  const takeShared = async (text: string): Promise<void> => {
    try {
      const ours = readExtensionFile(text);
      const shared = ours ? { settings: ours, left_out: [] } : await importSettings(text);
      if (!described) return;
      const holder = {
        settings: () => settings,
        change: (changed: Values): void => {
          settings = changed;
          drawBody();
        },
      };
      const close = (): void => importing.replaceChildren();
      importing.replaceChildren(
        createImport(shared.settings, shared.left_out.length > 0, described.packs, holder, close),
      );
      importing.querySelector('h2')?.focus();
    } catch (error) {
      showBar(say(error));
    }
  };

  const body = h('div', { class: 'column' });
  const draw = (): void => {
    if (!described) return;
    node.replaceChildren(
      h('div', { class: 'column' }, renderHead(described), importing),
      trial.node,
      body,
      bar,
    );
    drawBody();
  };
  /** Draws all but the head, so who picks a platform there by keyboard keeps the focus. */
  const drawBody = (): void => {
    if (!described) return;
    const focused = body.contains(document.activeElement) ? document.activeElement : null;
    const name = focused?.getAttribute('aria-label') ?? null;
    const reopen = rememberOpen(body);
    const { definitions, rule_definitions, feed_definitions, packs } = described;
    const shown = definitions.filter(
      ({ by_platform, key }) => (by_platform || !platform) && !WITH_OTHERS.includes(key),
    );
    const draw = (keys: readonly string[]): HTMLElement[] =>
      keys.flatMap((key) =>
        shown
          .filter((definition) => definition.key === key)
          .map((definition) => renderSetting(definition, packs)),
      );
    const grouped = new Set([...GROUPS.flatMap(([, keys]) => keys), ...LISTS, ...TERMINAL]);
    const more: Group = ['More', shown.map(({ key }) => key).filter((key) => !grouped.has(key))];
    const desk = { platform, settings: () => settings, change };
    const section = (title: string, ...children: (HTMLElement | null)[]): HTMLElement =>
      h('section', { class: 'sheet', 'aria-label': title }, h('h2', {}, title), ...children);
    const lists = h(
      'details',
      { class: 'only-for' },
      h('summary', {}, 'Only for whole packs and lists of rules'),
      h('p', { class: 'muted' }, 'You don’t need these lists: the boxes above do the same, rule by rule.'),
      ...draw(LISTS),
    );
    body.replaceChildren(
      ...[...GROUPS, more]
        .map(([title, keys]) => [title, draw(keys)] as const)
        .filter(([, members]) => members.length > 0)
        .map(([title, members]) => section(title, ...members)),
      platform
        ? ''
        : section(
            'Your goals',
            h('p', { class: 'muted' }, 'For the report on a whole feed, under “Your feed”.'),
            ...feed_definitions.map((definition) => renderSetting(definition, packs, ['feed'])),
          ),
      renderRules(packs, rule_definitions, desk, drawBody, lists),
      h(
        'details',
        { class: 'sheet terminal' },
        h('summary', {}, h('h2', {}, 'For the command line')),
        h(
          'p',
          { class: 'muted' },
          'Only for people who use softsell in a terminal, or edit its file of settings.',
        ),
        ...draw(TERMINAL),
        platform ? null : renderFilesNote(described.path),
      ),
    );
    reopen();
    // A switch that changes others has the keyboard.
    if (name) body.querySelector<HTMLElement>(`[aria-label="${CSS.escape(name)}"]`)?.focus();
    else if (focused?.id) document.getElementById(focused.id)?.focus();
    showBar('');
    tryOut();
    reveal();
  };

  const reveal = (): void => {
    const item = wanted ? document.getElementById(`setting-${wanted}`) : null;
    if (!item) return;
    wanted = null;
    const more = item.querySelector('details');
    if (more) more.open = true;
    item.scrollIntoView({ block: 'start' });
    item.querySelector('summary')?.focus({ preventScroll: true });
  };

  let asked: Promise<void> | null = null;
  const load = async (): Promise<void> => {
    try {
      take(await describeSettings());
    } catch (error) {
      asked = null;
      const again = h('button', { type: 'button', class: 'button', onclick: () => void load() }, 'Try again');
      node.replaceChildren(h('div', {}, h('p', { class: 'notice', role: 'alert' }, say(error)), again));
    }
  };
  // A change that isn't kept yet would be lost.
  addEventListener('beforeunload', (event) => {
    if (described && countChanges(described.settings, settings) > 0) event.preventDefault();
  });
  return {
    node,
    show(rule) {
      wanted = rule;
      asked ??= load();
      void asked.then(reveal);
    },
  };
}

const renderFilesNote = (path: string): HTMLElement =>
  h(
    'p',
    { class: 'muted' },
    'softsell keeps these settings in ',
    h('code', {}, path),
    ', and leaves your comments in it alone. Settings for some files only belong to the folder with the files: write them in its softsell.toml, below a line such as ',
    h('code', {}, '[files."replies/*"]'),
    '. “softsell init” makes one.',
  );

function saveFile(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/toml' }));
  h('a', { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
