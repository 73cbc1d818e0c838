/** Looking at underlines from the page: the highlight registry is the page's too. */

import type { Frame, Page } from '@playwright/test';
import { expect } from '@playwright/test';

export interface Underline {
  readonly kind: string;
  readonly text: string;
  readonly rects: readonly { x: number; y: number; width: number; height: number }[];
}

/** All underlines of a document, in order of their text. */
export function underlines(page: Page | Frame): Promise<Underline[]> {
  return page.evaluate(() =>
    [...CSS.highlights].flatMap(([name, highlight]) => {
      if (!name.startsWith('softsell-') || name === 'softsell-current') return [];
      return [...highlight].map((range) => ({
        kind: name.slice('softsell-'.length),
        text: range.toString(),
        rects: [...(range as Range).getClientRects()].map(({ x, y, width, height }) => ({ x, y, width, height })),
      }));
    }),
  );
}

/** Waits until just these texts are underlined. */
export async function expectUnderlined(page: Page | Frame, texts: readonly string[]): Promise<void> {
  await expect.poll(async () => (await underlines(page)).map(({ text }) => text).sort(), { intervals: [20, 50, 100] }).toEqual([...texts].sort());
}

/** Where the browser itself has the glyphs of `text` in the edited element: by its own selection of it. */
export function glyphs(page: Page | Frame, text: string): Promise<Underline['rects']> {
  return page.evaluate((wanted) => {
    const root = window.editor?.root() as HTMLElement;
    const view = root.ownerDocument;
    const walker = view.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    let all = '';
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      nodes.push(node);
      all += node.data;
    }
    const start = all.replaceAll('\u00a0', ' ').indexOf(wanted);
    if (start < 0) return [];
    const range = view.createRange();
    let at = 0;
    for (const node of nodes) {
      if (start >= at && start < at + node.length) range.setStart(node, start - at);
      const end = start + wanted.length;
      if (end > at && end <= at + node.length) range.setEnd(node, end - at);
      at += node.length;
    }
    return [...range.getClientRects()].map(({ x, y, width, height }) => ({ x, y, width, height }));
  }, text);
}
