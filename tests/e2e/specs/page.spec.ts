/** softsell and the page don't disturb each other, in either browser: events, keys, values set by scripts, hydration. */

import { expect, test } from '../support/fixtures.ts';
import type { Tab } from '../support/tab.ts';

declare global {
  interface Window {
    heard: string[];
    keys: string[];
    hydrate(): void;
    complaints: string[];
  }
}

const focus = (tab: Tab, selector: string): Promise<void> =>
  tab.run((wanted) => document.querySelector<HTMLElement>(wanted)?.focus(), selector);

/** Opens one of the page's modal dialogs. Its box is underlined then. */
async function openModal(tab: Tab, id = 'modal'): Promise<void> {
  await tab.run((wanted) => {
    const dialog = document.getElementById(wanted) as HTMLDialogElement;
    dialog.showModal();
    dialog.querySelector('textarea')?.focus();
  }, id);
  await tab.until(
    async () => (await tab.underlines()).filter(({ rects }) => rects.length > 0).length,
    (count) => count === 1,
    'the underline in the dialog',
  );
}

const isOpen = (tab: Tab): Promise<boolean> =>
  tab.run(() => (document.getElementById('modal') as HTMLDialogElement).open);

test('the page hears no event of ours, and its own animations end once', async ({ subject }) => {
  const tab = await subject.open('harm/dialogs.html');
  const ended = tab.run(() => {
    const box = document.createElement('div');
    box.innerHTML = '<textarea aria-label="Post">We utilise rye.</textarea>';
    box.className = 'arriving';
    let count = 0;
    box.addEventListener('animationend', () => {
      count += 1;
    });
    document.body.append(box);
    const over = new Promise((resolve) => box.addEventListener('animationend', resolve, { once: true }));
    return over.then(() => count);
  });
  expect(await ended).toBe(1);
  await openModal(tab);
  await tab.pressOurs('.pill');
  await tab.shown('.panel');
  await tab.pressOurs('.panel .item', 'utilise');
  await tab.shown('.card');
  expect(await tab.run(() => window.heard)).toEqual([]);
  await tab.close();
});

test('Escape closes what is ours first, and only then reaches the page', async ({ subject }) => {
  const tab = await subject.open('harm/dialogs.html');
  await openModal(tab);
  await tab.pressOurs('.pill');
  await tab.pressOurs('.panel .item', 'utilise');
  await tab.shown('.card');
  await focus(tab, '#in-modal');
  await tab.press('Escape');
  await tab.gone('.card');
  await tab.shown('.panel');
  await tab.press('Escape');
  await tab.gone('.panel');
  expect(await isOpen(tab)).toBe(true);
  expect(await tab.run(() => window.keys)).toEqual([]);
  await tab.press('Escape');
  await tab.until(
    () => isOpen(tab),
    (open) => !open,
    'the page to close its dialog',
  );
  await tab.close();
});

test('a value that a script sets without an event takes its underlines and its count with it', async ({
  subject,
}) => {
  const tab = await subject.open('harm/hostile.html');
  await tab.run(() => document.querySelector('#box')?.remove());
  await focus(tab, '#area');
  await tab.underlined(['utilise']);
  await tab.run(() => {
    (document.querySelector('#area') as HTMLTextAreaElement).value = '';
  });
  await tab.underlined([]);
  await tab.until(
    () => tab.look<string>('(root) => root.querySelector(".pill")?.getAttribute("aria-label") ?? null'),
    (said) => said === 'softsell: Write something',
    'the badge to know that the box is empty',
  );
  await tab.close();
});

test('React 18 can hydrate the whole document after us', async ({ subject }) => {
  const tab = await subject.open('harm/hydrate.html');
  await focus(tab, '#box');
  await tab.shown('.pill');
  await tab.underlined(['utilise']);
  await tab.run(() => {
    window.hydrate();
    return new Promise((resolve) => setTimeout(resolve, 0));
  });
  await tab.type('So very unique. ');
  await tab.underlined(['utilise', 'very unique']);
  expect(await tab.run(() => window.complaints)).toEqual([]);
  await tab.close();
});

test('nothing of ours is in a page without a box, or before it has loaded', async ({ subject }) => {
  const tab = await subject.open('harm/dialogs.html');
  await openModal(tab);
  await focus(tab, '#in-modal');
  await tab.shown('.pill');
  await tab.run(() => {
    for (const box of document.querySelectorAll('textarea, shadow-dialog')) box.remove();
  });
  await tab.until(
    () => tab.run(() => document.querySelectorAll('softsell-layer').length),
    (count) => count === 0,
    'our elements to go',
  );
  await tab.close();
});
