/** Accessibility, as axe finds it in a page. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN =
  'axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))';
/** While a colour fades into another, its contrast is the one of neither. */
const SETTLED = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime < Infinity)
  .map(({ finished }) => finished)).then(() => undefined)`;

/** Returns the problems that axe finds in a page, whatever their severity, as "rule: what". Waits until nothing fades or moves. */
export async function axePage(page: Page): Promise<string[]> {
  // Through the protocol, because the page's policy doesn't apply there.
  await page.evaluate(AXE);
  await page.evaluate(SETTLED);
  return page.evaluate(RUN);
}
