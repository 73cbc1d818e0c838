/** The page that looks at many posts: files become the report, nothing leaves the computer, and the history has its switch. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  type Browser,
  type BrowserContext,
  test as base,
  chromium,
  expect,
  type Page,
} from '@playwright/test';
import { chromiumPath } from '../support/fixtures.ts';
import { python, Server } from '../support/server.ts';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN =
  'axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))';
const YEAR = fileURLToPath(new URL('../../feed/fern_and_kiln.csv', import.meta.url));

/** An archive of X as a person downloads it, with private messages beside the posts. */
const PACK_ARCHIVE = `
import json, sys, zipfile
texts = [f"Walk {day}: rain on the roof, and the cat stayed in. Where do you go when it rains?" for day in range(1, 25)]
posts = [{"tweet": {"id_str": str(day), "full_text": text, "created_at": f"Sun Mar {day:02d} 09:00:00 +0000 2026", "favorite_count": "3"}}
         for day, text in enumerate(texts, 1)]
private = [{"dmConversation": {"messages": [{"messageCreate": {"text": "A secret that nobody reads."}}]}}]
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("data/tweets.js", "window.YTD.tweets.part0 = " + json.dumps(posts))
    archive.writestr("data/direct-messages.js", "window.YTD.direct_messages.part0 = " + json.dumps(private))
    archive.writestr("data/tweets_media/1.mp4", b"\\0" * 1000)
`;

interface Fixtures {
  readonly browser: Browser;
  readonly server: Server;
  readonly own: BrowserContext;
  readonly folder: string;
}

