/** Popup and options: the engine uses what the person sets there. */

import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/fixtures.ts';

test.describe.configure({ mode: 'serial' });

test('settings reach the engine at once', async ({ chromium }) => {
  const tab = await chromium.open('https://x.com/platforms/x.html');
  await tab.page.locator('#box').click();
  await tab.type('Crumb alert! We utilise rye. Oven-fresh.');
  await tab.underlined(['Crumb alert', 'utilise']);

  const options = await chromium.context.newPage();
  await options.goto(chromium.own('options.html'));
  const ban = options.getByLabel('Words you never want to use');
  await ban.fill('oven-fresh');
  await ban.blur();
  await options.getByText('Saved.').waitFor();
  await options.getByLabel('e2e/crumbs', { exact: true }).uncheck();
  await tab.underlined(['Oven-fresh', 'utilise']);

  const allow = options.getByLabel('Words to leave alone');
  await allow.fill('utilise');
  await allow.blur();
  await tab.underlined(['Oven-fresh']);
  await options.close();
  await tab.close();
});

test('settings can be exported and imported again', async ({ chromium }) => {
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
  await expect(options.getByLabel('Words you never want to use')).toHaveValue('');
  await options.locator('#import').setInputFiles(file);
  await expect(options.getByLabel('Words you never want to use')).toHaveValue('oven-fresh');
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
