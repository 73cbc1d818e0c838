/** The whole flow in either browser: finding boxes, card, badge, keys, the person's choices, and textareas of every shape. */

import { expect, test } from '../support/fixtures.ts';
import type { Tab } from '../support/tab.ts';

interface Opener {
  open(path: string): Promise<Tab>;
}

const focus = (tab: Tab, selector: string): Promise<void> =>
  tab.run((wanted) => {
    const roots = [
      document,
      ...[...document.querySelectorAll('open-host')].flatMap(({ shadowRoot }) => shadowRoot ?? []),
    ];
    for (const root of roots) root.querySelector<HTMLElement>(wanted)?.focus();
  }, selector);

async function writePost(browser: Opener, path: string, text: string): Promise<Tab> {
  const tab = await browser.open(path);
  await focus(tab, '#box');
  await tab.type(text);
  return tab;
}

const boxText = (tab: Tab): Promise<string> =>
  tab.run(() => {
    const box = document.querySelector<HTMLElement>('#box');
    return (box instanceof HTMLTextAreaElement ? box.value : (box?.innerText ?? ''))
      .replaceAll('\u00a0', ' ')
      .trim();
  });

test('finds boxes for posts, in shadow roots too, and no others', async ({ subject }) => {
  const tab = await subject.open('harm/boxes.html');
  await tab.underlined(['utilise']);
  for (const other of [
    '#search',
    '#search2',
    '#password',
    '#name',
    '#email',
    '#address',
    '#optedout textarea',
    '#code',
    '#monaco',
  ]) {
    await focus(tab, other);
    await tab.type('We utilise rye.');
  }
  await tab.underlined(['utilise']);
  await focus(tab, '#open');
  await tab.underlined(['utilise', 'utilise']);
  // Only a click can enter the closed one.
  const place = await tab.run(() => {
    const { x, y } = document.querySelector('closed-host')?.getBoundingClientRect() ?? { x: 0, y: 0 };
    return { x: x + 30, y: y + 15 };
  });
  await tab.click(place.x, place.y);
  await tab.underlined(['utilise', 'utilise', 'utilise']);
  await tab.close();
});

test('finds a box that appears late, and forgets one that disappears', async ({ subject }) => {
  const tab = await subject.open('harm/hostile.html');
  await tab.underlined(['utilise', 'utilise']);
  await tab.run(() => {
    const late = document.createElement('textarea');
    late.id = 'late';
    late.value = 'A very unique loaf.';
    document.body.append(late);
  });
  await tab.underlined(['utilise', 'utilise', 'very unique']);
  await tab.run(() => document.querySelector('#late')?.remove());
  await tab.click(5, 5);
  await tab.underlined(['utilise', 'utilise']);
  await tab.close();
});

test('the card says what it found and why, and hides it with “not in this post”', async ({ subject }) => {
  const tab = await writePost(
    subject,
    'https://x.com/platforms/x.html',
    'Crumb alert! Rye is back. Crumb alert!',
  );
  await tab.underlined(['Crumb alert', 'Crumb alert']);
  await tab.pointAt('Crumb alert');
  await tab.says('.card', 'is a phrase the tests look for');
  await tab.says('.card .why', 'cards without one');
  await tab.pressOurs('.card .plain', 'Not in this post');
  await tab.type(' Yes');
  await tab.underlined([]);
  await tab.close();
});

test('“never flag” and “turn off” reach the engine', async ({ subject }) => {
  const tab = await writePost(subject, 'https://bsky.app/platforms/x.html', 'Crumb alert! We utilise rye.');
  await tab.underlined(['Crumb alert', 'utilise']);
  await tab.pointAt('Crumb alert');
  await tab.pressOurs('.card summary', 'This rule');
  await tab.pressOurs('.card .plain', 'Never flag');
  await tab.underlined(['utilise']);
  await tab.pointAt('utilise');
  await tab.pressOurs('.card summary', 'This rule');
  await tab.pressOurs('.card .plain', 'Turn off this rule on bsky.app');
  await tab.underlined([]);
  const elsewhere = await writePost(
    subject,
    'https://www.reddit.com/platforms/x.html',
    'Crumb alert! We utilise rye.',
  );
  await elsewhere.underlined(['utilise']);
  await elsewhere.close();
  await subject.forget();
  const again = await writePost(subject, 'https://bsky.app/platforms/x.html', 'Crumb alert! We utilise rye.');
  await again.underlined(['Crumb alert', 'utilise']);
  await again.close();
});

