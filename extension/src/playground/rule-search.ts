/** The box that finds a rule in a list of packs. It hides rules whose `data-search` doesn't hold what was typed, and packs without any left. */

import { h } from '../ui/dom.ts';

export interface RuleSearch {
  readonly node: HTMLInputElement;
  /** Searches again, because the list has changed. */
  search(): void;
  /** Shows all rules. */
  clear(): void;
}

export function createRuleSearch(list: HTMLElement): RuleSearch {
  const node = h('input', {
    type: 'search',
    'aria-label': 'Find a rule',
    placeholder: 'Find a rule',
    'data-softsell': 'off',
  });
  const search = (): void => {
    const wanted = node.value.trim().toLowerCase();
    for (const pack of list.querySelectorAll<HTMLElement>('.pack')) {
      const rules = [...pack.querySelectorAll<HTMLElement>('[data-search]')];
      for (const rule of rules) rule.hidden = !(rule.dataset['search'] ?? '').includes(wanted);
      pack.hidden = rules.every((rule) => rule.hidden);
    }
  };
  node.addEventListener('input', search);
  return {
    node,
    search,
    clear: () => {
      node.value = '';
      search();
    },
  };
}
