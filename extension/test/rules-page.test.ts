import { expect, test, vi } from 'vitest';
import type { Problem } from '../src/shared/api.ts';

/** As much of an element as the page of rules needs. */
class FakeElement {
  children: (FakeElement | string)[] = [];
  dataset: Record<string, string> = {};
  hidden = false;
  value = '';
  renewed = 0;
  set textContent(text: string) {
    this.children = [text];
  }
  get textContent(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('');
  }
  append(...children: (FakeElement | string)[]): void {
    this.children.push(...children);
  }
  replaceChildren(...children: (FakeElement | string)[]): void {
    this.children = children;
    this.renewed += 1;
  }
  setAttribute(name: string): void {
    if (name === 'hidden') this.hidden = true;
  }
  addEventListener(): void {}
  querySelectorAll(): FakeElement[] {
    return [];
  }
}

vi.stubGlobal('document', { createElement: () => new FakeElement(), getElementById: () => null });
vi.stubGlobal('HTMLDetailsElement', class {});

const RULE = {
  id: 'a/b',
  title: 'Hurry',
  pack: 'a',
  message: '',
  why: '',
  dimension: null,
  bad: [],
  good: [],
};
const MISTAKE: Problem = { path: 'a.yml', line: 3, message: 'No such kind.', hint: '' };

let mistakes: readonly Problem[] = [];
let isAway = false;

vi.mock('../src/playground/server.ts', () => ({
  fetchRules: async () => {
    if (isAway) throw new Error('softsell has stopped.');
    return [RULE];
  },
  fetchMistakes: async () => mistakes,
}));

const { createRulesView } = await import('../src/playground/rules.ts');

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

test('a mended pack is no mistake any more when the page is shown again, and the list stays', async () => {
  const view = createRulesView();
  const node = view.node as unknown as FakeElement;
  const [, , stale, , , list] = node.children as FakeElement[];
  mistakes = [MISTAKE];
  view.show(null);
  await settle();
  expect(stale?.hidden).toBe(false);
  expect(stale?.textContent).toContain('a.yml, line 3: No such kind.');
  mistakes = [];
  view.show(null);
  await settle();
  expect(stale?.hidden).toBe(true);
  isAway = true;
  view.show(null);
  await settle();
  expect(list?.textContent).toContain('Hurry');
  expect(list?.renewed).toBe(1);
});

test('a page that never had rules says why', async () => {
  const view = createRulesView();
  isAway = true;
  view.show(null);
  await settle();
  expect((view.node as unknown as FakeElement).textContent).toContain('softsell has stopped.');
});
