/** The front door: the server's address in the user's own browser, without a link. Each test has its own browser and server. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { test as base, Chromium, expect } from '../support/fixtures.ts';
import { Server } from '../support/server.ts';
import { User } from '../support/user.ts';

const test = base.extend<{ own: Server; context1: BrowserContext }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  own: async ({}, use) => {
    const server = await Server.start(['e2e']);
    await use(server);
    await server.dispose();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  context1: async ({}, use) => {
    const browser = await Chromium.launch();
    await use(browser.context);
    await browser.close();
  },
});

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your post' }).click();
  await page.keyboard.type(text);
}

const found = (page: Page, text: string) => page.locator('.findings .item').filter({ hasText: text });

test('the bare address opens the playground, and so does a second tab', async ({ own, context1 }) => {
  const first = await context1.newPage();
  await first.goto(own.address);
  await write(first, 'We utilise rye.');
  await expect(found(first, 'utilise')).toBeVisible();

  const second = await context1.newPage();
  await second.goto(`${own.address}/#rules`);
  await expect(second.locator('.pack').first()).toBeVisible();
  // The first tab still works.
  await write(first, ' And we utilise oats.');
  await expect(found(first, 'utilise')).toHaveCount(2);
});

test('a guessed address leads to its page, and one with nothing behind it names the pages', async ({
  own,
  context1,
}) => {
  const page = await context1.newPage();
  await page.goto(`${own.address}/settings`);
  await expect(page.getByRole('heading', { name: 'Make it yours' })).toBeVisible();
  await page.goto(`${own.address}/nowhere`);
  await page.getByRole('link', { name: 'Try a rule' }).click();
  await expect(page.getByRole('heading', { name: 'Your rule' })).toBeVisible();
  await page.goto(`${own.address}/#100%`);
  await expect(page.getByRole('textbox', { name: 'Your post' })).toBeVisible();
  await page.goto(`${own.address}/#rules/pushiness/nothing`);
  await expect(page.getByText('There’s no rule “pushiness/nothing” here')).toBeVisible();
  await page.goto(`${own.address}/#rules/pushiness/hurry`);
  await expect(page.getByText('There’s no rule')).toBeHidden();
  await expect(page.locator('[id="rule-pushiness/hurry"] summary')).toBeInViewport();
});

test('the rules say that a newer pack has a mistake', async ({ context1 }) => {
  const user = await User.make();
  await user.serve();
  const page = await context1.newPage();
  await page.goto(`${user.address}/rules`);
  await expect(page.locator('.pack').first()).toBeVisible();
  await expect(page.getByText('There’s a mistake')).toBeHidden();
  const rules = join(user.home, '.config/softsell/pack/rules.yml');
  await writeFile(rules, (await readFile(rules, 'utf8')).replace('kind: swap', 'kind: swp'));
  // The server looks at its files twice a second.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("rules.yml, line 2: “swp” isn't a kind of rule.")).toBeVisible();
  }).toPass();
  await expect(page.locator('.pack').first()).toBeVisible();
  await user.dispose();
});

test('a draft survives a reload and stays in its tab', async ({ own, context1 }) => {
  const page = await context1.newPage();
  await page.goto(own.address);
  await write(page, 'We utilise rye.');
  await expect(found(page, 'utilise')).toBeVisible();
  await expect(page.locator('body')).toContainText('keeps your text when you reload');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Your post' })).toHaveText('We utilise rye.');
  await expect(found(page, 'utilise')).toBeVisible();
  const other = await context1.newPage();
  await other.goto(own.address);
  await expect(other.getByRole('textbox', { name: 'Your post' })).toHaveText('');
});

test('an open page goes on when the server is back', async ({ own, context1 }) => {
  const page = await context1.newPage();
  await page.goto(own.address);
  await write(page, 'We bake.');
  await own.stop();
  await write(page, ' We utilise rye.');
  await expect(page.locator('.notice')).toContainText('softsell has stopped');
  await expect(page.locator('.notice')).toContainText(' serve”');
  await own.run();
  await expect(found(page, 'utilise')).toBeVisible();
});

test('the pairing page opens without a link', async ({ own, context1 }) => {
  const page = await context1.newPage();
  await page.goto(`${own.address}/pair`);
  await expect(page.locator('#nobody')).toBeVisible();
});

test('a link on another page leads to one button', async ({ own, context1 }) => {
  const page = await context1.newPage();
  await page.route(/^https:/, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<a href="${own.address}/">softsell</a>` }),
  );
  await page.goto('https://example.org/');
  await page.getByRole('link', { name: 'softsell' }).click();
  await page.getByRole('link', { name: 'Open softsell' }).click();
  await write(page, 'We utilise rye.');
  await expect(found(page, 'utilise')).toBeVisible();
});

test('where the system can’t tell who asks, a press and the code in the terminal let the tab in', async ({
  context1,
}) => {
  // This is how softsell knows a system whose tables it can't read.
  const own = await Server.start(['e2e'], { ANDROID_DATA: '/none' });
  const page = await context1.newPage();
  await page.goto(own.address);
  await write(page, 'We utilise rye.');
  await page.getByRole('button', { name: 'It’s me' }).click();
  await expect(page.locator('.door .code')).toHaveText(/\S/);
  const code = (await page.locator('.door .code').textContent()) as string;
  await own.allow(code);
  await expect(found(page, 'utilise')).toBeVisible();
  await expect(page.locator('.door')).toHaveCount(0);
  await own.dispose();
});
