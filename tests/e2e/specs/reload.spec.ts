/** What happens when the extension disappears or comes back while pages are open. Each test has its own browser. */

import { Chromium, test } from '../support/fixtures.ts';

test('a removed extension leaves nothing behind', async () => {
  const chromium = await Chromium.launch();
  const tab = await chromium.open('harm/hostile.html');
  await tab.page.locator('#box').focus();
  await tab.shown('.pill');
  await chromium.remove();
  const layers = async (): Promise<number> => {
    await tab.type('a');
    return tab.run(() => document.querySelectorAll('softsell-layer').length);
  };
  await tab.until(layers, (count) => count === 0, 'our elements to go');
  await tab.underlined([]);
  await chromium.close();
});

test('going back to a page finds it unchanged', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await tab.underlined(['utilise', 'utilise']);
  await tab.page.goto('https://bsky.app/platforms/buffer.html');
  await tab.page.goBack();
  await tab.page.locator('#box').focus();
  await tab.underlined(['utilise', 'utilise']);
  await tab.page.locator('#box').press('End');
  await tab.type(' A very unique loaf.');
  await tab.underlined(['utilise', 'utilise', 'very unique']);
  await tab.close();
});

test('a single-page app that swaps its boxes keeps them annotated and forgets the old ones', async ({
  chromium,
}) => {
  const tab = await chromium.open('harm/hostile.html');
  for (let view = 0; view < 20; view += 1) {
    await tab.run((number) => {
      history.pushState({}, '', `#${number}`);
      const old = document.querySelector('#box') as HTMLElement;
      const next = old.cloneNode(true) as HTMLElement;
      next.textContent = 'We utilise oats.';
      old.replaceWith(next);
      next.focus();
    }, view);
  }
  await tab.underlined(['utilise', 'utilise']);
  await tab.page.locator('#box').click();
  await tab.underlined(['utilise', 'utilise']);
  await tab.close();
});
