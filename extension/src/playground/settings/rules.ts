/** The rules on the settings page, by pack: what each says, a bad and a good example, its switch, severity, bounds and phrases. */

import { SEVERITIES } from '../../shared/api.ts';
import { h } from '../../ui/dom.ts';
import { createRuleSearch } from '../rule-search.ts';
import { renderExample } from '../rules.ts';
import { createLines, createNumber, createPhrases } from './fields.ts';
import { labelChoice, PLATFORM_TITLES } from './labels.ts';
import {
  countOn,
  type Definition,
  isOptional,
  layerPath,
  listAt,
  type Pack,
  type Rule,
  stateOf,
  type Values,
  valueAt,
  withPackOn,
  withRuleOn,
  withValue,
} from './model.ts';

/** The settings under change, which the page holds. */
export interface Desk {
  readonly platform: string | null;
  settings(): Values;
  change(settings: Values): void;
}

const LABELS: Readonly<Record<string, string>> = {
  weight: 'How much each one moves the meter',
  'at-most': 'Fine up to',
  'at-least': 'Starts at',
};

const WEIGHT = 'With 20, one alone moves it half the way; with 0, not at all.';

function renderSeverity(rule: Rule, desk: Desk): HTMLElement | null {
  if (rule.praise) return h('span', { class: 'muted' }, 'praise');
  const path = [...layerPath(desk.platform), 'rules', rule.id, 'severity'];
  const usual = desk.platform
    ? String(valueAt(desk.settings(), ['rules', rule.id, 'severity']) ?? rule.severity)
    : rule.severity;
  const select = h(
    'select',
    { 'aria-label': `How serious “${rule.title}” is` },
    ...SEVERITIES.map((value) => h('option', { value }, labelChoice(value))),
  );
  select.value = String(valueAt(desk.settings(), path) ?? usual);
  select.addEventListener('change', () =>
    desk.change(withValue(desk.settings(), path, select.value === usual ? null : select.value)),
  );
  return select;
}

function renderBody(rule: Rule, definitions: readonly Definition[], desk: Desk): HTMLElement {
  const path = (key: string): string[] => [...layerPath(desk.platform), 'rules', rule.id, key];
  const below = (key: string): unknown =>
    desk.platform ? valueAt(desk.settings(), ['rules', rule.id, key]) : undefined;
  const field = (key: string, label: string, hint: string) => ({
    id: `${rule.id}-${key}`,
    label,
    hint,
    value: valueAt(desk.settings(), path(key)),
    below: below(key),
    where: desk.platform && (PLATFORM_TITLES.get(desk.platform) ?? desk.platform),
    change: (value: unknown) => desk.change(withValue(desk.settings(), path(key), value)),
  });
  const numbers = definitions.filter(({ key, kind }) => kind === 'number' && rule.fits.includes(key));
  return h(
    'div',
    { class: 'about-rule' },
    h('p', {}, rule.says),
    rule.why ? h('p', { class: 'muted' }, rule.why) : null,
    h(
      'ul',
      { class: 'examples' },
      rule.bad
        ? h(
            'li',
            {},
            h('span', { class: 'muted' }, rule.praise ? 'Praised: ' : 'Marked: '),
            ...renderExample(rule.bad),
          )
        : null,
      rule.good ? h('li', {}, h('span', { class: 'muted' }, 'Left alone: '), rule.good.text) : null,
    ),
    rule.fits.includes('remove')
      ? createPhrases(
          rule.phrases,
          listAt(desk.settings(), path('remove')),
          desk.platform ? listAt(desk.settings(), ['rules', rule.id, 'remove']) : [],
          (removed) => desk.change(withValue(desk.settings(), path('remove'), removed)),
        )
      : null,
    rule.fits.includes('add') ? createLines(field('add', 'Look for these too', ''), 'phrases') : null,
    createLines(field('allow', 'Leave these alone', ''), 'phrases'),
    ...numbers.map((definition) =>
      createNumber(
        field(
          definition.key,
          LABELS[definition.key] ?? definition.key,
          definition.key === 'weight' ? WEIGHT : '',
        ),
        definition,
        definition.key === 'weight' ? rule.weight : rule.bounds[definition.key],
      ),
    ),
  );
}

/** `optional` says whether all of its pack is off by default. `changed` is called when its switch was pressed. */
function renderRule(
  rule: Rule,
  definitions: readonly Definition[],
  desk: Desk,
  optional: boolean,
  changed: () => void,
): HTMLElement {
  const { on, packOff } = stateOf(desk.settings(), desk.platform, rule, optional);
  const box = h('input', {
    type: 'checkbox',
    checked: on,
    disabled: packOff,
    'aria-label': `“${rule.title}” is on`,
  });
  box.addEventListener('change', () => {
    desk.change(withRuleOn(desk.settings(), desk.platform, rule, box.checked, optional));
    changed();
  });
  const more = h('details', { class: 'rule' }, h('summary', {}, h('span', { class: 'title' }, rule.title)));
  // Most rules are never opened.
  more.addEventListener('toggle', () => {
    if (more.open && more.childElementCount === 1) more.append(renderBody(rule, definitions, desk));
  });
  return h(
    'li',
    { id: `setting-${rule.id}`, 'data-search': `${rule.title} ${rule.says} ${rule.why}`.toLowerCase() },
    box,
    more,
    renderSeverity(rule, desk),
  );
}

function renderPack(
  pack: Pack,
  definitions: readonly Definition[],
  desk: Desk,
  redraw: () => void,
): HTMLElement {
  const isOffBelow = desk.platform !== null && listAt(desk.settings(), ['ignore']).includes(pack.name);
  const box = h('input', {
    type: 'checkbox',
    disabled: isOffBelow,
    'aria-label': `All of “${pack.title}” is on`,
  });
  const show = (): void => {
    box.checked = countOn(desk.settings(), desk.platform, pack) > 0;
  };
  show();
  box.addEventListener('change', () => {
    desk.change(withPackOn(desk.settings(), desk.platform, pack, box.checked));
    redraw();
  });
  return h(
    'section',
    { class: 'pack', 'aria-label': pack.title },
    h('h3', {}, h('label', {}, box, ` ${pack.title}`)),
    h('p', { class: 'muted' }, pack.description),
    h(
      'ul',
      { class: 'settable' },
      ...pack.rules.map((rule) => renderRule(rule, definitions, desk, isOptional(pack), show)),
    ),
  );
}

/** Renders all packs with a search box. `redraw` is called when a switch changes other controls. `lists` stands below them. */
export function renderRules(
  packs: readonly Pack[],
  definitions: readonly Definition[],
  desk: Desk,
  redraw: () => void,
  lists: HTMLElement,
): HTMLElement {
  const list = h(
    'div',
    { class: 'packs' },
    ...packs.map((pack) => renderPack(pack, definitions, desk, redraw)),
  );
  return h(
    'section',
    { class: 'sheet', 'aria-labelledby': 'settings-rules' },
    h('h2', { id: 'settings-rules' }, 'Rules'),
    h(
      'p',
      { class: 'muted' },
      'What softsell looks for. Open a rule to see an example, and to change its phrases.',
    ),
    createRuleSearch(list).node,
    list,
    lists,
  );
}
