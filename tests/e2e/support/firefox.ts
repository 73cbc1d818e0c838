/** Real Firefox with the built extension, paired with a real server. */

import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { FirefoxTab } from './firefox-tab.ts';
import { Marionette } from './marionette.ts';
import type { Server } from './server.ts';
import { SitesProxy } from './sites.ts';

const EXTENSION = fileURLToPath(new URL('../../../extension/dist/firefox', import.meta.url));
const ID = 'softsell@softsell.dev';
const UUID = '5f0e7a52-6d0f-4c0e-9d59-1f1d2c3b4a59';

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

export class Firefox {
  private readonly marionette: Marionette;
  private readonly proxy: SitesProxy;

  private constructor(marionette: Marionette, proxy: SitesProxy) {
    this.marionette = marionette;
    this.proxy = proxy;
  }

  static async launch(home?: string, extension = EXTENSION): Promise<Firefox> {
    const proxy = await SitesProxy.start();
    const preferences = {
      'extensions.webextensions.uuids': JSON.stringify({ [ID]: UUID }),
      'network.proxy.type': 1,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': proxy.port,
      'network.captive-portal-service.enabled': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'browser.aboutwelcome.enabled': false,
    };
    const marionette = await Marionette.launch(await freePort(), preferences, home);
    await marionette.send('Addon:Install', { path: extension, temporary: true });
    return new Firefox(marionette, proxy);
  }

  /** Installs the extension over itself, like an update. */
  async update(): Promise<void> {
    await this.marionette.send('Addon:Install', { path: EXTENSION, temporary: true });
  }

  /** Opens one of the extension's own pages. */
  own(page: string): Promise<FirefoxTab> {
    return this.go(`moz-extension://${UUID}/${page}`);
  }

  async go(url: string): Promise<FirefoxTab> {
    await this.marionette.send('WebDriver:Navigate', { url });
    return new FirefoxTab(this.marionette);
  }

  /** Opens a test page at a site's own address. */
  open(path: string): Promise<FirefoxTab> {
    return this.go(path.startsWith('https:') ? path : `https://bsky.app/${path}`);
  }

  /** Pairs from the settings page and agrees on the server's page. */
  async pair(server: Server): Promise<void> {
    const options = await this.go(`moz-extension://${UUID}/popup.html`);
    await options.run(async (address) => {
      await browser.storage.local.set({ settings: { server: address } });
    }, server.address);
    const code = await options.run(
      async () => (await browser.runtime.sendMessage({ type: 'act', action: 'pair' })).code as string,
    );
    await this.go(server.link);
    const own = await this.go(`${server.address}/pair`);
    await own.until(
      () =>
        own.run((wanted) => {
          document.querySelector<HTMLElement>(`[data-code="${wanted}"] [data-answer="approve"]`)?.click();
          return document.getElementById('outcome')?.textContent ?? '';
        }, code),
      (text) => text.includes('paired'),
      'the server to say yes',
    );
    const popup = await this.go(`moz-extension://${UUID}/popup.html`);
    await popup.until(
      () => popup.run(() => document.body.textContent ?? ''),
      (text) => text.includes('Connected'),
      'the popup to be connected',
    );
  }

  /** Resets the settings to their defaults, except for the server's address. */
  async forget(): Promise<void> {
    const own = await this.go(`moz-extension://${UUID}/popup.html`);
    await own.run(async () => {
      const { settings } = await browser.storage.local.get('settings');
      await browser.storage.local.set({ settings: { server: settings.server } });
    });
  }

  async close(): Promise<void> {
    await this.marionette.stop();
    this.proxy.stop();
  }
}

declare const browser: {
  readonly storage: {
    readonly local: {
      get(key: string): Promise<{ settings: { server: string } }>;
      set(items: object): Promise<void>;
    };
  };
  readonly runtime: { sendMessage(message: object): Promise<{ code: string }> };
};