const test = base.extend<{ readonly feed: Page; readonly heard: string[] }, Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const server = await Server.start([]);
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  own: [
    async ({ browser, server }, use) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(server.link);
      await page.waitForURL(/\/$/);
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  folder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'softsell-feed-'));
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  /** What the page says in its console, and what it asks of anybody but the server. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  heard: async ({}, use) => use([]),
  feed: async ({ own, server, heard }, use) => {
    const page = await own.newPage();
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(server.address) && !request.url().startsWith('blob:'))
        heard.push(request.url());
    });
    await page.goto(`${server.address}/feed`);
    await use(page);
    await page.close();
  },
});

test.describe.configure({ mode: 'serial' });

const files = (page: Page) => page.locator('#files');

test('a sheet becomes the report, with charts, and a table behind each', async ({ feed, heard }) => {
  await files(feed).setInputFiles(YEAR);
  await expect(feed.getByRole('heading', { name: 'Your report' })).toBeFocused();
  await expect(feed.locator('[data-chart] svg[role=img]')).toHaveCount(7);
  await expect(feed.locator('[data-chart=promotion] g rect')).toHaveCount(12);
  await expect(feed.getByRole('heading', { name: 'What to do next' })).toBeVisible();
  await expect(feed.locator('.read')).toContainText('column Post');
  const tables = feed.getByText('The figures as a table');
  await tables.first().click();
  await expect(feed.getByRole('table', { name: 'Posts that sell, by month' })).toBeVisible();
  expect(heard).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1200, 360]) {
    test(`axe, ${colorScheme}, ${width} pixels wide`, async ({ feed }) => {
      await feed.setViewportSize({ width, height: 800 });
      await feed.emulateMedia({ colorScheme });
      const check = async (): Promise<void> => {
        await feed.evaluate(
          "document.querySelectorAll('details').forEach((details) => { details.open = true })",
        );
        expect(await feed.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
        // Through the protocol, because the page's policy doesn't apply there.
        await feed.evaluate(AXE);
        expect(await feed.evaluate(RUN)).toEqual([]);
      };
      await expect(feed.getByText('softsell records nothing.')).toBeVisible();
      await check();
      await files(feed).setInputFiles(YEAR);
      await feed.locator('[data-chart=timeline] svg').waitFor();
      await check();
    });
  }
}

test('an archive is dropped as it was downloaded, and its messages stay unread', async ({
  feed,
  folder,
  heard,
}) => {
  const archive = join(folder, 'twitter-2026.zip');
  await promisify(execFile)(python(), ['-c', PACK_ARCHIVE, archive]);
  const sent: string[] = [];
  feed.on('request', (request) => sent.push(request.postData() ?? ''));
  const content = (await readFile(archive)).toString('base64');
  await feed.evaluate(async (zip) => {
    const bytes = Uint8Array.from(atob(zip), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'twitter-2026.zip'));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    );
  }, content);
  await expect(feed.getByText('24 posts, from')).toBeVisible();
  await expect(feed.locator('.read')).toContainText('X archive');
  expect(sent.join(' ')).not.toContain('direct-messages');
  expect(heard).toEqual([]);
});

test('what can’t be read, and what is too large, is told in words', async ({ feed, folder }) => {
  await files(feed).setInputFiles([
    { name: 'letter.pages', mimeType: 'application/octet-stream', buffer: Buffer.from('x') },
    { name: 'photos.zip', mimeType: 'application/zip', buffer: Buffer.from('PK no zip at all') },
  ]);
  await expect(feed.getByRole('alert')).toContainText('This zip is damaged');
  await files(feed).setInputFiles([
    { name: 'letter.pages', mimeType: 'application/octet-stream', buffer: Buffer.from('x') },
  ]);
  await expect(feed.getByRole('alert')).toContainText('letter.pages: softsell doesn');
  await expect(feed.getByText('There is nothing to report on.')).toBeVisible();
  const large = join(folder, 'large.csv');
  await writeFile(large, `Text\n${'a post about the rain\n'.repeat(1_000_000)}`);
  await files(feed).setInputFiles(large);
  await expect(feed.getByRole('alert')).toContainText('The posts are 22 MB, and this page reads up to 20 MB');
  await files(feed).setInputFiles(YEAR);
  await expect(feed.locator('[data-chart=timeline] svg')).toBeVisible();
  await expect(feed.getByRole('alert')).toBeEmpty();
});

test('if two columns fit, the person names one', async ({ feed }) => {
  const rows = Array.from(
    { length: 9 },
    (_, day) => `The rain of day ${day} came in.,The cat of day ${day} stayed in.`,
  );
  await files(feed).setInputFiles({
    name: 'two.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['A,B', ...rows].join('\n')),
  });
  await expect(feed.getByRole('alert')).toContainText('2 columns could hold the posts');
  await feed.getByText('If softsell can’t tell').click();
  await feed.getByLabel('The column with the posts').fill('B');
  await feed.keyboard.press('Tab');
  await expect(feed.getByText('9 posts.')).toBeVisible();
});

test('the page is a link away in the playground, and works by keyboard', async ({ feed, server }) => {
  await feed.goto(`${server.address}/`);
  await feed.getByRole('link', { name: 'Your feed' }).focus();
  await feed.keyboard.press('Enter');
  await feed.waitForURL(/\/feed$/);
  await expect(feed.getByRole('link', { name: 'Your feed' })).toHaveAttribute('aria-current', 'page');
  await files(feed).focus();
  const chooser = feed.waitForEvent('filechooser');
  await feed.keyboard.press('Space');
  await (await chooser).setFiles(YEAR);
  await expect(feed.getByRole('heading', { name: 'Your report' })).toBeFocused();
  await feed.getByRole('link', { name: 'Settings' }).press('Enter');
  await expect(feed.getByRole('heading', { name: 'Make it yours' })).toBeVisible();
});

test('the history is off until the person turns it on', async ({ feed, server }) => {
  const on = feed.getByLabel('Keep a history of the posts that I send');
  await expect(on).toBeEnabled();
  await expect(on).not.toBeChecked();
  await expect(feed.getByLabel('Keep the text')).toBeDisabled();
  await on.press('Space');
  await expect(feed.getByText('The history holds 0 posts.')).toBeVisible();
  await feed.reload();
  await expect(on).toBeChecked();
  await expect(feed.getByLabel('Keep the text')).not.toBeChecked();
  expect(await server.stateFiles()).not.toContain('history.sqlite');
  await on.press('Space');
  await expect(feed.getByText('softsell records nothing.')).toBeVisible();
  expect(await server.command('history', 'show')).toBe('');
});
