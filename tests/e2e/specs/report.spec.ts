/** The HTML report in a real browser: axe finds nothing, hostile drafts stay text, the filters work, and nothing is loaded. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, test as base, chromium, expect, type Page } from '@playwright/test';
import { axePage } from '../support/axe.ts';
import { chromiumPath } from '../support/fixtures.ts';
import { python } from '../support/server.ts';

const HOSTILE = [
  '<script>window.pwned = 1</script>',
  '<img src="https://evil.example/x.png" onerror="window.pwned = 2">',
  '"><svg/onload=window.pwned=3>',
  '</blockquote></article><style>body { display: none }</style>',
  '<a href="javascript:window.pwned=4">click</a> &lt;b&gt; <!-- ]]>',
  '<iframe src="https://evil.example"></iframe>\u202egnp.exe',
];

const POSTS = `---
platform: linkedin
---
Last chance to grab one of our "famous" loaves, friends!!! We utilise only rye.
---
platform: x
---
Thank you for the plum jam, Ana. Which one should we try next?
---
platform: x
---
Last chance to grab yours! ${HOSTILE.join('\n')}
`;

interface Fixtures {
  readonly browser: Browser;
  readonly address: string;
}

const test = base.extend<object, Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'softsell-report-'));
      await writeFile(join(folder, '<b>posts.txt'), POSTS);
      const command = ['-m', 'softsell', 'check', '<b>posts.txt', '--isolated', '--no-server', '--exit-zero'];
      await promisify(execFile)(python(), [...command, '--format', 'html', '--output', 'report.html'], {
        cwd: folder,
      });
      await use(pathToFileURL(join(folder, 'report.html')).href);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

/** Opens the report, and keeps what it asks the network for and what its policy stops. */
async function open(page: Page, address: string): Promise<string[]> {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => asked.push(message.text()));
  page.on('pageerror', (error) => asked.push(error.message));
  await page.goto(address);
  await expect(page.locator('output')).toHaveText('3 of 3 posts');
  return asked;
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1200, 360]) {
    test(`axe, ${colorScheme}, ${width} pixels wide`, async ({ page, address }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await open(page, address);
      const scrolls = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect(scrolls).toBe(false);
      const session = await page.context().newCDPSession(page);
      await session.send('Page.setBypassCSP', { enabled: true });
      await page.reload();
      expect(await axePage(page)).toEqual([]);
    });
  }
}

test('hostile drafts stay text, and nothing is loaded', async ({ page, address }) => {
  const asked = await open(page, address);
  const post = page.locator('#post-3 blockquote');
  await post.scrollIntoViewIfNeeded();
  for (const text of HOSTILE.slice(0, -1)) await expect(post).toContainText(text);
  await expect(post).toContainText('<U+202E>gnp.exe');
  await expect(page.locator('.about').first()).toContainText('<b>posts.txt');
  expect(
    await page.locator('img, iframe, svg:not(.meter), article script, main style, article a').count(),
  ).toBe(0);
  expect(await page.evaluate('window.pwned')).toBeUndefined();
  expect(asked).toEqual([address]);
});

test('the policy stops a script that is not ours', async ({ page, address }) => {
  await open(page, address);
  await page.evaluate(
    `document.body.append(Object.assign(document.createElement('script'), { text: 'window.pwned = 5' }))`,
  );
  await page.evaluate(
    `document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' }))`,
  );
  expect(await page.evaluate('window.pwned')).toBeUndefined();
});

test('the exact words are marked', async ({ page, address }) => {
  await open(page, address);
  const marks = page.locator('#post-1 mark');
  expect(await marks.allTextContents()).toEqual(expect.arrayContaining(['Last chance to grab', 'utilise']));
  await expect(page.locator('#post-1 .remarks')).toContainText('readability/plain-words');
  await expect(page.locator('#post-2')).toContainText('Nothing to fix.');
});

test('filters by platform and rule, and a link to a hidden post', async ({ page, address }) => {
  await open(page, address);
  const shown = async (): Promise<string[]> =>
    page.locator('article:not([hidden])').evaluateAll((posts) => posts.map(({ id }) => id));
  await page.getByRole('combobox', { name: 'Platform', exact: true }).selectOption('X (2)');
  await expect(page.locator('output')).toHaveText('2 of 3 posts');
  expect(await shown()).toEqual(['post-2', 'post-3']);
  await page
    .getByRole('combobox', { name: 'Rule', exact: true })
    .selectOption({ value: 'pushiness/last-chance' });
  expect(await shown()).toEqual(['post-3']);
  await page.locator('a[href="#post-1"]').first().click();
  await expect(page.locator('#post-1')).toBeInViewport();
  expect(await shown()).toHaveLength(3);
  await page.getByRole('combobox', { name: 'To fix', exact: true }).selectOption({ value: 'clean' });
  expect(await shown()).toEqual(['post-2']);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.locator('output')).toHaveText('3 of 3 posts');
});

test('on paper: every post, light, without filters', async ({ page, address }) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await open(page, address);
  await expect(page.locator('form')).toBeHidden();
  await expect(page.locator('article')).toHaveCount(3);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
});

test('without scripts the page shows all posts and no filters', async ({ browser, address }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(address);
  await expect(page.locator('article')).toHaveCount(3);
  await expect(page.locator('form')).toBeHidden();
  await page.close();
});
