/** What writing with softsell feels like: what counts, what a fix is worth, when to stop, and what a person can correct. */

import { test as base } from '@playwright/test';
import { Chromium, expect } from '../support/fixtures.ts';
import { Server } from '../support/server.ts';
import type { Tab } from '../support/tab.ts';

/** Chromium with the built-in rules, because these tests are about scores, praise and kinds of posts. */
const test = base.extend<{ tab: Tab }, { home: Server; writing: Chromium }>({
  home: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const server = await Server.start([]);
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  writing: [
    async ({ home }, use) => {
      const chromium = await Chromium.launch();
      await chromium.pair(home);
      await use(chromium);
      await chromium.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  tab: async ({ writing }, use) => {
    const tab = await writing.open('harm/sight.html');
    await tab.run(() => {
      document.querySelector('#area')?.remove();
      const box = document.createElement('div');
      box.id = 'box';
      box.contentEditable = 'true';
      box.setAttribute('aria-label', 'Post');
      box.style.cssText = 'margin:20px;width:560px;min-height:90px';
      const form = document.createElement('form');
      form.append(box);
      document.querySelector('header')?.after(form);
      box.focus();
    });
    await use(tab);
    await tab.close();
  },
});

const PUSHY =
  'LAST CHANCE!!! Buy now before it is too late. Only 3 left! We are thrilled to announce our amazing new range.';
const GOOD =
  'Thanks to everyone who came on Saturday. Rain all week here. We started baking the cinnamon buns an hour earlier so they are warm when school opens. What gets you out of the door on a wet morning?';

const title = (tab: Tab): Promise<string> =>
  tab
    .look<string>('(root) => root.querySelector(".pill")?.getAttribute("aria-label") ?? null')
    .then((said) => said ?? '');

async function openList(tab: Tab, satisfies: (said: string) => boolean): Promise<void> {
  await tab.until(() => title(tab), satisfies, 'the count');
  await tab.pressOurs('.pill');
  await tab.shown('.panel');
}

test('the list is in groups, and the count is of what matters', async ({ tab }) => {
  await tab.type(PUSHY);
  await openList(tab, (said) => /things? to look at/.test(said));
  interface List {
    readonly said: string;
    readonly groups: readonly { title: string; count: number; rows: number }[];
  }
  // Count and list are read at once, because answers to the last keys may still come.
  const look = (): Promise<List | null> =>
    tab.look<List>(
      `(root) => {
        const groups = [...root.querySelectorAll('.panel .group')].map((group) => ({
          title: group.querySelector('.title').textContent,
          count: Number(group.querySelector('.number').textContent),
          rows: [...group.querySelectorAll('.item')].filter((item) => item.checkVisibility()).length,
        }));
        return groups.length ? { said: root.querySelector('.pill').getAttribute('aria-label'), groups } : null;
      }`,
    );
  const { groups } = (await tab.until(
    look,
    (list) => {
      const worth = list?.groups.filter(({ title: name }) => !['Ideas', 'Well done'].includes(name)) ?? [];
      const count = worth.reduce((sum, group) => sum + group.count, 0);
      return (
        list?.said.replace(/ and \d+ ideas?$/, '') ===
        `softsell: ${count === 1 ? '1 thing' : `${count} things`} to look at`
      );
    },
    'the count to be the one of the list',
  )) as List;
  expect(groups.every(({ rows }) => rows <= 4)).toBe(true);
});

const SHOUTED = 'We utilise rye in order to bake bread!!! Come by.';

/** Writes a post that shouts, and opens the card of its exclamation marks. */
async function openMarks(tab: Tab): Promise<void> {
  await tab.type(SHOUTED);
  await tab.until(
    async () => (await tab.underlines()).map(({ text }) => text),
    (texts) => texts.includes('!!!'),
    'the exclamation marks to be underlined',
  );
  await tab.pointAt('!!!');
}

test('a fix says what it is worth', async ({ tab, home }) => {
  await openMarks(tab);
  await tab.shown('.card .worth');
  const said = await tab.said('.card .worth');
  expect(said).toMatch(/^−\d+ pushiness/);
  // The same figures as in Python and over HTTP.
  const { findings } = await home.check({ text: SHOUTED, platform: 'bluesky', worth: true });
  const fix = findings.find(({ start, end }) => SHOUTED.slice(start, end) === '!!!')?.fixes[0];
  const better = Object.entries(fix?.worth ?? {}).filter(([, by]) => by < 0);
  expect(said).toBe(
    better
      .slice(0, 2)
      .map(([score, by]) => `−${-by} ${score}`)
      .join(', '),
  );
});

test('a finding leads to the page of its rule', async ({ tab, home, writing }) => {
  await openMarks(tab);
  await tab.shown('.card .read-more');
  const [page] = await Promise.all([writing.context.waitForEvent('page'), tab.pressOurs('.card .read-more')]);
  await page.waitForURL(/\/docs\/rules\/pushiness\/[\w-]+$/);
  expect(page.url().startsWith(home.address)).toBe(true);
  expect(await page.locator('h1').textContent()).toMatch(/\(pushiness\/[\w-]+\)$/);
  await page.close();
});

test('a finding without a fix offers an example', async ({ tab }) => {
  await tab.type('Last chance to grab our rye loaf, so be quick about it.');
  await tab.pointAt('Last chance to grab');
  await tab.shown('.card .example');
});

test('says when a post is good enough, marks praise, and leaves spelling to the browser', async ({ tab }) => {
  await tab.type(GOOD);
  await openList(tab, (said) => /All good|Good enough/.test(said));
  await tab.says('.panel .stop', 'Good enough to post.');
  await tab.says('.panel .stop', 'Spelling is your browser’s job.');
  await tab.until(
    () => tab.run(() => CSS.highlights.get('softsell-praise')?.size ?? 0),
    (count) => count > 0,
    'praise to be marked',
  );
});

test('the person can say what kind of post it is', async ({ tab }) => {
  await tab.type(
    'Join us on Saturday at ten for our open day at the mill. There is bread, and a tour of the oven.',
  );
  await openList(tab, (said) => !/Checking|Write/.test(said));
  await tab.shown('.panel .picker select');
  await tab.look(`(root) => {
    root.querySelector('#softsell-kind').focus();
    return null;
  }`);
  const kindSays = (): Promise<string> =>
    tab
      .look<string>('(root) => root.querySelector("#softsell-kind")?.selectedOptions[0]?.textContent ?? null')
      .then((said) => said ?? '');
  const guess = await kindSays();
  await tab.type('a story');
  await tab.press('Enter');
  await tab.until(kindSays, (said) => said === 'a story' && said !== guess, 'the kind that was picked');
  // The label follows when the answer is there.
  await tab.until(
    () => tab.said('.panel .picker label[for="softsell-kind"]'),
    (said) => said === 'Reads as',
    'a kind that is certain',
  );
});

test('reminds of a description for an attached picture, until it has one', async ({ tab }) => {
  await tab.type(GOOD);
  await tab.run(() => {
    const image = document.createElement('img');
    image.src =
      'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90"><rect width="120" height="90"/></svg>';
    image.alt = 'IMG_2044.jpg';
    document.querySelector('#box')?.after(image);
    return image.decode();
  });
  await openList(tab, (said) => /All good|Good enough/.test(said));
  await tab.shown('.panel .notice', 'A picture has no description yet');
  await tab.run(() => {
    (document.querySelector('img') as HTMLImageElement).alt = 'Buns on a tray';
  });
  await tab.type(' ');
  await tab.until(
    () => tab.place('.panel .notice', 'picture'),
    (place) => place === null,
    'the reminder to go',
  );
});

test('lists its shortcuts', async ({ tab }) => {
  await tab.type(GOOD);
  await openList(tab, (said) => /All good|Good enough/.test(said));
  await tab.pressOurs('.panel .shortcuts summary');
  await tab.shown('.panel kbd', 'Alt+Shift+L');
});

test('another severity for a rule counts from now on', async ({ tab }) => {
  await tab.type('Last chance to grab our rye loaf.');
  await tab.until(
    () => title(tab),
    (said) => /to look at/.test(said),
    'a finding that counts',
  );
  await tab.pointAt('Last chance to grab');
  await tab.shown('.card .example');
  await tab.pressOurs('.card summary', 'This rule');
  await tab.pressOurs('.card select');
  await tab.type('An idea');
  await tab.press('Enter');
  await tab.until(
    () => title(tab),
    (said) => !/to look at/.test(said),
    'it not to count any more',
  );
});
