/** Makes pictures for the README: pages built like X, LinkedIn and Facebook, light and dark, with the default rules. */

import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';
import { Chromium } from '../support/fixtures.ts';
import { Server } from '../support/server.ts';
import type { Tab } from '../support/tab.ts';
import { User } from '../support/user.ts';

const FOLDER = fileURLToPath(new URL('../../../extension/screenshots/', import.meta.url));

const STORE = fileURLToPath(new URL('../../../extension/store/screenshots/', import.meta.url));
const STORE_SIZE = { width: 1280, height: 800 };

interface Picture {
  readonly name: string;
  readonly address: string;
  readonly text: string;
  /** The underlined phrase whose card to open. Without one, the panel opens. */
  readonly card: string | null;
  /** What is underlined last. */
  readonly last: string;
  readonly size: { readonly width: number; readonly height: number };
}

const PICTURES: readonly Picture[] = [
  {
    name: 'x',
    address: 'https://x.com/platforms/x.html',
    text: 'Last chance to grab our rye loaf! Only 3 left, so hurry before they are gone. We are thrilled with it.',
    card: 'Last chance to grab',
    last: 'hurry before',
    size: { width: 660, height: 500 },
  },
  {
    name: 'linkedin',
    address: 'https://www.linkedin.com/platforms/linkedin.html',
    text: 'We are thrilled to announce our new autumn range. We have worked so hard on it, and our ovens have been on since May. Buy now!',
    card: null,
    last: 'Buy now',
    size: { width: 760, height: 660 },
  },
  {
    name: 'facebook',
    address: 'https://www.facebook.com/platforms/facebook.html',
    text: 'Tag 3 friends who need a cinnamon bun! We utilise only the best butter in order to make you happy.',
    card: 'Tag 3 friends who',
    last: 'in order to',
    size: { width: 620, height: 540 },
  },
];

async function openCardOrPanel(tab: Tab, card: string | null, last: string): Promise<void> {
  await tab.until(
    async () => (await tab.underlines()).map(({ text }) => text),
    (texts) => texts.includes(last),
    `“${last}” to be underlined`,
  );
  if (card) {
    await tab.pointAt(card);
    await tab.settled('.card .read-more');
  } else {
    await tab.pressOurs('.pill');
    await tab.settled('.panel');
    // Away from the list, where a row would look chosen.
    await tab.move(5, 5);
  }
}

test('pictures', async () => {
  const server = await Server.start([]);
  const chromium = await Chromium.launch();
  await chromium.pair(server);
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const { name, address, text, card, last, size } of PICTURES) {
      const tab = await chromium.open(address);
      await tab.page.setViewportSize(size);
      await tab.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await tab.page.locator('#box').click();
      await tab.type(text);
      await openCardOrPanel(tab, card, last);
      await tab.page.screenshot({ path: `${FOLDER}${name}-${colorScheme}.png`, caret: 'hide' });
      await tab.close();
    }
  }
  await chromium.close();
  await server.dispose();
});

test('pictures for the stores', async () => {
  const server = await Server.start([]);
  const chromium = await Chromium.launch();
  await chromium.pair(server);
  for (const { name, address, text, card, last } of PICTURES.slice(0, 2)) {
    const tab = await chromium.open(address);
    await tab.page.setViewportSize(STORE_SIZE);
    await tab.page.emulateMedia({ reducedMotion: 'reduce' });
    await tab.page.locator('#box').click();
    await tab.type(text);
    await openCardOrPanel(tab, card, last);
    await tab.page.screenshot({ path: `${STORE}${name}.png`, caret: 'hide' });
    await tab.close();
  }
  const page = await chromium.context.newPage();
  await page.setViewportSize(STORE_SIZE);
  const user = await User.make('brand = ["Juno"]\nban = ["cheap"]\n');
  await user.serve();
  await page.goto(`${user.address}/#settings`);
  await page.locator('.verdict').filter({ hasText: 'remarks' }).waitFor();
  await page.screenshot({ path: `${STORE}settings.png`, caret: 'hide' });
  await user.dispose();
  await chromium.close();
  await server.dispose();
});
