/**
 * What a marketer wants from the settings page, with mouse and keys only, in either browser: switch a rule off, ban a word with a better
 * one, add a brand, lower the level for one platform, add a phrase of their own, and share it all.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Firefox } from '../support/firefox.ts';
import { test as base, Chromium, expect } from '../support/fixtures.ts';
import type { Tab } from '../support/tab.ts';
import { User } from '../support/user.ts';

const test = base.extend<{ user: User; page1: Tab }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  user: async ({}, use) => {
    const user = await User.make('');
    await user.serve();
    await use(user);
    await user.dispose();
  },
  page1: async ({ user, engine }, use) => {
    const browser = engine === 'firefox' ? await Firefox.launch() : await Chromium.launch();
    await use(await browser.visit(`${user.address}/#settings`));
    await browser.close();
  },
});

/** Runs in the page. Returns where the control with this name is, after scrolling to it, or null. */
function findControl(name: string): { x: number; y: number } | null {
  const controls = document.querySelectorAll<HTMLElement>('input, select, textarea, button, summary');
  for (const control of controls) {
    if (!control.checkVisibility()) continue;
    const labels = (control as HTMLInputElement).labels ?? [];
    const names = [
      control.getAttribute('aria-label'),
      ...[...labels].map(({ textContent }) => textContent),
      /button|summary/i.test(control.tagName) ? control.textContent : null,
    ];
    if (!names.some((one) => one?.trim() === name)) continue;
    control.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { x, y, width, height } = control.getBoundingClientRect();
    return { x: x + Math.min(width / 2, 60), y: y + height / 2 };
  }
  return null;
}

async function press(tab: Tab, name: string): Promise<void> {
  const { x, y } = await tab.steady(() => tab.run(findControl, name), `“${name}”`);
  await tab.click(x, y);
}

async function fill(tab: Tab, name: string, text: string): Promise<void> {
  await press(tab, name);
  await tab.type(text);
}

/** Chooses by keyboard, as the list that opens isn't part of the page. */
async function choose(tab: Tab, name: string, option: string): Promise<void> {
  await tab.until(() => tab.run(findControl, name), Boolean, `“${name}”`);
  await tab.run((wanted) => {
    const select = [...document.querySelectorAll('select')].find(
      (one) => one.ariaLabel === wanted || [...one.labels].some(({ textContent }) => textContent === wanted),
    );
    select?.focus();
  }, name);
  await tab.type(option);
}

const says = (tab: Tab, selector: string, words: string): Promise<string> =>
  tab.until(
    () => tab.run((where) => document.querySelector<HTMLElement>(where)?.innerText ?? '', selector),
    (text) => text.includes(words),
    `“${words}” in ${selector}`,
  );

test('a marketer makes it theirs and shares it', async ({ user, page1: page }) => {
  await fill(page, 'Names of your business', 'Juno');
  await press(page, 'Add a word');
  await fill(page, 'Word', '~utilize');
  await fill(page, 'Better', '~use');
  await fill(page, 'Why', 'Nobody says utilize.');
  await page.press('Enter');
  await page.type('oven-fresh');
  await press(page, '“Hurry” is on');
  await says(page, '.changes', 'Hurry');
  await press(page, 'Last chance');
  await fill(page, 'Look for these too', 'chop chop');
  await choose(page, 'Settings for', 'LinkedIn');
  await choose(page, 'How serious “Hype” is', 'an error');
  await fill(page, 'Reading level, in school years', '12');
  await says(page, '.keep-bar', 'changes, not kept yet');
  await press(page, 'Keep');
  await says(page, '.keep-bar', 'Kept.');

  const kept = await readFile(join(user.home, '.config/softsell/softsell.toml'), 'utf8');
  for (const part of [
    'brand = ["Juno"]',
    'ban = ["oven-fresh"]',
    'word = "~utilize"',
    'instead = "~use"',
    '[rules."pushiness/hurry"]\nenabled = false',
    'add = ["chop chop"]',
    '[platforms.linkedin]',
    'severity = "error"',
    'reading-level = 12',
  ])
    expect(kept).toContain(part);

  // The file goes to the browser's downloads. What is in it, the page hands over.
  await page.run(() => {
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      void (blob as Blob).text().then((text) => {
        document.documentElement.dataset['shared'] = text;
      });
      return create(blob);
    };
  });
  await press(page, 'Export');
  const shared = await page.until(
    () => page.run(() => document.documentElement.dataset['shared'] ?? ''),
    Boolean,
    'the file to share',
  );
  expect(shared).toBe(kept);
});
