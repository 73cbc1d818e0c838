/** The controls of the settings page. Each shows a value and calls `change` with a new one; null means “as usual”. */

import { h } from '../../ui/dom.ts';
import { labelChoice } from './labels.ts';
import type { BetterWord, Definition, Pack } from './model.ts';

/** What a control needs. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: unknown;
  change(value: unknown): void;
}

function renderField(field: Field, control: HTMLElement, ...more: (HTMLElement | null)[]): HTMLElement {
  const hint = `${field.id}-hint`;
  control.id = field.id;
  if (field.hint) control.setAttribute('aria-describedby', hint);
  return h(
    'div',
    { class: 'field' },
    h('label', { for: field.id }, field.label),
    control,
    ...more,
    field.hint ? h('span', { class: 'hint', id: hint }, field.hint) : null,
  );
}

const readLines = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/** A list of phrases, one on each line. */
export function createLines(field: Field): HTMLElement {
  const lines = Array.isArray(field.value) ? field.value.map(String) : [];
  const area = h('textarea', { rows: Math.min(8, Math.max(2, lines.length + 1)), 'data-softsell': 'off' });
  area.value = lines.join('\n');
  area.addEventListener('input', () => field.change(readLines(area.value)));
  return renderField({ ...field, hint: `One on each line. ${field.hint}` }, area);
}

/** One of some choices, or as usual. */
export function createChoice(field: Field, { choices, default: usual }: Definition): HTMLElement {
  const known = choices.includes(usual) ? labelChoice(usual) : usual === 'none' ? 'not said' : usual;
  const select = h(
    'select',
    {},
    h('option', { value: '' }, `as usual: ${known}`),
    ...choices.map((value) => h('option', { value, selected: value === field.value }, labelChoice(value))),
  );
  select.addEventListener('change', () => field.change(select.value || null));
  return renderField(field, select);
}

/** A word or name, or as usual. */
export function createText(field: Field, { default: usual }: Definition): HTMLElement {
  const input = h('input', {
    type: 'text',
    value: typeof field.value === 'string' ? field.value : '',
    placeholder: `as usual: ${usual}`,
    'data-softsell': 'off',
  });
  input.addEventListener('input', () => field.change(input.value.trim() || null));
  return renderField(field, input);
}

/** A number, or as usual. */
export function createNumber(
  field: Field,
  { at_least, at_most, default: usual }: Definition,
  placeholder = usual === 'none' ? 'not set' : `as usual: ${usual}`,
): HTMLElement {
  const input = h('input', {
    type: 'number',
    step: 'any',
    min: at_least ?? undefined,
    max: at_most ?? undefined,
    value: typeof field.value === 'number' ? field.value : '',
    placeholder,
  });
  input.addEventListener('input', () =>
    field.change(input.value.trim() === '' || Number.isNaN(input.valueAsNumber) ? null : input.valueAsNumber),
  );
  return renderField(field, input);
}

