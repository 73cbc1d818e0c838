/** The list of findings, including those about the whole post. The arrow keys walk through it. A finding keeps its row while it lives. */

import type { Fix } from '../shared/api.ts';
import { findingLabel, kindOf } from '../shared/kinds.ts';
import type { Placed } from '../shared/placed.ts';
import { h } from './dom.ts';
import { trusted } from './trusted.ts';

export interface ListHooks {
  pick(placed: Placed): void;
  insert(placed: Placed, fix: Fix): void;
}

interface Row {
  placed: Placed;
  readonly item: HTMLLIElement;
  readonly button: HTMLButtonElement;
  readonly inserts: HTMLDivElement;
}

const EXCERPT = 60;

function shorten(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length > EXCERPT ? `${plain.slice(0, EXCERPT).trimEnd()}…` : plain;
}

export class FindingList {
  readonly node = h('ul', { class: 'findings', 'aria-label': 'What softsell found' });
  private readonly hooks: ListHooks;
  private readonly rows = new Map<number, Row>();

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
    let before: ChildNode | null = this.node.firstChild;
    for (const placed of findings) {
      const row = this.rows.get(placed.id) ?? this.createRow(placed);
      row.placed = placed;
      row.button.setAttribute('aria-current', String(placed.id === current));
      const about = row.button.querySelector('.about');
      if (about)
        about.textContent = placed.span
          ? `${findingLabel(placed.finding.dimension)} · “${shorten(textOf(placed))}”`
          : placed.finding.why;
      this.showInserts(row);
      if (row.item === before) before = before.nextSibling;
      else this.node.insertBefore(row.item, before);
    }
  }

  focus(): void {
    this.node.querySelector<HTMLElement>('.item')?.focus();
  }

  private createRow(placed: Placed): Row {
    const kind = kindOf(placed.finding.dimension);
    const button = h(
      'button',
      { type: 'button', class: 'item', 'data-kind': kind },
      h(
        'span',
        { class: 'swatch', 'data-kind': kind, 'aria-hidden': 'true' },
        placed.finding.positive ? ' ✓ ' : '    ',
      ),
      h('span', {}, placed.finding.message, h('span', { class: 'about' })),
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

  /** Shows the fixes of a finding about the whole post here, because it has no card. */
  private showInserts(row: Row): void {
    const fixes = row.placed.span ? [] : row.placed.fixes.slice(0, 3);
    row.inserts.hidden = fixes.length === 0;
    const labels = fixes.map((fix) => fix.label || `Add “${fix.text.trim()}”`);
    const buttons = Array.from(row.inserts.children);
    if (
      buttons.length === labels.length &&
      buttons.every((button, index) => button.textContent === labels[index])
    )
      return;
    row.inserts.replaceChildren(
      ...labels.map((label, index) =>
        h(
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
    const items = Array.from(this.node.querySelectorAll<HTMLElement>('.item'));
    const at = items.indexOf((this.node.getRootNode() as Document | ShadowRoot).activeElement as HTMLElement);
    if (!step || at < 0) return;
    event.preventDefault();
    items[(at + step + items.length) % items.length]?.focus();
  }
}
