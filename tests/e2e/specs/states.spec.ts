/** Every state of the connection says what is the matter and has one button. Each test has its own browser and server. */

import { createServer, type Server as HttpServer } from 'node:http';
import type { Page } from '@playwright/test';
import { test as base, Chromium, expect } from '../support/fixtures.ts';
import { Server } from '../support/server.ts';

const test = base.extend<{ own: Server; browser1: Chromium; popup: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  own: async ({}, use) => {
    const server = await Server.start(['e2e']);
    await use(server);
    await server.dispose();
  },
  browser1: async ({ own }, use) => {
    const browser = await Chromium.launch();
    await browser.pair(own);
    await use(browser);
    await browser.close();
  },
  popup: async ({ browser1 }, use) => {
    const popup = await browser1.context.newPage();
    await popup.goto(browser1.own('popup.html'));
    await expect(popup.locator('.headline')).toHaveText('Connected');
    await use(popup);
  },
});

/** The one button of the state. */
const button = (popup: Page) => popup.locator('.state .button');

/** Answers in place of softsell. */
async function pretend(port: number, answer: string): Promise<HttpServer> {
  const impostor = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end(answer);
  });
  await new Promise<void>((resolve) => impostor.listen(port, '127.0.0.1', resolve));
  return impostor;
}

test('a page is checked when the server is back, without a key', async ({ browser1, own, popup }) => {
  const tab = await browser1.open('https://x.com/platforms/x.html');
  await tab.page.locator('#box').click();
  await own.stop();
  await tab.type('We utilise rye.');
  await tab.until(
    () => tab.look<string>('(root) => root.querySelector(".pill")?.getAttribute("aria-label") ?? null'),
    (label) => label?.includes('isn’t running') ?? false,
    'the badge to say that softsell stopped',
  );
  await expect(popup.locator('.headline')).toHaveText('Connected');
  await popup.reload();
  await expect(popup.locator('.headline')).toHaveText('softsell isn’t running');
  await expect(popup.locator('.state')).toContainText(`Nothing answers at port ${own.port}`);
  await expect(button(popup)).toHaveText('Try again');
  await own.run();
  await tab.underlined(['utilise']);
  await expect(popup.locator('.headline')).toHaveText('Connected');
});

test('a server that moved to another port is followed', async ({ browser1, own }) => {
  await own.stop();
  await own.moveNear();
  const popup = await browser1.context.newPage();
  await popup.goto(browser1.own('popup.html'));
  await expect(popup.locator('.headline')).toHaveText('Connected');
  const tab = await browser1.open('https://x.com/platforms/x.html');
  await tab.page.locator('#box').click();
  await tab.type('We utilise rye.');
  await tab.underlined(['utilise']);
});

test('a browser that never paired is told the port', async ({ own }) => {
  await own.stop();
  await own.moveNear();
  const browser = await Chromium.launch();
  await browser.settings({ server: 'http://127.0.0.1:7399' });
  const popup = await browser.context.newPage();
  await popup.goto(browser.own('popup.html'));
  await expect(popup.locator('.headline')).toHaveText('softsell is at another port');
  await button(popup).click();
  await expect(popup.locator('.headline')).toHaveText('Not connected yet');
  await expect(button(popup)).toHaveText('Connect');
  await browser.close();
});

test('a connection that was removed on the computer is called that', async ({ own, popup }) => {
  await own.command('pair', 'revoke', 'softsell in Chrome');
  await popup.reload();
  await expect(popup.locator('.headline')).toHaveText('The connection was removed');
  await expect(popup.locator('.state')).not.toContainText('Another program');
  await expect(button(popup)).toHaveText('Connect');
});

test('another softsell is told apart from the one that was paired', async ({ browser1, popup }) => {
  const other = await Server.start(['e2e']);
  await browser1.settings({ server: other.address });
  await popup.reload();
  await expect(popup.locator('.headline')).toHaveText('Connected to another softsell');
  await expect(button(popup)).toHaveText('Connect');
  await other.dispose();
});

test('another program gets nothing, and is called that', async ({ own, popup }) => {
  await own.stop();
  for (const answer of ['{"hello": 1}', 'nonsense']) {
    const impostor = await pretend(own.port, answer);
    await popup.reload();
    await expect(popup.locator('.headline')).toHaveText('Stopped, to be safe');
    await expect(button(popup)).toHaveText('Try again');
    impostor.closeAllConnections();
    await new Promise((resolve) => impostor.close(resolve));
  }
});

test('pairing says Allow as the button does, and never claims a page that isn’t there', async ({
  own,
  browser1,
}) => {
  await own.command('pair', 'revoke', 'softsell in Chrome');
  const popup = await browser1.context.newPage();
  await popup.goto(browser1.own('popup.html'));
  await button(popup).click();
  // This server opens no pages.
  await expect(popup.locator('.state')).not.toContainText('opened a page');
  await expect(popup.locator('.state')).toContainText('press Allow');
  await expect(button(popup)).toHaveText('Open the page');
  await expect(popup.locator('.code')).toHaveText(/\S/);
  const code = await popup.locator('.code').textContent();
  const opened = browser1.context.waitForEvent('page');
  await button(popup).click();
  const page = await opened;
  await expect(page.locator('.code')).toHaveText(code as string);
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(page.locator('#outcome')).toContainText('is paired');
  await expect(popup.locator('.headline')).toHaveText('Connected');
});

test('a page of this computer isn’t said to be on', async ({ browser1, own, popup }) => {
  const page = await browser1.context.newPage();
  await page.goto(own.address);
  await page.bringToFront();
  await popup.reload();
  await expect(popup.locator('main')).toContainText('doesn’t mark pages of this computer');
  await expect(popup.getByRole('switch')).toHaveCount(1);
  await expect(popup.getByRole('button', { name: 'Reload the page' })).toHaveCount(0);
});
