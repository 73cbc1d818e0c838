/** Shows what a file of shared settings would do, part by part, before it's kept. The names of its business are left out at first. */

import { h } from '../../ui/dom.ts';
import type { Pack, Values } from './model.ts';
import { isName, Names, partsOf, sayAll, sayPart, withPart } from './shared.ts';

/** The settings under change, which the page holds. */
interface Holder {
  settings(): Values;
  change(settings: Values): void;
}

const LEFT_OUT = 'Left out, because only you can set it: what belongs to another computer.';

/** Creates the panel, which takes all parts but names at once. `close` is called when the person leaves all out. */
export function createImport(
  shared: Values,
  leftOut: boolean,
  packs: readonly Pack[],
  holder: Holder,
  close: () => void,
): HTMLElement {
  const names = new Names(packs);
  const parts = partsOf(holder.settings(), shared);
  const taken = new Set(parts.filter((part) => !isName(part)));
  const sum = h('p', { role: 'status' });
  const showSum = (): void => {
    sum.textContent = parts.length > 0 ? sayAll([...taken]) : 'You have all settings of this file already.';
  };
  const renderPart = (part: (typeof parts)[number]): HTMLElement => {
    const box = h('input', { type: 'checkbox', checked: taken.has(part) });
    box.addEventListener('change', () => {
      if (box.checked) taken.add(part);
      else taken.delete(part);
      holder.change(withPart(holder.settings(), part, box.checked));
      showSum();
    });
    const hint = isName(part)
      ? h('span', { class: 'hint' }, 'Only if it’s your business too: your posts count as talking about it.')
      : null;
    return h('li', {}, h('label', { class: 'choice-line' }, box, h('span', {}, sayPart(part, names), hint)));
  };
  showSum();
  holder.change([...taken].reduce((settings, part) => withPart(settings, part, true), holder.settings()));
  const leave = h(
    'button',
    { type: 'button', class: 'button' },
    parts.length > 0 ? 'Leave all of it' : 'Close',
  );
  leave.addEventListener('click', () => {
    holder.change([...taken].reduce((settings, part) => withPart(settings, part, false), holder.settings()));
    close();
  });
  return h(
    'section',
    { class: 'sheet import', 'aria-labelledby': 'import-title' },
    h('h2', { id: 'import-title', tabindex: -1 }, 'What this file does'),
    sum,
    leftOut ? h('p', { class: 'muted' }, LEFT_OUT) : null,
    parts.length > 0 ? h('ul', { class: 'plain-list' }, ...parts.map(renderPart)) : null,
    parts.length > 0
      ? h(
          'p',
          { class: 'muted' },
          'Untick what you don’t want. It counts once you press Keep, and Undo takes it back.',
        )
      : null,
    h('div', { class: 'bar' }, leave),
  );
}
