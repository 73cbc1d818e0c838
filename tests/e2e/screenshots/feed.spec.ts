/** Makes the README's picture of the page of `softsell feed`, from the year of posts in tests/feed. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, test } from '@playwright/test';
import { chromiumPath } from '../support/fixtures.ts';
import { python } from '../support/server.ts';

const PICTURE = fileURLToPath(new URL('../../../server/docs/feed.png', import.meta.url));
const YEAR = fileURLToPath(new URL('../../feed/fern_and_kiln.csv', import.meta.url));

test('the feed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'softsell-feed-'));
  const command = ['-m', 'softsell', 'feed', YEAR, '--isolated', '--time-zone', 'UTC'];
  await promisify(execFile)(python(), [...command, '--format', 'html', '--output', 'feed.html'], {
    cwd: folder,
  });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 800, height: 1280 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(join(folder, 'feed.html')).href);
  await page.locator('[data-chart=promotion] svg').waitFor();
  await page.screenshot({ path: PICTURE });
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});
