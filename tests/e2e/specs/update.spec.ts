/**
 * What the popup says when extension and server, or extension and page, are of different versions. Each test has its own browser and
 * server, and a copy of the extension.
 */

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Firefox } from '../support/firefox.ts';
import { test as base, Chromium, expect } from '../support/fixtures.ts';
import { Server } from '../support/server.ts';
import type { Tab } from '../support/tab.ts';

/** A copy of the extension in a folder, as `softsell setup` makes it. */
class Folder {
  readonly path: string;
  private readonly manifest: Record<string, unknown>;

  private constructor(path: string, manifest: Record<string, unknown>) {
    this.path = path;
    this.manifest = manifest;
  }

  static async of(engine: string): Promise<Folder> {
    const path = await mkdtemp(join(tmpdir(), 'softsell-extension-'));
    await cp(fileURLToPath(new URL(`../../../extension/dist/${engine}`, import.meta.url)), path, {
      recursive: true,
    });
    return new Folder(path, JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8')));
  }

  async change(change: Record<string, unknown>): Promise<void> {
    await writeFile(join(this.path, 'manifest.json'), JSON.stringify({ ...this.manifest, ...change }));
  }
}

const test = base.extend<{ own: Server; folder: Folder; launch: () => Promise<Chromium | Firefox> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  own: async ({}, use) => {
    const server = await Server.start(['e2e']);
    await use(server);
    await server.dispose();
  },
  folder: async ({ engine }, use) => {
    const folder = await Folder.of(engine);
    await use(folder);
    await rm(folder.path, { recursive: true, force: true });
  },
  /** Starts the browser with the folder's extension as it is now, paired. */
  launch: async ({ engine, folder, own }, use) => {
    const started: (Chromium | Firefox)[] = [];
    await use(async () => {
      const kind = engine === 'firefox' ? Firefox : Chromium;
      const browser = await kind.launch(undefined, folder.path);
      started.push(browser);
      await browser.pair(own);
      return browser;
    });
    for (const browser of started) await browser.close();
  },
});

const textOf = (tab: Tab): Promise<string> => tab.run(() => document.body?.innerText ?? '');

const says = (tab: Tab, words: string): Promise<string> =>
  tab.until(
    () => textOf(tab),
    (text) => text.includes(words),
    `“${words}”`,
  );

/** Presses the only coloured button, which has this label, once the popup has drawn all of itself. */
async function press(tab: Tab, label: string): Promise<void> {
  const only = (): Promise<{ x: number; y: number } | null> =>
    tab.run((wanted) => {
      const [button, ...others] = document.querySelectorAll<HTMLElement>('.button.primary');
      if (button?.textContent !== wanted || others.length > 0) return null;
      const { x, y, width, height } = button.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }, label);
  const { x, y } = await tab.steady(only, `“${label}”, the only coloured button`);
  await tab.click(x, y);
}

test('an extension older than softsell says so, and its button updates it', async ({ folder, launch }) => {
  await folder.change({ version: '0.0.1' });
  const browser = await launch();
  if (browser instanceof Chromium) await browser.developerMode();
  // Some page must stay when the extension's own pages go.
  const page = await browser.open('harm/hostile.html');
  const popup = await browser.popupAbout(page as never);
  await says(popup, 'This extension is older than softsell on this computer.');
  // The newer softsell has put the newer extension into the folder.
  await folder.change({});
  if (browser instanceof Firefox) {
    const label = await popup.run(() => document.querySelector('.button.primary')?.textContent);
    expect(label).toBe('Update the extension');
    // The page goes with the extension, and Firefox would never say that it was pressed.
    await popup
      .run(() => void setTimeout(() => document.querySelector<HTMLElement>('.button.primary')?.click()))
      .catch(() => undefined);
    await popup.until(
      () => browser.version(),
      (version) => version !== '' && version !== '0.0.1',
      'the new extension to run',
    );
    await browser.switchToFirst();
  } else await press(popup, 'Update the extension').catch(() => undefined);
  await popup.until(
    () =>
      browser.popup().then(
        (tab) => says(tab, 'this computer'),
        (error: Error) => error.message,
      ),
    (text) => text.includes('Nothing you write leaves this computer'),
    'the new extension to be connected',
  );
});

test('a softsell older than the extension is called that, and its page says how to update it', async ({
  folder,
  launch,
  own,
}) => {
  await folder.change({ version: '9.0.0' });
  const browser = await launch();
  const popup = await browser.popup();
  await says(popup, 'softsell on this computer is older than this extension.');
  await press(popup, 'How to update it');
  await popup.until(
    () => browser.textOf(`${own.address}/#browser`),
    (text) => text.includes('pipx install --force'),
    'the page to say how to update',
  );
});

test('a page that was open while the extension was off goes on, after one button if need be', async ({
  folder,
  launch,
}) => {
  // A press on the toolbar's button grants activeTab, which a test can't do.
  await folder.change({ permissions: ['storage', 'scripting', 'tabs', 'alarms', 'nativeMessaging'] });
  const browser = await launch();
  const tab = await browser.open('harm/hostile.html');
  await tab.underlined(['utilise', 'utilise']);
  await browser.switchOffAndOn();
  if (browser instanceof Firefox) {
    // Firefox runs the script in open pages by itself.
    await tab.run(() => document.querySelector<HTMLElement>('#box')?.focus());
    await tab.pointAt('utilise');
    return;
  }
  const popup = await browser.popupAbout(tab as never);
  await says(popup, 'doesn’t run there yet');
  await press(popup, 'Reload the page');
  await tab.until(
    async () => (await tab.underlines().catch(() => [])).map(({ text }) => text),
    (texts) => texts.join(' ') === 'utilise utilise',
    'the page to be marked again',
  );
  // The underlines from before had no card.
  await tab.run(() => document.querySelector<HTMLElement>('#box')?.focus());
  await tab.pointAt('utilise');
});
