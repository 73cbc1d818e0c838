/** Popup and options: the engine uses what the person sets there. */

import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/fixtures.ts';

test.describe.configure({ mode: 'serial' });

test('what only this browser adds reaches the engine at once, and can be taken away', async ({
  chromium,
}) => {
  const tab = await chromium.open('https://x.com/platforms/x.html');
  await tab.page.locator('#box').click();
  await tab.type('Crumb alert! We utilise rye. Oven-fresh.');
  await tab.underlined(['Crumb alert', 'utilise']);
  await chromium.settings({
    engine: { allow: ['utilise'], ban: ['oven-fresh'], rules: { 'e2e/crumbs': { enabled: false } } },
  });
  await tab.underlined(['Oven-fresh']);

  const options = await chromium.context.newPage();
  await options.goto(chromium.own('options.html'));
  await options.getByRole('button', { name: 'Remove “utilise”' }).click();
  await tab.underlined(['Oven-fresh', 'utilise']);
  await options.getByRole('button', { name: 'Remove Rules and readers' }).click();
  await tab.underlined(['Crumb alert', 'Oven-fresh', 'utilise']);
  await options.getByRole('button', { name: 'Remove “oven-fresh”' }).click();
  await tab.underlined(['Crumb alert', 'utilise']);
  await expect(options.getByText('Only in this browser')).toHaveCount(0);
  await options.close();
  await tab.close();
});

test('the page is short, and leads to the settings page', async ({ chromium }) => {
  const options = await chromium.context.newPage();
  await options.goto(chromium.own('options.html'));
  await options.getByRole('heading', { name: 'Keys' }).waitFor();
  const height = await options.evaluate(() => document.documentElement.scrollHeight);
  expect(height).toBeLessThan(1700);
  const opened = chromium.context.waitForEvent('page');
  await options.getByRole('button', { name: 'Open the settings page' }).click();
  const page = await opened;
  await page.getByRole('heading', { name: 'Make it yours' }).waitFor();
  // The server of these tests was started in a folder with settings of its own.
  await expect(page.locator('.settings .notice')).toContainText('doesn’t use these now');
  await page.close();
  await options.close();
});

test('settings can be exported and imported again', async ({ chromium }) => {
  await chromium.settings({ engine: { ban: ['oven-fresh'] } });
  const options = await chromium.context.newPage();
  await options.goto(chromium.own('options.html'));
  const download = options.waitForEvent('download');
  await options.getByRole('button', { name: 'Export' }).click();
  const file = await (await download).path();
  const settings = await readFile(file, 'utf8');
  expect(JSON.parse(settings).engine.ban).toEqual(['oven-fresh']);
  expect(settings).not.toContain('softsell_');

  await chromium.forget();
  await options.reload();
  await options.getByRole('heading', { name: 'Keys' }).waitFor();
  await expect(options.getByText('“oven-fresh”')).toHaveCount(0);
  await options.locator('#import').setInputFiles(file);
  await expect(options.getByText('“oven-fresh”')).toBeVisible();
  await options
    .locator('#import')
    .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('nonsense') });
  await options.getByText('has no softsell settings').waitFor();
  await chromium.forget();
  await options.close();
});

test('an address that isn’t on this computer is refused', async ({ chromium }) => {
  const options = await chromium.context.newPage();
  await options.goto(chromium.own('options.html'));
  const address = options.getByLabel('Server address');
  await address.fill('http://example.org:7355');
  await address.blur();
  await options.getByText('Enter an address on this computer').waitFor();
  expect(await chromium.stored()).not.toContain('example.org');
  await options.close();
});

test('keys can be changed', async ({ chromium }) => {
  const options = await chromium.context.newPage();
  await options.goto(chromium.own('options.html'));
  await options.getByRole('button', { name: 'Go to the next underline' }).click();
  await options.keyboard.press('Control+Alt+KeyJ');
  await options.getByRole('button', { name: /Go to the next underline: Ctrl\+Alt\+J/ }).waitFor();
  await options.close();

  const tab = await chromium.open('https://x.com/platforms/x.html');
  await tab.page.locator('#box').click();
  await tab.type('Crumb alert!');
  await tab.underlined(['Crumb alert']);
  await tab.press('Control+Home');
  await tab.press('Control+Alt+KeyJ');
  await tab.shown('.card');
  await tab.close();
  await chromium.forget();
});

test('the popup says when softsell isn’t running, and the page still works', async ({ chromium, server }) => {
  await server.stop();
  const popup = await chromium.context.newPage();
  await popup.goto(chromium.own('popup.html'));
  await popup.getByText('softsell isn’t running', { exact: true }).waitFor();
  await expect(popup.getByText('softsell serve')).toBeVisible();
  await server.run();
  await popup.getByRole('button', { name: 'Try again' }).click();
  await popup.getByText('Connected', { exact: true }).waitFor();
  await popup.close();
});
