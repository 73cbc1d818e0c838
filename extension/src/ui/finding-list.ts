/**
 * The list of findings, including those about the whole post, in groups: what is worth fixing, by kind; then ideas; then praise. Long
 * groups show their first rows. The arrow keys walk through the rows. A finding keeps its row while it lives.
 */

import { DIMENSIONS, type Fix, SEVERITIES } from '../shared/api.ts';
import { findingLabel, type Kind, kindOf } from '../shared/kinds.ts';
import type { Placed } from '../shared/placed.ts';
import { matters } from '../shared/verdict.ts';
import { h } from './dom.ts';
import { createReadMore, READ_MORE } from './parts.ts';
import { trusted } from './trusted.ts';

export interface ListHooks {
  pick(placed: Placed): void;
  insert(placed: Placed, fix: Fix): void;
  /** Opens a rule's page in the documentation, by its path. */
  readMore(page: string): void;
}

interface Row {
  placed: Placed;
  readonly item: HTMLLIElement;
  readonly button: HTMLButtonElement;
  readonly inserts: HTMLDivElement;
}

interface Group {
  readonly key: string;
  readonly title: string;
  readonly swatch: Kind | 'praise' | 'idea';
  readonly isOpen: boolean;
  readonly findings: readonly Placed[];
}

interface Shown {
  readonly node: HTMLDetailsElement;
  readonly count: HTMLElement;
  readonly list: HTMLUListElement;
  readonly more: HTMLButtonElement;
  isWhole: boolean;
}

const EXCERPT = 60;
/** How many rows a group shows at first. One more would take as much room as the button for it. */
const FIRST_ROWS = 3;
/** If this much is worth fixing, ideas wait. */
const ENOUGH_TO_DO = 3;

function shorten(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length > EXCERPT ? `${plain.slice(0, EXCERPT).trimEnd()}…` : plain;
}

/** Returns what a row says below its message: the phrase, unless the message quotes it, or why it matters for the whole post. */
function describe({ span, finding }: Placed, text: string): string {
  if (!span) return finding.why;
  const excerpt = shorten(text);
  return finding.message.includes(excerpt) ? '' : `“${excerpt}”`;
}

const rank = ({ finding }: Placed): number => SEVERITIES.indexOf(finding.severity);
const order = (dimension: string | null): number => {
  const at = DIMENSIONS.indexOf(dimension ?? '');
  return at < 0 ? DIMENSIONS.length : at;
};

/** Sorts findings into groups. */
export function groupFindings(findings: readonly Placed[]): Group[] {
  const worth = findings.filter(({ finding }) => matters(finding));
  const byLabel = new Map<string, Placed[]>();
  for (const placed of worth) {
    const label = findingLabel(placed.finding.dimension);
    byLabel.set(label, [...(byLabel.get(label) ?? []), placed]);
  }
  const kinds = Array.from(byLabel, ([title, members]): Group & { first: Placed } => {
    const sorted = members.toSorted((a, b) => rank(b) - rank(a));
    const first = sorted[0] as Placed;
    return {
      key: title,
      title,
      swatch: kindOf(first.finding.dimension),
      isOpen: true,
      findings: sorted,
      first,
    };
  }).sort(
    (a, b) =>
      rank(b.first) - rank(a.first) || order(a.first.finding.dimension) - order(b.first.finding.dimension),
  );
  const ideas = findings.filter(({ finding }) => !finding.positive && !matters(finding));
  const praise = findings.filter(({ finding }) => finding.positive);
  return [
    ...kinds,
    {
      key: 'ideas',
      title: 'Ideas',
      swatch: 'idea' as const,
      isOpen: worth.length < ENOUGH_TO_DO,
      findings: ideas,
    },
    {
      key: 'praise',
      title: 'Well done',
      swatch: 'praise' as const,
      isOpen: worth.length === 0,
      findings: praise,
    },
  ].filter((group) => group.findings.length > 0);
}

export class FindingList {
  readonly node = h('div', { class: 'findings', role: 'group', 'aria-label': 'What softsell found' });
  private readonly hooks: ListHooks;
  private readonly rows = new Map<number, Row>();
  private readonly groups = new Map<string, Shown>();

  constructor(hooks: ListHooks) {
    this.hooks = hooks;
    this.node.addEventListener('keydown', (event) => this.walk(event));
  }

