/** Tests that are only possible in Firefox. */

import type { Firefox } from '../support/firefox.ts';
import { test } from '../support/fixtures.ts';

test('an updated extension takes over in open pages, and the old one leaves nothing behind', async ({
  subject,
}) => {
  const firefox = subject as Firefox;
  const tab = await firefox.open('harm/hostile.html');
  await tab.run(() => document.querySelector<HTMLElement>('#box')?.focus());
  await tab.underlined(['utilise', 'utilise']);
  await firefox.update();
  await tab.until(
    async () => {
      await tab.type('a ');
      return tab.run(() => document.querySelectorAll('softsell-layer').length);
    },
    (count) => count === 2,
    'one pair of layers',
  );
  await tab.underlined(['utilise', 'utilise']);
  await tab.close();
});