test('the badge counts as the platform does, lists the findings, and stays clear of the site’s own button', async ({
  subject,
}) => {
  const tab = await writePost(
    subject,
    'https://x.com/platforms/x.html',
    'Crumb alert! See https://example.org/a/very/long/address',
  );
  await tab.underlined(['Crumb alert']);
  const pill = await tab.settled('.pill');
  const button = await tab.run(() => {
    const { left, right, top, bottom } = (
      document.querySelector('button.post') as HTMLElement
    ).getBoundingClientRect();
    return { left, right, top, bottom };
  });
  const apart =
    pill.x > button.right ||
    pill.x + pill.width < button.left ||
    pill.y > button.bottom ||
    pill.y + pill.height < button.top;
  expect(apart).toBe(true);
  await tab.pressOurs('.pill');
  await tab.shown('.panel');
  await tab.says('.panel h2', /^1 thing to look at$/);
  await tab.says('.panel .count', /^40 of \d+ characters on X$/);
  // A meter says what made it, and the list stays.
  await tab.pressOurs('.meter .why', 'Self-focus');
  await tab.shown('.reasons li');
  await tab.pressOurs('.meter .why', 'Self-focus');
  await tab.gone('.reasons li');
  await tab.pressOurs('.panel .item', 'Crumb alert');
  await tab.shown('.card');
  await tab.close();
});

test('a site that posts to several platforms lets the person pick one', async ({ subject }) => {
  const tab = await writePost(subject, 'https://publish.buffer.com/platforms/buffer.html', 'Crumb alert!');
  await tab.underlined(['Crumb alert']);
  await tab.pressOurs('.pill');
  await tab.shown('.panel .picker');
  await tab.close();
});

test('everything works by keyboard', async ({ subject }) => {
  const tab = await writePost(
    subject,
    'https://x.com/platforms/x.html',
    'Crumb alert! We utilise rye. So very unique.',
  );
  await tab.underlined(['Crumb alert', 'utilise', 'very unique']);
  await tab.press('Control+Home');
  await tab.press('Alt+Shift+KeyN');
  await tab.shown('.card', 'tests look for');
  await tab.press('Alt+Shift+KeyN');
  await tab.shown('.card', 'says the same as “utilise”');
  await tab.press('Alt+Shift+KeyY');
  await tab.underlined(['Crumb alert', 'very unique']);
  expect(await boxText(tab)).toBe('Crumb alert! We use rye. So very unique.');
  await tab.press('Control+Home');
  await tab.press('Alt+Shift+KeyP');
  await tab.shown('.card', 'very unique');
  await tab.press('Alt+Shift+KeyO');
  await tab.press('Enter');
  await tab.underlined(['Crumb alert']);
  await tab.press('Control+Home');
  await tab.press('Alt+Shift+KeyN');
  await tab.shown('.card');
  await tab.press('Alt+Shift+KeyX');
  await tab.underlined([]);
  await tab.press('Alt+Shift+KeyL');
  await tab.shown('.panel');
  await tab.press('Escape');
  await tab.gone('.panel');
  await tab.type('!');
  await tab.until(
    () => boxText(tab),
    (text) => text.includes('!'),
    'the keys to go to the box again',
  );
  await tab.close();
});

test('a fix that the box refuses is told where it was pressed, not in the next card', async ({ subject }) => {
  const tab = await subject.open('harm/sight.html');
  await focus(tab, '#area');
  await tab.type('We utilise rye. So very unique.');
  await tab.underlined(['utilise', 'very unique']);
  await tab.run(() => {
    const area = document.querySelector('#area') as HTMLTextAreaElement;
    const { value } = area;
    area.addEventListener('input', () => {
      area.value = value;
    });
  });
  await tab.press('Control+Home');
  await tab.press('Alt+Shift+KeyN');
  await tab.shown('.card', 'utilise');
  await tab.press('Alt+Shift+KeyY');
  // Meanwhile the person goes on.
  await tab.press('Alt+Shift+KeyN');
  await tab.shown('.card', 'very unique');
  // It waits for the box for twelve frames.
  await tab.run(async () => {
    for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
  });
  expect(await tab.said('.card')).not.toContain('didn’t accept');
  await tab.close();
});

