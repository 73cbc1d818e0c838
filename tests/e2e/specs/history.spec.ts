/** The history in either browser, with a real server: what counts as sent, what doesn't, and that nothing is written without a yes. */

import { test as base, expect } from '../support/fixtures.ts';
import { Server } from '../support/server.ts';
import type { Tab } from '../support/tab.ts';

const PAGE = 'https://www.linkedin.com/platforms/composers.html';
const YES = '[server]\nhistory = true\n';
const WITH_TEXT = `${YES}history-text = true\n`;

const test = base.extend<object, { server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const server = await Server.start(['e2e']);
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

test.describe.configure({ mode: 'serial' });

interface Entry {
  readonly platform: string | null;
  readonly site: string | null;
  readonly text?: string;
  readonly measures: Readonly<Record<string, number>>;
}

/** Returns the history, oldest first. */
const exported = async (server: Server): Promise<Entry[]> =>
  (await server.command('history', 'export'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Entry);

const clear = async (server: Server): Promise<void> => {
  await server.command('history', 'delete', '--all', '--yes');
};

async function write(tab: Tab, box: string, text: string): Promise<void> {
  await tab.run((id) => document.getElementById(id)?.focus(), box);
  await tab.type(text);
  await tab.underlined(['Crumb alert']);
}

async function press(tab: Tab, id: string): Promise<void> {
  // A card may lie over the button.
  if (await tab.place('.card')) await tab.press('Escape');
  await tab.gone('.card');
  const { x, y } = await tab.run((wanted) => {
    const button = document.getElementById(wanted) as HTMLElement;
    button.scrollIntoView({ block: 'center' });
    const box = button.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }, id);
  await tab.click(x, y);
}

/** Waits until a box is empty or gone. */
const emptied = (tab: Tab, box: string): Promise<boolean> =>
  tab.until(
    () =>
      tab.run((id) => {
        const element = document.getElementById(id);
        return !element || ('value' in element ? element.value === '' : element.textContent?.trim() === '');
      }, box),
    (empty) => empty,
    `${box} to be empty`,
  );

/** Records a post by another box, after which nothing that came before can still be on its way. Returns the texts in the history. */
async function textsAfterOneMore(tab: Tab, server: Server): Promise<(string | undefined)[]> {
  await tab.run(() => {
    const box = document.createElement('textarea');
    box.id = 'marker';
    const button = document.createElement('button');
    button.id = 'send';
    button.textContent = 'Send';
    button.onclick = () => {
      box.value = '';
    };
    const section = document.createElement('section');
    section.append(box, button);
    document.body.prepend(section);
    scrollTo(0, 0);
    box.focus();
  });
  await tab.type('The marker.');
  await press(tab, 'send');
  const entries = await tab.until(
    () => exported(server),
    (found) => found.some(({ text }) => text === 'The marker.'),
    'the marker in the history',
  );
  return entries.map(({ text }) => text).filter((text) => text !== 'The marker.');
}

test('without a yes nothing is written, whatever is posted', async ({ subject, server }) => {
  const before = await server.stateFiles();
  const tab = await subject.open(PAGE);
  await write(tab, 'box', 'Crumb alert! Rye is back.');
  await tab.pointAt('Crumb alert');
  await tab.shown('.card');
  await press(tab, 'post');
  await emptied(tab, 'box');
  await write(tab, 'comment', 'Crumb alert! Rye again.');
  await tab.pressOurs('.pill');
  await tab.shown('.panel');
  expect(await tab.place('.past')).toBeNull();
  await tab.run(() => document.getElementById('comment')?.focus());
  await tab.press('Enter');
  await emptied(tab, 'comment');
  // The next post ends the wait for the one before, and the server answers in turn.
  await write(tab, 'area', 'Crumb alert! One more.');
  await press(tab, 'publish');
  await emptied(tab, 'area');
  await write(tab, 'box', 'Crumb alert! And one more.');
  expect(await server.stateFiles()).toEqual(before);
  expect(await exported(server)).toEqual([]);
  await tab.close();
});

test('what the site’s own button sends is recorded, without its text', async ({ subject, server }) => {
  await server.configure(YES);
  const tab = await subject.open(PAGE);
  await write(tab, 'box', 'Crumb alert! The secret is rye.');
  await press(tab, 'post');
  // A post of the test before may still be on its way when the yes comes.
  const ours = ({ measures }: { measures: Record<string, number> }): boolean => measures['words'] === 6;
  const entries = await tab.until(
    () => exported(server),
    (found) => found.some(ours),
    'the post in the history',
  );
  const entry = entries.find(ours);
  expect(entry).toMatchObject({ platform: 'linkedin', site: 'linkedin.com' });
  expect(JSON.stringify(entry)).not.toContain('secret');
  expect(await server.command('history', 'show')).toContain('linkedin');
  await tab.close();
  await clear(server);
});

test('a thread, a dialog, a field and an Enter that posts are recorded too', async ({ subject, server }) => {
  await server.configure(WITH_TEXT);
  const tab = await subject.open(PAGE);
  await write(tab, 'area', 'Crumb alert! From a field.');
  await press(tab, 'publish');
  await emptied(tab, 'area');
  await tab.run(() => document.getElementById('first')?.focus());
  await tab.type('The first of two.');
  await write(tab, 'second', 'Crumb alert! The second.');
  await press(tab, 'all');
  await emptied(tab, 'second');
  await write(tab, 'comment', 'Crumb alert! By Enter.');
  await tab.press('Enter');
  await emptied(tab, 'comment');
  await write(tab, 'inner', 'Crumb alert! In a dialog.');
  await press(tab, 'share');
  await emptied(tab, 'inner');
  const entries = await tab.until(
    () => exported(server),
    (found) => found.length === 4,
    'four posts in the history',
  );
  expect(entries.map(({ text }) => text)).toEqual([
    'Crumb alert! From a field.',
    'The first of two.\n\nCrumb alert! The second.',
    'Crumb alert! By Enter.',
    'Crumb alert! In a dialog.',
  ]);
  await tab.close();
  await clear(server);
});

for (const editor of ['draft', 'lexical', 'quill2', 'tiptap']) {
  test(`a post in ${editor}, which empties itself by its own model, is recorded`, async ({
    subject,
    server,
  }) => {
    await server.configure(WITH_TEXT);
    const tab = await subject.open(`https://www.facebook.com/editors/${editor}.html`);
    await tab.until(
      () => tab.run(() => window.editor !== undefined),
      (there) => there,
      'the editor',
    );
    await tab.run(() => {
      const button = document.createElement('div');
      button.id = 'post';
      button.role = 'button';
      button.tabIndex = 0;
      button.ariaLabel = 'Post';
      button.textContent = '➤';
      button.onclick = () => setTimeout(() => window.editor?.clear?.(), 60);
      document.body.append(button);
      window.editor?.root().focus();
    });
    await tab.type('Crumb alert! By its model.');
    await tab.underlined(['Crumb alert']);
    await press(tab, 'post');
    const entries = await tab.until(
      () => exported(server),
      (found) => found.length > 0,
      'the post in the history',
    );
    expect(entries).toMatchObject([{ platform: 'facebook', text: 'Crumb alert! By its model.' }]);
    await tab.close();
    await clear(server);
  });
}

test('what is cleared, discarded, refused or left isn’t a post', async ({ subject, server }) => {
  await server.configure(WITH_TEXT);
  const tab = await subject.open(PAGE);
  // By keyboard.
  await write(tab, 'box', 'Crumb alert! By keyboard.');
  await tab.press('Control+a');
  await tab.press('Delete');
  await emptied(tab, 'box');
  // An Enter over everything.
  await write(tab, 'box', 'Crumb alert! By Enter.');
  await tab.press('Control+a');
  await tab.press('Enter');
  await tab.press('Backspace');
  await emptied(tab, 'box');
  // By another button.
  await write(tab, 'box', 'Crumb alert! By a button.');
  await press(tab, 'clear');
  await emptied(tab, 'box');
  // Refused: the site puts the text back. Then cleared by keyboard.
  await write(tab, 'box', 'Crumb alert! Refused.');
  await press(tab, 'fails');
  await tab.underlined(['Crumb alert']);
  await tab.run(() => document.getElementById('box')?.focus());
  await tab.press('Control+a');
  await tab.press('Backspace');
  await emptied(tab, 'box');
  // Posted without success, and then cleared.
  await write(tab, 'area', 'Crumb alert! Nothing happens.');
  await tab.run(() => {
    (document.getElementById('publish') as HTMLElement).onclick = null;
  });
  await press(tab, 'publish');
  await tab.run(() => document.getElementById('area')?.focus());
  await tab.press('Control+a');
  await tab.press('Delete');
  await emptied(tab, 'area');
  // By a script, without anybody.
  await write(tab, 'area', 'Crumb alert! By a script.');
  await tab.run(() => {
    document.getElementById('publish')?.click();
    (document.getElementById('area') as HTMLTextAreaElement).value = '';
  });
  await tab.underlined([]);
  // Discarded with its dialog.
  await write(tab, 'inner', 'Crumb alert! Discarded.');
  await press(tab, 'discard');
  await emptied(tab, 'inner');
  // Led away by another post's button.
  await write(tab, 'area', 'Crumb alert! Led away.');
  await press(tab, 'away');
  await emptied(tab, 'area');
  // Left, after a post button that did nothing.
  await write(tab, 'first', 'Crumb alert! Left.');
  await tab.run(() => {
    (document.getElementById('all') as HTMLElement).onclick = null;
  });
  await press(tab, 'all');
  await press(tab, 'leave');
  await emptied(tab, 'first');
  expect(await textsAfterOneMore(tab, server)).toEqual([]);
  await tab.close();
  await clear(server);
});

test('“I posted this” in the card records once, and lines say what came before', async ({
  subject,
  server,
}) => {
  await server.configure(YES);
  const tab = await subject.open(PAGE);
  const texts = [
    'Crumb alert! The oven is warm.',
    'Crumb alert! Rain on the roof.',
    'Crumb alert! We met Ana.',
  ];
  for (const [index, text] of texts.entries()) {
    await write(tab, 'box', text);
    await tab.pointAt('Crumb alert');
    await tab.pressOurs('.card .past .plain', 'I posted this');
    await tab.shown('.card .past .answer', 'It’s in your history now.');
    await tab.pressOurs('.card .past .plain', 'I posted this');
    // The site's own button doesn't record it again.
    await press(tab, 'post');
    await emptied(tab, 'box');
    expect(await exported(server)).toHaveLength(index + 1);
  }
  await write(tab, 'area', 'Crumb alert! Rain on the roof!');
  await tab.pressOurs('.pill');
  await tab.shown('.panel .past', 'of your last 3 posts on LinkedIn');
  await tab.shown('.panel .past', 'Nearly the same as your post from today');
  expect(await exported(server)).toHaveLength(3);
  await server.configure('');
  await tab.close();
  await clear(server);
});
