/** Each platform by its address and structure: softsell knows its name, skips its message boxes, and sends the message being answered. */

import { expect, test } from '../support/fixtures.ts';

const PLACES: readonly (readonly [string, string])[] = [
  ['https://x.com/platforms/x.html', 'on X'],
  ['https://www.linkedin.com/platforms/linkedin.html', 'on LinkedIn'],
  ['https://www.facebook.com/platforms/facebook.html', 'on Facebook'],
  ['https://business.facebook.com/platforms/facebook.html', 'on Facebook'],
  ['https://www.instagram.com/platforms/facebook.html', 'on Instagram'],
  ['https://www.threads.com/platforms/facebook.html', 'on Threads'],
  ['https://bsky.app/editors/tiptap.html', 'on Bluesky'],
  ['https://mastodon.social/platforms/mastodon.html', 'on Mastodon'],
  ['https://www.pinterest.com/editors/draft.html', 'on Pinterest'],
  ['https://www.tumblr.com/editors/prosemirror.html', 'on Tumblr'],
  ['https://www.youtube.com/editors/contenteditable.html', 'on YouTube'],
  ['https://www.reddit.com/editors/lexical.html', 'on Reddit'],
  ['https://www.tiktok.com/editors/draft.html', 'on TikTok'],
  ['https://mine.wordpress.com/editors/contenteditable.html', 'on a blog'],
];

for (const [address, name] of PLACES) {
  test(`${new URL(address).hostname} counts ${name}`, async ({ chromium }) => {
    const tab = await chromium.open(address);
    await tab.page.waitForFunction(() => document.querySelector('#box') ?? window.editor);
    await tab.run(() => (document.querySelector<HTMLElement>('#box') ?? window.editor?.root())?.focus());
    await tab.type('Crumb alert!');
    await tab.underlined(['Crumb alert']);
    await tab.pressOurs('.pill');
    await tab.shown('.panel .count', name);
    await tab.close();
  });
}

for (const address of [
  'https://www.linkedin.com/platforms/linkedin.html',
  'https://www.facebook.com/platforms/facebook.html',
]) {
  test(`private messages are left alone: ${new URL(address).hostname}`, async ({ chromium }) => {
    const tab = await chromium.open(address);
    await tab.page.locator('#message').focus();
    await tab.type('Crumb alert!');
    await tab.page.locator('#box').focus();
    await tab.type('We utilise rye.');
    await tab.underlined(['utilise']);
    await tab.close();
  });
}

test('a reply is sent with the message it answers, if there is one', async ({ chromium }) => {
  const sent: (string | undefined)[] = [];
  chromium.context.on('request', (request) => {
    if (request.url().endsWith('/v1/check'))
      sent.push((request.postDataJSON() as { reply_to?: string }).reply_to);
  });
  const tab = await chromium.open('https://x.com/platforms/x.html');
  await tab.run(() => document.querySelector('#thread')?.removeAttribute('hidden'));
  await tab.page.locator('#reply').focus();
  await tab.type('Crumb alert!');
  await tab.underlined(['Crumb alert']);
  expect(sent.at(-1)).toBe('Do you deliver on Sundays?');
  await tab.close();
  const form = await chromium.open('https://mastodon.social/platforms/mastodon.html');
  await form.page.locator('#box').focus();
  await form.type('Crumb alert!');
  await form.underlined(['Crumb alert']);
  expect(sent.at(-1)).toBe('Are you open on Sunday?');
  await form.close();
  const plain = await chromium.open('https://bsky.app/platforms/buffer.html');
  await plain.page.locator('#box').focus();
  await plain.type('Crumb alert!');
  await plain.underlined(['Crumb alert']);
  expect(sent.at(-1)).toBeUndefined();
  await plain.close();
});
