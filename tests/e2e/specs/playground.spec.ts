/** The playground in a real browser on the real server, as a visitor without the extension sees it. */

import type { Page } from '@playwright/test';
import { axePage } from '../support/axe.ts';
import { expect, test } from '../support/fixtures.ts';
import { Server } from '../support/server.ts';

const playground = test.extend<object, { own: Server }>({
  own: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const server = await Server.start(['e2e', 'pushiness', 'questions']);
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

playground.describe.configure({ mode: 'serial' });

playground.describe('playground', () => {
  let page: Page;

  playground.beforeAll(async ({ chromium, own }) => {
    page = await chromium.context.newPage();
    await page.goto(own.link);
    await page.getByRole('textbox', { name: 'Your post' }).waitFor();
  });

  playground.afterAll(() => page.close());

  playground('shows underlines, meters and the list while one writes', async () => {
    await page.getByRole('textbox', { name: 'Your post' }).click();
    await page.keyboard.type('Last chance to grab a loaf! We utilise rye.');
    await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('to look at');
    await expect(page.locator('.findings .item').filter({ hasText: 'Last chance' })).toBeVisible();
    await expect(page.getByRole('meter', { name: 'Pushiness' })).not.toHaveAttribute('aria-valuenow', '0');
    await page.getByLabel('This post is for').selectOption('x');
    await expect(page.locator('.length .count')).toHaveText(/^43 of \d+ characters on X$/);
    expect(await axePage(page)).toEqual([]);
    // A limit that is far away isn't named, and the bar is about what shows before “see more”.
    await page.getByLabel('This post is for').selectOption('facebook');
    await expect(page.locator('.length .count')).toHaveText(
      '43 characters on Facebook · readers see all of it',
    );
    await page.getByLabel('This post is for').selectOption('reddit');
    await expect(page.locator('.length .count')).toHaveText('43 characters on Reddit');
    await expect(page.locator('.length .line')).toBeHidden();
    await page.getByLabel('This post is for').selectOption('instagram');
    await expect(page.locator('.length .count')).toHaveText(
      '43 of 2,200 characters on Instagram · readers see all of it',
    );
    await page.getByLabel('This post is for').selectOption('x');
  });

  playground('a meter says what made it, by keyboard too, and goes on with the text', async () => {
    const row = page.locator('.meter').filter({ has: page.getByRole('meter', { name: 'Pushiness' }) });
    await row.getByRole('button', { name: 'Pushiness: why?' }).focus();
    await page.keyboard.press('Enter');
    await expect(row.getByRole('listitem').filter({ hasText: '“Last chance' }).first()).toContainText(
      '(counts',
    );
    await page.getByRole('button', { name: 'Self-focus: why?' }).press('Space');
    await expect(page.locator('.reasons').nth(1)).toContainText('It never says “you” or “your”.');
    expect(await axePage(page)).toEqual([]);
    // Nothing in this is marked, and still the meter has its reasons.
    const draft = await page.getByRole('textbox', { name: 'Your post' }).innerText();
    await page
      .getByRole('textbox', { name: 'Your post' })
      .fill('Croissants until they’re gone. £2.20 each, and you can sit down with them.');
    await expect(row.getByRole('listitem').filter({ hasText: '£2.20' }).first()).toBeVisible();
    await expect(row).not.toContainText('Last chance');
    await expect(page.locator('.reasons').nth(1)).not.toContainText('It never says');
    // A press anywhere on the row closes it.
    await row.locator('.word').click();
    await expect(row.getByRole('list')).toBeHidden();
    await page.getByRole('textbox', { name: 'Your post' }).fill(draft);
    await expect(page.locator('.findings .item').filter({ hasText: 'utilise' })).toBeVisible();
  });

  playground('applies a fix from a card opened by keyboard', async () => {
    await page.locator('.findings .item').filter({ hasText: 'utilise' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Your post' })).toHaveText(
      'Last chance to grab a loaf! We use rye.',
    );
  });

  playground('a sample doesn’t cost the text before it', async () => {
    const box = page.getByRole('textbox', { name: 'Your post' });
    const back = page.getByRole('button', { name: 'Back to my text' });
    const mine = 'Rye on Friday.\n\nWhich loaf is yours?';
    await box.fill('');
    await box.pressSequentially(mine);
    await expect(back).toBeHidden();
    await page.getByRole('button', { name: 'A pushy one' }).click();
    await expect(box).toContainText('LAST CHANCE');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => box.innerText()).toBe(mine);
    await page.getByRole('button', { name: 'A pushy one' }).click();
    await page.getByRole('button', { name: 'A good one' }).click();
    await expect(box).toContainText('Rain all week');
    await back.click();
    await expect(back).toBeHidden();
    await expect.poll(() => box.innerText()).toBe(mine);
  });

  playground('says that a post in another language isn’t checked, not that it’s good', async () => {
    await page
      .getByRole('textbox', { name: 'Your post' })
      .fill('¡Solo hoy! Llévate dos cafés por el precio de uno. Te esperamos en la plaza, como siempre.');
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('Not checked');
    await expect(page.locator('.findings')).toContainText("doesn't look like English");
    await expect(page.locator('.meter.fine')).toHaveCount(0);
    await expect(page.locator('.stop')).toBeHidden();
  });

  playground('lists every rule with its reason and examples', async () => {
    await page.getByRole('link', { name: 'Rules', exact: true }).click();
    await page.getByRole('searchbox').fill('plain-word');
    await page.locator('summary', { hasText: 'e2e/plain-word' }).click();
    await expect(page.locator('[id="rule-e2e/plain-word"] mark').first()).toBeVisible();
    expect(await axePage(page)).toEqual([]);
  });

  playground('leads to the documentation, and to the page of a rule', async () => {
    await page.getByRole('searchbox').fill('pushiness/hurry');
    const hurry = page.locator('summary', { hasText: 'pushiness/hurry' });
    await expect(hurry).toHaveText(/^\s*Hurry\s+pushiness\/hurry/);
    await hurry.click();
    await page.getByRole('link', { name: 'Change it, or switch it on or off' }).click();
    await expect(page.getByLabel('“Hurry” is on')).toBeVisible();
    await expect(page.locator('[id="setting-pushiness/hurry"]').getByText('What it looks for')).toBeVisible();
    await page.goBack();
    await hurry.waitFor();
    await page.getByRole('link', { name: 'Evidence and more examples' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hurry (pushiness/hurry)');
    // The documentation leads back to where people write.
    await expect(page.getByRole('link', { name: 'Open softsell' })).toHaveAttribute('href', '/');
    await page.goBack();
    await page.getByRole('link', { name: 'Documentation' }).click();
    await expect(page.getByRole('searchbox')).toBeVisible();
    expect(new URL(page.url()).pathname).toBe('/docs');
    await page.goBack();
  });

  playground('tries a rule and shows mistakes at their line', async () => {
    await page.getByRole('link', { name: 'Try a rule' }).click();
    await expect(page.locator('.verdict')).toContainText('examples pass');
    const yaml = page.locator('#yaml');
    await yaml.fill((await yaml.inputValue()).replace('kind: phrase', 'kind: phrsae'));
    await expect(page.locator('.problems')).toContainText('Line 2');
    await expect(page.locator('.verdict')).not.toContainText('pass');
    expect(await axePage(page)).toEqual([]);
    // Nobody loses a rule that took them an hour.
    await page.getByRole('textbox', { name: 'A draft to try it on' }).fill('The best tea in town.');
    await page.reload();
    await expect(yaml).toHaveValue(/kind: phrsae/);
    await expect(page.getByRole('textbox', { name: 'A draft to try it on' })).toHaveText(
      'The best tea in town.',
    );
    await expect(page.locator('.problems')).toContainText('Line 2');
  });

  playground(
    'the row of links stays where it is from page to page, and is one row on a phone',
    async ({ own }) => {
      const places = async (): Promise<unknown> =>
        page
          .locator('nav a')
          .evaluateAll((links) => links.map((link) => JSON.stringify(link.getBoundingClientRect())));
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`${own.address}/#settings`);
        await page.getByRole('heading', { name: 'Make it yours' }).waitFor();
        const before = await places();
        await page.goto(`${own.address}/feed`);
        await page.getByRole('heading', { name: 'Your feed' }).waitFor();
        const tops = await page
          .locator('nav a')
          .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top));
        expect(new Set(tops).size).toBe(1);
        if (width === 1280) expect(await places()).toEqual(before);
        await expect(page.getByRole('link', { name: 'Your feed' })).toBeInViewport({ ratio: 1 });
      }
      await page.goto(`${own.address}/#write`);
      await page.setViewportSize({ width: 1280, height: 720 });
    },
  );

  playground('fits a phone', async () => {
    await page.setViewportSize({ width: 360, height: 720 });
    for (const view of ['write', 'rules', 'try']) {
      await page.evaluate((name) => {
        location.hash = name;
      }, view);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBe(0);
    }
  });
});
