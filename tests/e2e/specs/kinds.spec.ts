/** Kinds of boxes as pages build them: the underline is where the word is, a fix arrives, and the page goes on working. */

import { expect, test } from '../support/fixtures.ts';
import type { Tab } from '../support/tab.ts';

declare global {
  interface Window {
    kind?: { text(): string; focus(): void; isField: boolean };
    later?: () => void;
    selectPhrase(phrase: string): void;
    errors: string[];
  }
}

const KINDS = [
  'an editor in a shadow root in a srcdoc frame',
  'a box whose words are selected as a whole',
  'a title in a closed part of a dialog that opens late',
  'a zoomed box that its writer makes larger',
  'a box that says its words from right to left',
  'a box for plain text with line breaks',
  'a box in a turned and scrolled part',
  'a row that a list uses again',
  'a box whose value the page sets after each key',
  'a form that is reset',
  'a box under a bar that stays at the top',
  'a box in columns',
];

const textOf = (tab: Tab): Promise<string> => tab.run(() => window.kind?.text() ?? '');

for (const kind of KINDS) {
  test(kind, async ({ subject, engine }) => {
    const tab = await subject.open(`harm/kinds.html?kind=${encodeURIComponent(kind)}`);
    await tab.until(() => textOf(tab), Boolean, 'the box');
    await tab.run(() => window.kind?.focus());
    // What the page does later, it does after it was marked.
    await tab.until(
      () => tab.underlines(),
      (found) => found.length === 1,
      'the first underline',
    );
    await tab.run(() => window.later?.());
    await tab.underlined(['utilise']);
    const origin = await tab.origin();
    const where = async (): Promise<{ x: number; y: number }> => {
      const rect = (await tab.underlines())[0]?.rects[0];
      return {
        x: origin.x + (rect?.x ?? -99) + (rect?.width ?? 0) / 2,
        y: origin.y + (rect?.y ?? -99) + (rect?.height ?? 0) / 2,
      };
    };
    if (await tab.run(() => window.kind?.isField ?? false)) {
      await tab.run(() => window.selectPhrase('utilise'));
      const real = await tab.until(
        () => tab.magentaArea(),
        ({ width }) => width > 0,
        'the selection to be drawn',
      );
      await tab.until(
        where,
        ({ x, y }) =>
          Math.abs(x - real.x - real.width / 2) <= 3 && Math.abs(y - real.y - real.height / 2) <= 5,
        `the underline to be at ${JSON.stringify(real)}`,
      );
    } else {
      await tab.until(
        async () => {
          const rect = (await tab.underlines())[0]?.rects[0];
          return rect ? tab.inked({ ...rect, x: rect.x + origin.x, y: rect.y + origin.y }) : 0;
        },
        (ink) => ink > 5,
        'the underline to be drawn',
      );
    }
    const before = await textOf(tab);
    await tab.pointAt('utilise');
    await tab.pressOurs('.card .fixes .button', '', origin);
    if (engine === 'firefox' && kind === 'a box whose words are selected as a whole') {
      // Firefox would lose a space, so nothing is changed, and the card says so.
      await tab.shown('.card', 'didn’t accept the change');
      expect(await textOf(tab)).toBe(before);
      await tab.close();
      return;
    }
    await tab.until(
      () => textOf(tab),
      (text) => text === before.replace('utilise', 'use'),
      'the fix to arrive',
    );
    await tab.type('x');
    await tab.until(
      () => textOf(tab),
      (text) => text.length === before.length - 'utilise'.length + 'use'.length + 1,
      'a key to arrive',
    );
    expect(await tab.run(() => window.errors)).toEqual([]);
    await tab.close();
  });
}
