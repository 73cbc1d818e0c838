/** The controls of the settings page. Each shows a value and calls `change` with a new one; null means “as usual”. */

import { h } from '../../ui/dom.ts';
import { labelChoice } from './labels.ts';
import { createFault, holdPhrases } from './mistakes.ts';
import type { BetterWord, Definition, Pack } from './model.ts';
import { toPattern, toPhrase } from './phrases.ts';

/** What a control needs. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: unknown;
  /** What holds if this is empty, because it’s set for all posts. */
  readonly below?: unknown;
  /** The platform that the field is for, or null for all posts. */
  readonly where?: string | null;
  /** How to say that: what the entries are called, and what happens to the ones here. */
  readonly saysBelow?: { readonly name?: (entry: string) => string; readonly happens?: string };
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
    renderBelow(field),
  );
}

/** Says what a list has anyway, on the page of a platform. */
function renderBelow({
  below,
  where,
  saysBelow,
}: Pick<Field, 'below' | 'where' | 'saysBelow'>): HTMLElement | null {
  const texts = asTexts(below);
  if (!where || texts.length === 0) return null;
  const { name = (text: string) => `“${text}”`, happens = 'added' } = saysBelow ?? {};
  return h(
    'span',
    { class: 'hint below' },
    h('b', {}, 'As usual: '),
    `${texts.map(name).join(', ')}. What you write here is ${happens} for ${where}.`,
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

const asTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A list of names or phrases, one on each line. Phrases are kept as patterns. */
export function createLines(field: Field, kind: 'names' | 'phrases'): HTMLElement {
  const [show, read] =
    kind === 'phrases' ? [toPhrase, toPattern] : [(text: string) => text, (text: string) => text];
  const lines = asTexts(field.value);
  const area = h('textarea', { rows: Math.min(8, Math.max(2, lines.length + 1)), 'data-softsell': 'off' });
  area.value = lines.map(show).join('\n');
  const fault = createFault(area, field.id);
  holdPhrases(area, lines);
  area.addEventListener('input', () => {
    const phrases = readLines(area.value).map(read);
    holdPhrases(area, phrases);
    field.change(phrases);
  });
  const name = (pattern: string): string => `“${show(pattern)}”`;
  const hint = `One on each line. ${field.hint}`.trim();
  return renderField({ ...field, hint, saysBelow: { name } }, area, fault);
}

/** One of some choices, or as usual. */
export function createChoice(field: Field, { choices, default: standard }: Definition): HTMLElement {
  const usual = typeof field.below === 'string' ? field.below : standard;
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

/** A number, or as usual. `standard` is what the pack or softsell says. */
export function createNumber(
  field: Field,
  { at_least, at_most, default: fallback }: Definition,
  standard: string | number = fallback,
): HTMLElement {
  const usual = typeof field.below === 'number' ? field.below : standard;
  const input = h('input', {
    type: 'number',
    step: 'any',
    min: at_least ?? undefined,
    max: at_most ?? undefined,
    value: typeof field.value === 'number' ? field.value : '',
    placeholder: usual === 'none' ? 'not set' : `as usual: ${usual}`,
  });
  const fault = createFault(input, field.id);
  const show = (): void => {
    fault.textContent = input.validity.valid ? '' : `Write a number from ${at_least} to ${at_most}.`;
    if (input.validity.valid) input.removeAttribute('aria-invalid');
    else input.setAttribute('aria-invalid', 'true');
  };
  show();
  input.addEventListener('input', () => {
    show();
    field.change(input.value.trim() === '' || Number.isNaN(input.valueAsNumber) ? null : input.valueAsNumber);
  });
  return renderField(field, input, fault);
}

/** Words not to use: each alone, or with a better one and a reason. */
export interface WordsField {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly ban: unknown;
  readonly better: unknown;
  /** What holds anyway on the page of a platform. */
  readonly below: readonly string[];
  readonly where: string | null;
  change(ban: string[], better: BetterWord[]): void;
}

/** Which of the two settings a row comes from. One with a better word or a reason is always in the second. */
const ORIGIN = 'data-better';

const EMPTY: Readonly<Record<string, string>> = {
  Word: 'word',
  Better: 'better, if any',
  Why: 'why, if you like',
};

/** Words not to use, a row each: the word, a better one, and why. */
export function createWords(field: WordsField): HTMLElement {
  const body = h('tbody', {});
  const keep = (): void => {
    const ban: string[] = [];
    const better: BetterWord[] = [];
    for (const row of body.rows) {
      const inputs = [...row.querySelectorAll('input')];
      const [word = '', instead = '', why = ''] = inputs.map((input) => input.value.trim());
      const pattern = toPattern(word);
      if (inputs[0]) holdPhrases(inputs[0], word ? [pattern] : []);
      if (!word) continue;
      if (instead || why || row.hasAttribute(ORIGIN))
        better.push({ word: pattern, instead, ...(why && { why }) });
      else ban.push(pattern);
    }
    field.change([...new Set(ban)], better);
  };
  const cell = (label: string, value: string): [HTMLElement, HTMLInputElement] => {
    const input = h('input', {
      type: 'text',
      value,
      'aria-label': label,
      placeholder: EMPTY[label],
      'data-softsell': 'off',
    });
    input.addEventListener('input', keep);
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      addEmpty();
    });
    return [h('td', { 'data-label': label }, input), input];
  };
  let number = 0;
  const addRow = ({ word, instead, why = '' }: BetterWord, isBetter: boolean): HTMLTableRowElement => {
    const [first, input] = cell('Word', toPhrase(word));
    number += 1;
    first.append(createFault(input, `${field.id}-${number}`));
    holdPhrases(input, word ? [word] : []);
    // Many words at once, as from a list or a sheet.
    input.addEventListener('paste', (event) => {
      const words = readLines(event.clipboardData?.getData('text/plain') ?? '');
      if (words.length < 2) return;
      event.preventDefault();
      const filled = input.value.trim() !== '';
      for (const one of words.slice(filled ? 0 : 1)) addRow({ word: one, instead: '' }, false);
      if (!filled) input.value = words[0] ?? '';
      keep();
    });
    const remove = h(
      'button',
      { type: 'button', class: 'plain', 'aria-label': `Remove ${word ? toPhrase(word) : 'this row'}` },
      '✕',
    );
    const row = h(
      'tr',
      { [ORIGIN]: isBetter },
      first,
      cell('Better', instead)[0],
      cell('Why', why)[0],
      h('td', {}, remove),
    );
    remove.addEventListener('click', () => {
      const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector('input');
      row.remove();
      table.hidden = body.rows.length === 0;
      keep();
      (next ?? add).focus();
    });
    body.append(row);
    return row;
  };
  const addEmpty = (): void => {
    table.hidden = false;
    addRow({ word: '', instead: '' }, false).querySelector('input')?.focus();
  };
  const ban = asTexts(field.ban);
  const better = Array.isArray(field.better) ? (field.better as BetterWord[]) : [];
  for (const word of ban) addRow({ word, instead: '' }, false);
  for (const word of better) addRow(word, true);
  const table = h(
    'table',
    { class: 'better', hidden: ban.length + better.length === 0 },
    h('thead', {}, h('tr', {}, h('th', {}, 'Word'), h('th', {}, 'Better'), h('th', {}, 'Why'), h('td', {}))),
    body,
  );
  const add = h('button', { type: 'button', class: 'button', id: field.id, onclick: addEmpty }, 'Add a word');
  return h(
    'div',
    { class: 'field' },
    h('span', { class: 'label' }, field.label),
    h('div', { class: 'words' }, table),
    h('div', {}, add),
    h('span', { class: 'hint' }, field.hint),
    renderBelow({ below: field.below, where: field.where }),
  );
}

/** A list of rules and whole packs, by their titles. */
export function createRulePicker(field: Field, packs: readonly Pack[], replaces: boolean): HTMLElement {
  let chosen = asTexts(field.value);
  const titles = new Map(
    packs.flatMap((pack) => [
      [pack.name, `all of “${pack.title}”`] as const,
      ...pack.rules.map((rule) => [rule.id, `${pack.title}: ${rule.title}`] as const),
    ]),
  );
  const nameOf = (name: string): string => titles.get(name) ?? 'a word of your own';
  const list = h('ul', { class: 'chips' });
  const show = (): void =>
    list.replaceChildren(
      ...chosen.map((name) => {
        const title = nameOf(name);
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
  return renderField(
    { ...field, saysBelow: { name: nameOf, happens: replaces ? 'used instead' : 'added' } },
    select,
    list,
  );
}

/** A pattern that may be broken after each of its bars. */
const breakable = (phrase: string): (string | HTMLElement)[] =>
  phrase.split(/(?<=\|)/).flatMap((piece, at) => (at > 0 ? [h('wbr', {}), piece] : [piece]));

/** The phrases of a rule: those of its pack can be taken out, and one's own added. `below` are out for all posts. */
export function createPhrases(
  phrases: readonly string[],
  removed: readonly string[],
  below: readonly string[],
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
        const isOut = below.includes(phrase);
        const box = h('input', { type: 'checkbox', checked: !isOut && !out.has(phrase), disabled: isOut });
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
