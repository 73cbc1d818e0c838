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

  /** Switches the extension off and on, in the browser's own list. The browser then tells it of no update. */
  async switchOffAndOn(): Promise<void> {
    await this.withAddon('await addon.disable(); await addon.enable();');
  }

  /** Returns the version of the extension that runs, or "" while none does. */
  version(): Promise<string> {
    return this.withAddon('return addon?.version ?? "";');
  }

  private async withAddon<Answer>(code: string): Promise<Answer> {
    await this.marionette.send('Marionette:SetContext', { value: 'chrome' });
    const answer = await this.marionette.send<Answer>('WebDriver:ExecuteScript', {
      script: `return (async (id) => {
        const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
        const addon = await AddonManager.getAddonByID(id);
        ${code}
      })(...arguments)`,
      args: [ID],
    });
    await this.marionette.send('Marionette:SetContext', { value: 'content' });
    return answer;
  }

  /** Opens the popup as a tab behind the current one, so it's about the page in that. */
  async popupAbout(): Promise<FirefoxTab> {
    const front = await this.marionette.send<string>('WebDriver:GetWindowHandle');
    const { handle } = await this.marionette.send<{ handle: string }>('WebDriver:NewWindow', { type: 'tab' });
    await this.switchTo(handle);
    const popup = await this.popup();
    await this.switchTo(front);
    await this.switchTo(handle, false);
    // Its own location.reload() doesn't wait, so a press could still go to the old page and get lost.
    await popup.reload();
    return popup;
  }

  /** Opens the popup as a tab. */
  popup(): Promise<FirefoxTab> {
    return this.own('popup.html');
  }

  /** Works in the first of the tabs that are left. */
  async switchToFirst(): Promise<FirefoxTab> {
    const [first = ''] = await this.marionette.send<string[]>('WebDriver:GetWindowHandles');
    await this.switchTo(first);
    return new FirefoxTab(this.marionette);
  }

  /** Returns the text of the page whose address begins so, once there is one. */
  async textOf(address: string): Promise<string> {
    const tab = new FirefoxTab(this.marionette);
    return tab.until(
      async () => {
        for (const handle of await this.marionette.send<string[]>('WebDriver:GetWindowHandles')) {
          await this.switchTo(handle);
          if ((await tab.run(() => location.href)).startsWith(address))
            return tab.run(() => document.body.innerText);
        }
        return '';
      },
      (text) => text !== '',
      `a page at ${address}`,
    );
  }

  private async switchTo(handle: string, focus = true): Promise<void> {
    await this.marionette.send('WebDriver:SwitchToWindow', { handle, focus });
  }

  /** Opens one of the extension's own pages. */
  own(page: string): Promise<FirefoxTab> {
    return this.go(`moz-extension://${UUID}/${page}`);
  }

  /** Opens an address as it is. */
  visit(address: string): Promise<FirefoxTab> {
    return this.go(address);
  }

  private async go(url: string): Promise<FirefoxTab> {
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
