/** Fixtures: real Chromium with the built extension, paired with the real server, and pages served at the sites' own addresses. */

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, test as base, type Page, type Worker } from '@playwright/test';
import { Ours } from './ours.ts';
import { Server } from './server.ts';

const PAGES = fileURLToPath(new URL('../.build/', import.meta.url));
export const EXTENSION = fileURLToPath(new URL('../../../extension/dist/chromium/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export const chromiumPath = (): string => {
  const found = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const path = found.find((candidate) => candidate && existsSync(candidate));
  if (!path) throw new Error('No Chromium found. Install it, or say where it is in CHROMIUM_PATH.');
  return path;
};

/** A browser with the extension in it. */
export class Browser {
  readonly context: BrowserContext;
  readonly worker: Worker;

  constructor(context: BrowserContext, worker: Worker) {
    this.context = context;
    this.worker = worker;
  }

  get extensionUrl(): string {
    return new URL('/', this.worker.url()).href;
  }

  /** A page of the tests, at a site's own address, with response headers of the test's choice. */
  async open(path: string, headers: Record<string, string> = {}): Promise<Page> {
    const page = await this.context.newPage();
    await serve(page, headers);
    await page.goto(path.startsWith('https:') ? path : `https://bsky.app/${path}`);
    return page;
  }

  /** Changes what the extension stored, as its own pages do. */
  async settings(change: Record<string, unknown>): Promise<void> {
    await this.worker.evaluate(async (part) => {
      const { settings = {} } = await chrome.storage.local.get('settings');
      await chrome.storage.local.set({ settings: { ...(settings as object), ...part } });
    }, change);
  }
}

/** Answers every https address from the built pages; no test touches the network. */
async function serve(page: Page, headers: Record<string, string>): Promise<void> {
  await page.route(/^https:/, async (route) => {
    const { pathname } = new URL(route.request().url());
    try {
      const body = await readFile(join(PAGES, pathname));
      await route.fulfill({ body, headers: { 'content-type': TYPES[extname(pathname)] ?? 'text/plain', ...headers } });
    } catch {
      await route.fulfill({ status: 404, body: '' });
    }
  });
}

export async function launch(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'softsell-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    headless: true,
    args: [`--disable-extensions-except=${EXTENSION}`, `--load-extension=${EXTENSION}`, '--no-sandbox'],
    viewport: { width: 1000, height: 720 },
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return {
    browser: new Browser(context, worker),
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Pairs as a person does: asks in the popup, says yes on the server's page. */
export async function pair(browser: Browser, server: Server): Promise<void> {
  await browser.settings({ server: server.address });
  const popup = await browser.context.newPage();
  await popup.goto(`${browser.extensionUrl}popup.html`);
  await popup.getByRole('button', { name: 'Connect' }).click();
  const code = await popup.locator('.code').textContent();
  const own = await browser.context.newPage();
  await own.goto(server.link);
  await own.goto(`${server.address}/pair`);
  await own.locator(`[data-code="${code}"] [data-answer="approve"]`).click();
  await popup.getByText('Connected', { exact: true }).waitFor();
  await own.close();
  await popup.close();
}

interface Fixtures {
  readonly ours: (page: Page) => Promise<Ours>;
}

interface WorkerFixtures {
  readonly server: Server;
  readonly browser_: Browser;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await Server.start(['e2e']);
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  browser_: [
    async ({ server }, use) => {
      const { browser, close } = await launch();
      await pair(browser, server);
      await use(browser);
      await close();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  ours: async ({}, use) => {
    await use((page) => Ours.of(page));
  },
});

export { expect } from '@playwright/test';