  /** Shows these findings. `textOf` returns the text that a finding covers. */
  show(findings: readonly Placed[], textOf: (placed: Placed) => string, current: number | null): void {
    const alive = new Set(findings.map(({ id }) => id));
    for (const [id, row] of this.rows) {
      if (alive.has(id)) continue;
      row.item.remove();
      this.rows.delete(id);
    }
    const groups = groupFindings(findings);
    for (const [key, { node }] of this.groups) {
      if (groups.some((group) => group.key === key)) continue;
      node.remove();
      this.groups.delete(key);
    }
    place(
      this.node,
      groups.map((group) => this.showGroup(group, textOf, current)),
    );
  }

  focus(): void {
    this.node.querySelector<HTMLElement>('.item')?.focus();
  }

  private showGroup(group: Group, textOf: (placed: Placed) => string, current: number | null): HTMLElement {
    const shown = this.groups.get(group.key) ?? this.createGroup(group);
    const { findings } = group;
    const isShort = shown.isWhole || findings.length <= FIRST_ROWS + 1;
    const visible = isShort ? findings.length : FIRST_ROWS;
    shown.count.textContent = String(findings.length);
    shown.more.hidden = isShort;
    shown.more.textContent = `${findings.length - visible} more`;
    const items = findings.map((placed, index) => {
      const row = this.rows.get(placed.id) ?? this.createRow(placed);
      row.placed = placed;
      row.item.hidden = index >= visible && placed.id !== current;
      row.button.setAttribute('aria-current', String(placed.id === current));
      const about = row.button.querySelector('.about');
      if (about) about.textContent = describe(placed, textOf(placed));
      this.showInserts(row);
      return row.item;
    });
    place(shown.list, items);
    return shown.node;
  }

  private createGroup({ key, title, swatch, isOpen }: Group): Shown {
    const count = h('span', { class: 'number' });
    const list = h('ul', {});
    const more = h('button', { type: 'button', class: 'plain more-rows', hidden: true });
    const node = h(
      'details',
      { class: 'group', open: isOpen },
      h(
        'summary',
        {},
        h('span', { class: 'swatch', 'data-kind': swatch, 'aria-hidden': 'true' }, '    '),
        h('span', { class: 'title' }, title),
        count,
      ),
      list,
      more,
    );
    const shown: Shown = { node, count, list, more, isWhole: false };
    more.addEventListener(
      'click',
      trusted(() => {
        shown.isWhole = true;
        more.hidden = true;
        for (const item of list.children) (item as HTMLElement).hidden = false;
      }),
    );
    this.groups.set(key, shown);
    return shown;
  }

  private createRow(placed: Placed): Row {
    const button = h(
      'button',
      { type: 'button', class: 'item' },
      placed.finding.message,
      h('span', { class: 'about' }),
    );
    const inserts = h('div', { class: 'inserts', hidden: true });
    const row: Row = { placed, item: h('li', {}, button, inserts), button, inserts };
    button.addEventListener(
      'click',
      trusted(() => this.hooks.pick(row.placed)),
    );
    this.rows.set(placed.id, row);
    return row;
  }

  /** Shows the fixes of a finding about the whole post and the link to its rule here, because it has no card. */
  private showInserts(row: Row): void {
    const fixes = row.placed.span ? [] : row.placed.fixes.slice(0, 3);
    const docs = row.placed.span ? null : row.placed.finding.docs;
    row.inserts.hidden = fixes.length === 0 && !docs;
    const labels = [
      ...fixes.map((fix) => fix.label || `Add “${fix.text.trim()}”`),
      ...(docs ? [READ_MORE] : []),
    ];
    const buttons = Array.from(row.inserts.children);
    if (
      buttons.length === labels.length &&
      buttons.every((button, index) => button.textContent === labels[index])
    )
      return;
    row.inserts.replaceChildren(
      ...labels.map((label, index) =>
        docs && index === fixes.length
          ? createReadMore(() => this.hooks.readMore(docs))
          : h(
              'button',
              {
                type: 'button',
                class: 'button',
                onclick: trusted(() => {
                  const fix = row.placed.fixes[index];
                  if (fix) this.hooks.insert(row.placed, fix);
                }),
              },
              label,
            ),
      ),
    );
  }

  private walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const items = Array.from(this.node.querySelectorAll<HTMLElement>('.item, summary')).filter((item) =>
      item.checkVisibility(),
    );
    const at = items.indexOf((this.node.getRootNode() as Document | ShadowRoot).activeElement as HTMLElement);
    if (!step || at < 0) return;
    event.preventDefault();
    items[(at + step + items.length) % items.length]?.focus();
  }
}

/** Puts these children into `parent` in this order, without moving those that are in place, which would take their focus. */
function place(parent: HTMLElement, children: readonly HTMLElement[]): void {
  let before: ChildNode | null = parent.firstChild;
  for (const child of children) {
    if (child === before) before = before.nextSibling;
    else parent.insertBefore(child, before);
  }
}