const SHAPES: Readonly<Record<string, string>> = {
  plain: '',
  padding:
    'padding: 17px 31px 5px 23px; border: 7px solid; line-height: 1.9; letter-spacing: 0.7px; font: italic 19px Georgia, serif',
  'content-box': 'box-sizing: content-box; width: 33.3%; font-size: 17.3px',
  'right-to-left': 'direction: rtl; width: 260px; padding-right: 20px',
  centred: 'text-align: center; text-transform: uppercase; word-spacing: 3px; text-indent: 20px',
  scaled: 'transform: scale(1.3) translate(20px, 30px); transform-origin: 0 0',
  turned: 'transform: rotate(7deg); margin: 80px; width: 500px',
  skewed: 'transform: skewX(-10deg); margin: 40px; width: 500px',
  zoomed: 'zoom: 1.5; width: 240px',
  narrow: 'width: 130px; height: 300px',
  'between gutters': 'scrollbar-gutter: stable both-edges; overflow-y: auto; width: 330px',
  vertical: 'writing-mode: vertical-rl; width: 300px; height: 220px',
  'vertical, from the left': 'writing-mode: sideways-lr; width: 300px; height: 220px',
  'in the middle of its box': 'align-content: center; width: 330px; height: 260px',
  justified: 'text-align: justify; text-justify: inter-character; width: 250px',
  trimmed: 'text-box: trim-both cap alphabetic; width: 330px; height: 200px',
  hyphenated: 'hyphens: auto; width: 150px; height: 300px',
};

for (const [shape, style] of Object.entries(SHAPES)) {
  test(`a textarea is underlined where its glyphs are: ${shape}`, async ({ subject }) => {
    const tab = await subject.open('editors/textarea.html?runs=%5B%5D');
    await tab.run((css) => {
      const area = document.querySelector('textarea') as HTMLTextAreaElement;
      area.style.cssText = css;
      area.focus();
    }, style);
    // The page is in German, so this one is hyphenated like German.
    if (shape === 'hyphenated') {
      await tab.run(() => {
        document.documentElement.lang = 'de';
      });
      await tab.type('We bake wholesome Donaudampfschifffahrtsgesellschaft ');
    }
    await tab.type('We bake bread and we utilise rye flour, so it keeps.');
    await tab.underlined(['utilise']);
    const real = await tab.selectedArea('textarea', 'utilise');
    // A selection is as wide as the line, and glyphs are narrower.
    const near = style.includes('writing-mode') ? 4 : 2;
    await tab.until(
      async () => (await tab.underlines())[0]?.rects[0] ?? { x: -99, y: -99, width: 0, height: 0 },
      ({ x, y, width, height }) =>
        Math.abs(x - real.x) <= near &&
        Math.abs(x + width - real.x - real.width) <= near &&
        Math.abs(y + height / 2 - real.y - real.height / 2) <= 4,
      `the underline to be at ${JSON.stringify(real)}`,
    );
    await tab.close();
  });
}

test('underlines scroll with a textarea and stop at its edge', async ({ subject }) => {
  const tab = await subject.open('editors/textarea.html?runs=%5B%5D');
  await focus(tab, 'textarea');
  await tab.type('We utilise rye.');
  for (let line = 0; line < 12; line += 1) await tab.press('Enter');
  await tab.underlined(['utilise']);
  const place = await tab.until(
    () =>
      tab.run(() => {
        const area = document.querySelector('textarea') as HTMLTextAreaElement;
        return { top: area.getBoundingClientRect().top, scrolled: area.scrollTop };
      }),
    ({ scrolled }) => scrolled > 20,
    'the textarea to scroll to the caret',
  );
  await tab.until(
    async () => (await tab.underlines())[0]?.rects[0]?.y ?? 9999,
    (y) => y < place.top,
    'the underline to scroll out of sight',
  );
  await tab.close();
});

test('a reply is sent with the message it answers', async ({ subject }) => {
  const tab = await subject.open('https://mastodon.social/platforms/mastodon.html');
  await focus(tab, '#box');
  await tab.type('Crumb alert!');
  await tab.underlined(['Crumb alert']);
  await tab.pressOurs('.pill');
  await tab.shown('.panel');
  await tab.says('.panel .count', 'on Mastodon');
  await tab.close();
});
