/** A person in VS Code, in a browser: opens a post, reads what softsell found, and takes a fix. Writes what was seen as JSON. */

import { createRequire } from 'node:module';

const [address, e2e, chromiumPath] = process.argv.slice(2);
const { chromium } = createRequire(`${e2e}/package.json`)('@playwright/test');
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1300, height: 800 } });
page.setDefaultTimeout(120_000);
const texts = (selector) => page.locator(selector).allInnerTexts();

await page.goto(address);
await page.getByRole('treeitem', { name: 'post.txt' }).dblclick();
await page.locator('.squiggly-warning').first().waitFor();
await page.locator('.codelens-decoration', { hasText: 'pushiness' }).waitFor();
await page.keyboard.press('Control+Shift+M');
await page.locator('.markers-panel .monaco-list-row').nth(1).waitFor();
const told = { problems: await texts('.markers-panel .monaco-list-row'), lenses: await texts('.codelens-decoration') };
await page.locator('.view-line span', { hasText: 'utilize' }).last().click();
await page.keyboard.press('Control+g');
await page.keyboard.type(':1:36');
await page.keyboard.press('Enter');
await page.keyboard.press('Control+.');
await page.locator('.action-widget .monaco-list-row', { hasText: 'Write' }).waitFor();
told.actions = await texts('.action-widget .monaco-list-row');
await page.keyboard.press('Enter');
await page.locator('.view-line', { hasText: 'We use rye' }).waitFor();
process.stdout.write(JSON.stringify(told));
await browser.close();