/** Words with a better one and a reason, a row each. */
export function createBetterWords(field: Field): HTMLElement {
  const words = Array.isArray(field.value) ? (field.value as BetterWord[]) : [];
  const body = h('tbody', {});
  const keep = (): void => {
    const rows = [...body.rows].map((row) =>
      [...row.querySelectorAll('input')].map((input) => input.value.trim()),
    );
    field.change(
      rows
        .filter(([word]) => word)
        .map(([word = '', instead = '', why = '']) => ({ word, instead, ...(why && { why }) })),
    );
  };
  const addRow = ({ word, instead, why = '' }: BetterWord): HTMLTableRowElement => {
    const cell = (label: string, value: string): HTMLElement => {
      const input = h('input', { type: 'text', value, 'aria-label': label, 'data-softsell': 'off' });
      input.addEventListener('input', keep);
      return h('td', {}, input);
    };
    const remove = h(
      'button',
      { type: 'button', class: 'plain', 'aria-label': `Remove ${word || 'this row'}` },
      '✕',
    );
    const row = h(
      'tr',
      {},
      cell('Word', word),
      cell('Better', instead),
      cell('Why', why),
      h('td', {}, remove),
    );
    remove.addEventListener('click', () => {
      row.remove();
      keep();
    });
    body.append(row);
    return row;
  };
  words.forEach(addRow);
  const table = h(
    'table',
    { class: 'better', hidden: words.length === 0 },
    h('thead', {}, h('tr', {}, h('th', {}, 'Word'), h('th', {}, 'Better'), h('th', {}, 'Why'), h('td', {}))),
    body,
  );
  const add = h('button', { type: 'button', class: 'button', id: field.id }, 'Add a word');
  add.addEventListener('click', () => {
    table.hidden = false;
    addRow({ word: '', instead: '' }).querySelector('input')?.focus();
  });
  return h(
    'div',
    { class: 'field' },
    h('span', { class: 'label' }, field.label),
    table,
    h('div', {}, add),
    field.hint ? h('span', { class: 'hint' }, field.hint) : null,
  );
}

/** A list of rules and whole packs, by their titles. */
export function createRulePicker(field: Field, packs: readonly Pack[]): HTMLElement {
  let chosen = Array.isArray(field.value) ? field.value.map(String) : [];
  const titles = new Map(
    packs.flatMap((pack) => [
      [pack.name, `all of “${pack.title}”`] as const,
      ...pack.rules.map((rule) => [rule.id, `${pack.title}: ${rule.title}`] as const),
    ]),
  );
  const list = h('ul', { class: 'chips' });
  const show = (): void =>
    list.replaceChildren(
      ...chosen.map((name) => {
        const title = titles.get(name) ?? 'a word of your own';
        const remove = h('button', { type: 'button', class: 'plain', 'aria-label': `Remove ${title}` }, '✕');
        remove.addEventListener('click', () => set(chosen.filter((other) => other !== name)));
        return h('li', {}, title, remove);
      }),
    );
  const set = (names: string[]): void => {
    chosen = names;
    field.change(names);
    show();
  };
  const select = h(
    'select',
    {},
    h('option', { value: '' }, 'Add…'),
    ...packs.map((pack) =>
      h(
        'optgroup',
        { label: pack.title },
        h('option', { value: pack.name }, `All of “${pack.title}”`),
        ...pack.rules.map(({ id, title }) => h('option', { value: id }, title)),
      ),
    ),
  );
  select.addEventListener('change', () => {
    if (select.value) set([...new Set([...chosen, select.value])]);
    select.value = '';
  });
  show();
  return renderField(field, select, list);
}

/** A pattern that may be broken after each of its bars. */
const breakable = (phrase: string): (string | HTMLElement)[] =>
  phrase.split(/(?<=\|)/).flatMap((piece, at) => (at > 0 ? [h('wbr', {}), piece] : [piece]));

/** The phrases of a rule: those of its pack can be taken out, and one's own added. */
export function createPhrases(
  phrases: readonly string[],
  removed: readonly string[],
  change: (removed: string[]) => void,
): HTMLElement {
  const out = new Set(removed);
  return h(
    'details',
    { class: 'phrases' },
    h('summary', {}, `What it looks for (${phrases.length})`),
    h(
      'p',
      { class: 'hint' },
      'In brackets, | parts words of which one is enough, and a ? makes them optional. <date> is any date, and so on.',
    ),
    h(
      'ul',
      {},
      ...phrases.map((phrase) => {
        const box = h('input', { type: 'checkbox', checked: !out.has(phrase) });
        box.addEventListener('change', () => {
          if (box.checked) out.delete(phrase);
          else out.add(phrase);
          change([...out]);
        });
        return h('li', {}, h('label', { class: 'phrase' }, box, h('span', {}, ...breakable(phrase))));
      }),
    ),
  );
}
