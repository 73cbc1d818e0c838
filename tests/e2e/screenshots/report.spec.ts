/** Makes the README's picture of the HTML report, from a sheet of planned posts. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, test } from '@playwright/test';
import { chromiumPath } from '../support/fixtures.ts';
import { python } from '../support/server.ts';

const PICTURE = fileURLToPath(new URL('../../../server/docs/report.png', import.meta.url));

const PLAN = `Platform,Post
LinkedIn,"Last chance to grab our famous rye! Only 3 loaves left, and they won't last."
Instagram,"Three ways to keep rye fresh: cut side down on a board, in a linen bag, or sliced in the freezer. Which one is yours?"
LinkedIn,"The oven broke at four this morning. Our neighbour Karl came over in his slippers and mended it with a bicycle chain."
`;

test('the report', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'softsell-report-'));
  await writeFile(join(folder, 'planned.csv'), PLAN);
  const command = ['-m', 'softsell', 'check', 'planned.csv', '--isolated', '--no-server', '--exit-zero'];
  await promisify(execFile)(python(), [...command, '--format', 'html', '--output', 'report.html'], {
    cwd: folder,
  });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 800, height: 1330 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(join(folder, 'report.html')).href);
  await page.screenshot({ path: PICTURE });
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});
