/** The rule browser lists every rule in use, by pack, with its reason and the examples that prove it. */

import type { Example, RuleInfo } from '../shared/api.ts';
import { kindOf, toLabel } from '../shared/kinds.ts';
import { h } from '../ui/dom.ts';
import { createRuleSearch } from './rule-search.ts';
import { fetchMistakes, fetchRules } from './server.ts';

/** The pack of the words that a person doesn't use. The settings page has them as words. */
const OWN = 'custom';

/** Renders an example and marks what the rule must find. */
export function renderExample({ text, start, end }: Example): (Node | string)[] {
  if (start === null || end === null) return [text];
  return [text.slice(0, start), h('mark', {}, text.slice(start, end)), text.slice(end)];
}

/** Returns the rule's message with its gaps filled from its first example. */
function fillMessage({ message, bad }: RuleInfo): string {
  const example = bad.find(({ start }) => start !== null);
  const match = example ? example.text.slice(example.start ?? 0, example.end ?? 0) : '…';
  return message.replaceAll('{match}', match).replace(/\{(count|bound|value|replacement)\}/g, '…');
}

function renderExamples(title: string, list: readonly Example[]): HTMLElement | null {
  if (list.length === 0) return null;
  return h(
    'div',
    {},
    h('h4', {}, title),
    h('ul', { class: 'examples' }, ...list.map((example) => h('li', {}, ...renderExample(example)))),
  );
}

function renderRule(rule: RuleInfo): HTMLElement {
  return h(
    'details',
    {
      class: 'rule',
      id: `rule-${rule.id}`,
      'data-search': `${rule.title} ${rule.id} ${rule.message} ${rule.why}`.toLowerCase(),
    },
    h(
      'summary',
      {},
      h('span', { class: 'swatch', 'data-kind': kindOf(rule.dimension), 'aria-hidden': 'true' }, '    '),
      h('span', { class: 'title' }, rule.title, ' ', h('span', { class: 'id' }, rule.id)),
      h('span', { class: 'muted' }, rule.enabled ? rule.severity : 'off'),
    ),
    h(
      'div',
      { class: 'about-rule' },
      h('p', {}, fillMessage(rule)),
      rule.why ? h('p', { class: 'muted' }, rule.why) : null,
      h(
        'p',
        { class: 'bar' },
        rule.pack === OWN
          ? null
          : h('a', { href: `#settings/${rule.id}` }, 'Change it, or switch it on or off'),
        rule.docs ? h('a', { href: rule.docs }, 'Evidence and more examples') : null,
      ),
      renderExamples('It finds', rule.bad),
      renderExamples('It leaves alone', rule.good),
    ),
  );
}

function renderPacks(list: readonly RuleInfo[]): HTMLElement[] {
  const packs = new Map<string, RuleInfo[]>();
  for (const rule of list) packs.set(rule.pack, [...(packs.get(rule.pack) ?? []), rule]);
  return [...packs].map(([pack, members]) =>
    h(
      'section',
      { class: 'pack', 'aria-label': pack },
      h('h3', {}, toLabel(pack), h('span', { class: 'muted' }, ` ${members.length}`)),
      ...members.map(renderRule),
    ),
  );
}

/** Creates the view. `show` takes the id of the rule to open, or null. */
export function createRulesView(): { readonly node: HTMLElement; show(id: string | null): void } {
  const list = h('div', { class: 'packs' }, h('p', { class: 'muted' }, 'Loading the rules…'));
  const search = createRuleSearch(list);
  const stale = h('p', { class: 'notice', role: 'status', hidden: true });
  const missing = h('p', { class: 'notice', role: 'status', hidden: true });
  let turn = 0;
  /** The rules that the list shows, as JSON. "" if it shows none yet. */
  let shown = '';
  /** Returns whether the page wasn't shown again meanwhile. */
  const load = async (): Promise<boolean> => {
    turn += 1;
    const mine = turn;
    try {
      const [rules, [mistake]] = await Promise.all([fetchRules(), fetchMistakes()]);
      if (mine !== turn) return false;
      const found = JSON.stringify(rules);
      if (found !== shown) {
        list.replaceChildren(...renderPacks(rules));
        search.search();
      }
      shown = found;
      stale.hidden = mistake === undefined;
      if (mistake)
        stale.textContent = `There’s a mistake, so softsell still uses the rules from before it. ${mistake.path}${mistake.line ? `, line ${mistake.line}` : ''}: ${mistake.message} ${mistake.hint}`;
    } catch (error) {
      if (mine === turn && !shown)
        list.replaceChildren(h('p', { class: 'notice' }, error instanceof Error ? error.message : ''));
    }
    return mine === turn;
  };
  const node = h(
    'section',
    { class: 'sheet', 'aria-labelledby': 'rules-title' },
    h('h2', { id: 'rules-title' }, 'Rules'),
    h('p', { class: 'muted' }, 'What softsell looks for, why, and the sentences that prove each rule.'),
    stale,
    missing,
    search.node,
    list,
  );
  return {
    node,
    show(id) {
      void load().then((isLast) => {
        if (!isLast) return;
        const item = id ? document.getElementById(`rule-${id}`) : null;
        const isMissing = id !== null && shown !== '' && item === null;
        missing.hidden = !isMissing;
        missing.textContent = isMissing ? `There’s no rule “${id}” here. These are all:` : '';
        if (!(item instanceof HTMLDetailsElement)) return;
        if (item.hidden) search.clear();
        item.open = true;
        item.scrollIntoView({ block: 'start' });
        item.querySelector('summary')?.focus({ preventScroll: true });
      });
    },
  };
}
