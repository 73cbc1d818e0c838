/** Fixtures: both browsers with the built extension, each paired with its own real server. */

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, test as base, chromium, type Page, type Worker } from '@playwright/test';
import { ChromiumTab } from './chromium-tab.ts';
import { Firefox } from './firefox.ts';
import { Server } from './server.ts';
import { answerFor } from './sites.ts';

const EXTENSION = fileURLToPath(new URL('../../../extension/dist/chromium/', import.meta.url));

export function chromiumPath(): string {
  const found = [
    process.env['CHROMIUM_PATH'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const path = found.find((candidate) => candidate && existsSync(candidate));
  if (!path) throw new Error('No Chromium found. Install it, or say where it is in CHROMIUM_PATH.');
  return path;
}

/** What the browser gives its own list of extensions. */
declare const browserPage: {
  readonly management: { setEnabled(id: string, on: boolean): Promise<void> };
  readonly developerPrivate: { updateProfileConfiguration(change: object): Promise<void> };
};

/** Chromium with the extension. */
export class Chromium {
  readonly context: BrowserContext;
  private readonly worker: Worker;
  private readonly profile: string;

  private constructor(context: BrowserContext, worker: Worker, profile: string) {
    this.context = context;
    this.worker = worker;
    this.profile = profile;
  }

  /** Starts a Chromium with a fresh profile, or with the profile of the user whose home is given, and with the extension in a folder. */
  static async launch(home?: string, extension = EXTENSION): Promise<Chromium> {
    const profile = home
      ? join(home, '.config/chromium')
      : await mkdtemp(join(tmpdir(), 'softsell-chromium-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      ...(home && { env: { ...(process.env as Record<string, string>), HOME: home } }),
      headless: true,
      args: [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`, '--no-sandbox'],
      viewport: { width: 1000, height: 720 },
    });
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    return new Chromium(context, worker, profile);
  }

  /** Returns the address of one of the extension's own pages. */
  own(page: string): string {
    return new URL(page, this.worker.url()).href;
  }

  /** Opens a test page at a site's own address, with extra response headers. */
  async open(path: string, headers: Record<string, string> = {}): Promise<ChromiumTab> {
    const page = await this.context.newPage();
    await answerSites(page, headers);
    await page.goto(path.startsWith('https:') ? path : `https://bsky.app/${path}`);
    return ChromiumTab.of(page);
  }

  /** Changes the extension's storage like its own pages do. */
  async settings(change: Record<string, unknown>): Promise<void> {
    await this.worker.evaluate(async (part) => {
      const { settings = {} } = await chrome.storage.local.get('settings');
      await chrome.storage.local.set({ settings: { ...(settings as object), ...part } });
    }, change);
  }

  /** Removes the extension while pages are open. Chromium doesn't start it from the command line again. */
  async remove(): Promise<void> {
    await this.worker.evaluate(() => void setTimeout(() => chrome.runtime.reload(), 0));
  }

  /** Switches the extension off and on, in the browser's own list. The browser then tells it of no update. */
  async switchOffAndOn(): Promise<void> {
    await this.inExtensionsPage(async (id) => {
      await browserPage.management.setEnabled(id, false);
      await browserPage.management.setEnabled(id, true);
    });
  }

  /** Turns on developer mode, without which Chromium doesn't start an unpacked extension again. */
  async developerMode(): Promise<void> {
    await this.inExtensionsPage(() =>
      browserPage.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }),
    );
  }

  private async inExtensionsPage(act: (id: string) => Promise<void>): Promise<void> {
    const page = await this.context.newPage();
    await page.goto('chrome://extensions');
    const code = act.toString().replaceAll('browserPage', 'chrome');
    await page.evaluate(`(${code})(${JSON.stringify(new URL(this.worker.url()).host)})`);
    await page.close();
  }

  /** Opens the popup as a tab behind `tab`, so it's about the page in that. */
  async popupAbout(tab: ChromiumTab): Promise<ChromiumTab> {
    const popup = await this.context.newPage();
    await popup.goto(this.own('popup.html'));
    await tab.page.bringToFront();
    await popup.reload();
    return ChromiumTab.of(popup);
  }

  /** Opens an address as it is. */
  async visit(address: string): Promise<ChromiumTab> {
    const page = await this.context.newPage();
    await page.goto(address);
    return ChromiumTab.of(page);
  }

  /** Opens the popup as a tab. */
  async popup(): Promise<ChromiumTab> {
    const popup = await this.context.newPage();
    await popup.goto(this.own('popup.html'));
    return ChromiumTab.of(popup);
  }

  /** Returns the text of the page whose address begins so, once there is one. */
  async textOf(address: string): Promise<string> {
    const find = (): Page | undefined => this.context.pages().find((page) => page.url().startsWith(address));
    const page = find() ?? (await this.context.waitForEvent('page', (one) => one.url().startsWith(address)));
    return page.locator('body').innerText();
  }

  /** Returns everything the extension stores, as one text. */
  stored(): Promise<string> {
    return this.worker.evaluate(async () =>
      JSON.stringify([await chrome.storage.local.get(), await chrome.storage.session.get()]),
    );
  }

  /** Does what the popup's switch does. */
  pause(): Promise<void> {
    return this.settings({ pausedUntil: Date.now() + 3_600_000 });
  }

  /** Resets the settings to their defaults, except for the server's address. */
  forget(): Promise<void> {
    return this.settings({ engine: {}, sites: {}, keys: {}, pausedUntil: 0 });
  }

  /** Pairs as a person does: connects in the popup and agrees on the server's page. */
  async pair(server: Server): Promise<void> {
    await this.settings({ server: server.address });
    const popup = await this.context.newPage();
    await popup.goto(this.own('popup.html'));
    await popup.getByRole('button', { name: 'Connect' }).click();
    const code = await popup.locator('.code').textContent();
    const own = await this.context.newPage();
    await own.goto(server.link);
    await own.waitForURL(/\/$/);
    await own.goto(`${server.address}/pair`);
    await own.locator(`[data-code="${code}"] [data-answer="approve"]`).click();
    await popup.getByText('Connected', { exact: true }).waitFor();
    await own.close();
    await popup.close();
  }

  async close(): Promise<void> {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Answers every https address from the built pages, so no test uses the network. */
async function answerSites(page: Page, headers: Record<string, string>): Promise<void> {
  await page.route(/^https:/, async (route) => {
    const answer = await answerFor(new URL(route.request().url()).pathname);
    await route.fulfill({ ...answer, headers: { ...answer.headers, ...headers } });
  });
}

/** The browser that a project tests. */
export interface Options {
  readonly engine: 'chromium' | 'firefox';
}

interface WorkerFixtures extends Options {
  readonly server: Server;
  /** The browser of this project. */
  readonly subject: Chromium | Firefox;
  /** The same, for tests that run only in Chromium's project. */
  readonly chromium: Chromium;
}

export const test = base.extend<object, WorkerFixtures>({
  engine: ['chromium', { scope: 'worker', option: true }],
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const server = await Server.start(['e2e']);
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  subject: [
    async ({ server, engine }, use) => {
      const browser = engine === 'firefox' ? await Firefox.launch() : await Chromium.launch();
      await browser.pair(server);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  chromium: [
    async ({ subject }, use) => {
      await use(subject as Chromium);
    },
    { scope: 'worker' },
  ],
});

export { expect } from '@playwright/test';
