/** The way from `softsell setup` to an underline, without a port, pairing or a server that somebody started; and back. In either browser. */

import { Firefox } from '../support/firefox.ts';
import { test as base, Chromium, expect } from '../support/fixtures.ts';
import { User } from '../support/user.ts';

const test = base.extend<{ user: User }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  user: async ({}, use) => {
    const user = await User.make();
    await use(user);
    await user.type('setup', '--remove').catch(() => undefined);
    await user.dispose();
  },
});

test('the browser starts softsell, and needs no pairing', async ({ user, engine }) => {
  const before = await user.files();
  expect(await user.type('setup', '--no-login', '--no-wait')).toContain('without pairing');
  expect(await user.type('service', 'status').catch(({ stdout }) => stdout)).toContain(
    'No server is running',
  );

  const browser = engine === 'firefox' ? await Firefox.launch(user.home) : await Chromium.launch(user.home);
  const tab = await browser.open('https://x.com/platforms/x.html');
  await tab.run(() => (document.querySelector('#box') as HTMLElement).focus());
  await tab.type('We utilise rye.');
  await tab.underlined(['utilise']);
  expect(await user.type('service', 'status')).toContain('A server is running');
  expect(await user.type('pair', 'list')).toContain('softsell in your browsers');

  // Removing stops the server, and leaves nothing.
  await user.type('setup', '--remove');
  expect(await user.files()).toEqual(before);
  expect(await user.type('service', 'status').catch(({ stdout }) => stdout)).toContain(
    'No server is running',
  );
  await browser.close();
});
