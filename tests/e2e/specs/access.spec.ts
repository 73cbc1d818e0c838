/** Accessibility: axe finds nothing in card, badge, popup, options and the page of the feed, and forced colours and reduced motion work. */

import { fileURLToPath } from 'node:url';
import { axePage } from '../support/axe.ts';
import type { ChromiumTab } from '../support/chromium-tab.ts';
import { expect, test } from '../support/fixtures.ts';

/** Runs axe on a copy of our closed roots, with their styles, in a page that has nothing else. */
async function axeOurs(tab: ChromiumTab): Promise<string[]> {
  const parts = await tab.look<{ markup: string; css: string }>(`(root) => {
    const stage = root.querySelector('.stage');
    if (!stage) return null;
    return { markup: stage.outerHTML, css: root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join('\\n') };
  }`);
  const page = await tab.page.context().newPage();
  await page.setContent(`<!doctype html><html lang="en"><title>copy</title><style>${parts?.css.replaceAll(':host', ':root')}
    :root { width: auto !important; height: auto !important }</style><body><main><h1>copy</h1>${parts?.markup}</main></body></html>`);
  const found = await axePage(page);
  await page.close();
  return found;
}

for (const scheme of ['light', 'dark'] as const) {
  test(`card and badge, ${scheme}`, async ({ chromium }) => {
    const tab = await chromium.open('https://x.com/platforms/x.html');
    await tab.page.emulateMedia({ colorScheme: scheme });
    await tab.page.locator('#box').click();
    await tab.type('Crumb alert! We utilise rye.');
    await tab.underlined(['Crumb alert', 'utilise']);
    await tab.pressOurs('.pill');
    await tab.shown('.panel');
    await tab.pressOurs('.meter .why', 'Pushiness');
    await tab.shown('.reasons li');
    expect(await axeOurs(tab)).toEqual([]);
    await tab.press('Escape');
    await tab.page.locator('#box').click();
    await tab.pointAt('utilise');
    expect(await axeOurs(tab)).toEqual([]);
    await tab.close();
  });

  test(`popup and options, ${scheme}`, async ({ chromium }) => {
    const page = await chromium.context.newPage();
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(chromium.own('popup.html'));
    await page.getByText('Connected', { exact: true }).waitFor();
    expect(await axePage(page)).toEqual([]);
    await page.goto(chromium.own('options.html'));
    await page.locator('.keys li').first().waitFor();
    expect(await axePage(page)).toEqual([]);
    await page.close();
  });
}

test('forced colours keep every underline, and reduced motion stops the rest', async ({ chromium }) => {
  const tab = await chromium.open('https://x.com/platforms/x.html');
  await tab.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await tab.page.locator('#box').click();
  await tab.type('We utilise rye.');
  await tab.underlined(['utilise']);
  await tab.pointAt('utilise');
  const animation = await tab.look<string>(
    "(root) => root.querySelector('.card') && getComputedStyle(root.querySelector('.card')).animationName",
  );
  expect(animation).toBe('none');
  await tab.close();
});

test('a count is announced politely once, when writing pauses', async ({ chromium }) => {
  const tab = await chromium.open('https://x.com/platforms/x.html');
  await tab.page.locator('#box').click();
  await tab.type('Crumb alert!');
  const status = (): Promise<string | null> =>
    tab.look<string>('(root) => root.querySelector("[role=status]")?.textContent ?? null');
  await tab.until(status, (said) => said === 'softsell: 1 thing to look at', 'the count to be told');
  await tab.close();
});

const YEAR = fileURLToPath(new URL('../../feed/fern_and_kiln.csv', import.meta.url));

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1200, 360]) {
    test(`the page of the feed, ${colorScheme}, ${width} pixels wide`, async ({ chromium, server }) => {
      const page = await chromium.context.newPage();
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.goto(`${server.address}/feed`);
      const check = async (): Promise<void> => {
        await page.evaluate(
          "document.querySelectorAll('details').forEach((details) => { details.open = true })",
        );
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
        expect(await axePage(page)).toEqual([]);
      };
      await expect(page.getByText('softsell records nothing.')).toBeVisible();
      await check();
      await page.locator('#files').setInputFiles(YEAR);
      await page.locator('[data-chart=timeline] svg').waitFor();
      await check();
      // The last month is named at any width, and a table that goes on beyond the edge says so.
      await expect(page.locator('[data-chart=known]')).toContainText(width < 500 ? 'Nov' : '1–20 Nov');
      await expect(page.locator('.scroll.wide').first())[width < 500 ? 'toBeVisible' : 'toBeHidden']();
      await page.close();
    });
  }
}
