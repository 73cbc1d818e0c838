/**
 * The page that looks at many posts, in either browser: files become the report, nothing leaves the computer, and the history has its
 * switch. access.spec.ts has what axe says of it.
 */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ChromiumTab } from '../support/chromium-tab.ts';
import { Firefox } from '../support/firefox.ts';
import { test as base, Chromium, expect } from '../support/fixtures.ts';
import { python, Server } from '../support/server.ts';
import type { Tab } from '../support/tab.ts';

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

declare global {
  interface Window {
    sent: string[];
  }
}

interface Fixtures {
  /** A server with the default rules. */
  readonly own: Server;
  readonly visited: Chromium | Firefox;
  readonly folder: string;
}

const test = base.extend<{ readonly feed: Tab }, Fixtures>({
  own: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const server = await Server.start([]);
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  visited: [
    async ({ engine, own }, use) => {
      const browser = engine === 'firefox' ? await Firefox.launch() : await Chromium.launch();
      await (await browser.visit(own.link)).close();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 120_000 },
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
  /** The page. At the end it has asked nobody but the server, and, where the browser tells, has had no error. */
  feed: async ({ visited, own }, use) => {
    const tab = await visited.visit(`${own.address}/feed`);
    const heard: string[] = [];
    if (tab instanceof ChromiumTab) {
      tab.page.on('console', (message) => heard.push(message.text()));
      tab.page.on('pageerror', (error) => heard.push(error.message));
    }
    await use(tab);
    const asked = await tab.run(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(asked).not.toEqual([]);
    expect(asked.filter((address) => !address.startsWith(`${own.address}/`))).toEqual([]);
    expect(heard).toEqual([]);
    await tab.close();
  },
});

test.describe.configure({ mode: 'serial' });

/** Waits until a part of the page says this. */
const says = (tab: Tab, selector: string, words: string): Promise<string> =>
  tab.until(
    () => tab.run((where) => document.querySelector<HTMLElement>(where)?.innerText ?? '', selector),
    (text) => text.includes(words),
    `“${words}” in ${selector}`,
  );

/** Waits until the focus is on a part of the page that begins with this text. */
const isOn = (tab: Tab, words: string): Promise<string> =>
  tab.until(
    () => tab.run(() => document.activeElement?.textContent ?? ''),
    (text) => text.startsWith(words),
    `the focus to be on “${words}”`,
  );

/** Puts the focus on the link or button with this text, or on the control with this label. */
async function focus(tab: Tab, words: string): Promise<void> {
  await tab.until(
    () =>
      tab.run((wanted) => {
        const named = (element: HTMLElement): boolean =>
          [element, ...((element as HTMLInputElement).labels ?? [])].some(
            ({ textContent }) => textContent?.trim() === wanted,
          );
        const control = [...document.querySelectorAll<HTMLElement>('a, button, summary, input')].find(named);
        control?.focus();
        return control !== undefined && document.activeElement === control;
      }, words),
    Boolean,
    `the focus to be on “${words}”`,
  );
}

const count = (tab: Tab, selector: string): Promise<number> =>
  tab.run((where) => document.querySelectorAll(where).length, selector);

async function chooseYear(tab: Tab): Promise<void> {
  await tab.choose('#files', YEAR);
  await isOn(tab, 'Your report');
}

test('a sheet becomes the report, with charts, and a table behind each', async ({ feed }) => {
  await chooseYear(feed);
  const charts = (): Promise<number> => count(feed, '[data-chart] svg[role=img]');
  await feed.until(charts, (drawn) => drawn === 7, 'the charts');
  expect(await count(feed, '[data-chart=promotion] g rect')).toBe(12);
  // The axis goes beyond the highest bar, and the last bar has its value.
  for (const chart of ['known', 'liked', 'trusted']) {
    const { bars, lines, numbers } = await feed.run((where) => {
      const top = (name: string): number =>
        Math.min(
          ...[...document.querySelectorAll(`[data-chart=${where}] svg[role=img] ${name}`)].map(
            (part) => part.getBoundingClientRect().top,
          ),
        );
      const texts = [...document.querySelectorAll(`[data-chart=${where}] svg[role=img] text`)];
      return {
        // Firefox puts a bar without height elsewhere.
        bars: top('g rect:not([height="0"])'),
        lines: top('g line'),
        numbers: texts.filter(({ textContent }) => /^[\d,.]+$/.test(textContent)).length,
      };
    }, chart);
    expect(lines).toBeLessThanOrEqual(bars + 1);
    expect(numbers).toBeGreaterThan(12);
  }
  // The heading has the focus, but isn't a button.
  expect(await feed.run(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe('none');
  await says(feed, '.report', 'What to do next');
  await says(feed, '.read', 'column Post');
  await focus(feed, 'The figures as a table');
  await feed.press('Enter');
  await feed.until(
    () =>
      feed.run(() =>
        [...document.querySelectorAll('table')]
          .filter((table) => table.checkVisibility())
          .map((table) => table.caption?.textContent ?? table.ariaLabel),
      ),
    (names) => names.includes('Posts that sell, by month'),
    'the table',
  );
});

test('an axis of a few posts has no parts of a post', async ({ feed, folder }) => {
  const sheet = join(folder, 'few.csv');
  const rows = [
    '2026-08-01,Cardamom buns from eight. Which filling would you like next?',
    '2026-08-12,Open mic on Friday at seven in the back room. Entry is free.',
    '2026-09-02,Rinse the paper filter first. Otherwise you drink the paper.',
    '2026-09-15,Oat milk or cow’s milk in a flat white? Tell me why you like it.',
    '2026-10-05,Thank you Mira for fixing our grinder on a Sunday morning.',
  ];
  await writeFile(sheet, ['Date,Post', ...rows].join('\n'));
  await feed.choose('#files', sheet);
  await says(feed, '.report', '5 posts');
  await feed.until(() => count(feed, '[data-chart=liked] svg[role=img]'), Boolean, 'the chart');
  const texts = await feed.run(() =>
    [...document.querySelectorAll('[data-chart=liked] svg[role=img] text')].map(
      ({ textContent }) => textContent ?? '',
    ),
  );
  expect(texts).toContain('1');
  expect(texts.filter((text) => /^\d+\.\d/.test(text))).toEqual([]);
});

test('an archive is dropped as it was downloaded, and its messages stay unread', async ({ feed, folder }) => {
  const archive = join(folder, 'twitter-2026.zip');
  await promisify(execFile)(python(), ['-c', PACK_ARCHIVE, archive]);
  const content = (await readFile(archive)).toString('base64');
  await feed.run((zip) => {
    window.sent = [];
    const real = window.fetch;
    window.fetch = (address, init) => {
      window.sent.push(String(init?.body ?? ''));
      return real(address, init);
    };
    const bytes = Uint8Array.from(atob(zip), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'twitter-2026.zip'));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    );
  }, content);
  await says(feed, '.report', '24 posts, from');
  await says(feed, '.read', 'X archive');
  const sent = (await feed.run(() => window.sent)).join(' ');
  expect(sent).toContain('tweets.js');
  expect(sent).not.toContain('direct-messages');
});

test('what can’t be read, and what is too large, is told in words', async ({ feed, folder }) => {
  const write = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const letter = await write('letter.pages', 'x');
  await feed.choose('#files', letter, await write('photos.zip', 'PK no zip at all'));
  await says(feed, '[role=alert]', 'This zip is damaged');
  await feed.choose('#files', letter);
  await says(feed, '[role=alert]', 'letter.pages: softsell doesn');
  await says(feed, '[role=status]', 'There is nothing to report on.');
  await feed.choose(
    '#files',
    await write('large.csv', `Text\n${'a post about the rain\n'.repeat(1_000_000)}`),
  );
  await says(feed, '[role=alert]', 'The posts are 22 MB, and this page reads up to 20 MB');
  await chooseYear(feed);
  expect(await feed.run(() => document.querySelector('[role=alert]')?.textContent)).toBe('');
});

test('if two columns fit, the person names one', async ({ feed, folder }) => {
  const rows = Array.from(
    { length: 9 },
    (_, day) => `The rain of day ${day} came in.,The cat of day ${day} stayed in.`,
  );
  const sheet = join(folder, 'two.csv');
  await writeFile(sheet, ['A,B', ...rows].join('\n'));
  await feed.choose('#files', sheet);
  await says(feed, '[role=alert]', '2 columns could hold the posts');
  await focus(feed, 'If softsell can’t tell which column or platform it is');
  await feed.press('Enter');
  await focus(feed, 'The column with the posts');
  await feed.type('B');
  await feed.press('Tab');
  await says(feed, '.report', '9 posts.');
});

test('the page is a link away in the playground, and works by keyboard', async ({ visited, own }) => {
  const start = await visited.visit(`${own.address}/`);
  await focus(start, 'Your feed');
  await start.press('Enter');
  await start.until(
    () => start.run(() => document.querySelector('[aria-current=page]')?.textContent ?? ''),
    (text) => text === 'Your feed',
    'the page of the feed',
  );
  if (start instanceof ChromiumTab) {
    // Firefox opens a window of the system, which no test can press.
    await start.run(() => document.getElementById('files')?.focus());
    const chooser = start.page.waitForEvent('filechooser');
    await start.press('Space');
    await (await chooser).setFiles(YEAR);
    await isOn(start, 'Your report');
  } else await chooseYear(start);
  await focus(start, 'Settings');
  await start.press('Enter');
  await says(start, 'body', 'Make it yours');
  await start.close();
});

test('the history is off until the person turns it on', async ({ feed, own }) => {
  const YES = 'Keep a history of the posts that I send';
  const state = (): Promise<{ on: boolean; off: boolean; text: boolean; mayKeepText: boolean }> =>
    feed.run((label) => {
      const find = (words: string): HTMLInputElement | undefined =>
        [...document.querySelectorAll('input')].find((input) =>
          [...(input.labels ?? [])].some(({ textContent }) => textContent?.includes(words)),
        );
      const on = find(label);
      const text = find('Keep the text');
      return {
        on: on?.checked === true && !on.disabled,
        off: on?.checked === false && !on.disabled,
        text: text?.checked ?? true,
        mayKeepText: text?.disabled === false,
      };
    }, YES);
  expect((await feed.until(state, ({ off }) => off, 'the switch')).mayKeepText).toBe(false);
  await focus(feed, YES);
  await feed.press('Space');
  await says(feed, 'body', 'The history holds 0 posts.');
  await feed.reload();
  expect((await feed.until(state, ({ on }) => on, 'the switch to be on')).text).toBe(false);
  expect(await own.stateFiles()).not.toContain('history.sqlite');
  // A post that was sent can be deleted here, after a question.
  await own.post('/v1/history', { text: 'We baked rye. Which loaf do you toast?' });
  await feed.reload();
  await says(feed, '.history', 'The history holds 1 post.');
  await focus(feed, 'Delete the history');
  await feed.press('Enter');
  await isOn(feed, 'Keep it');
  await focus(feed, 'Delete it for good');
  await feed.press('Enter');
  await says(feed, '.history', 'The history holds 0 posts.');
  expect(await own.stateFiles()).not.toContain('history.sqlite');

  await focus(feed, YES);
  await feed.press('Space');
  await says(feed, 'body', 'softsell records nothing.');
  expect(await own.command('history', 'show')).toBe('');
});
