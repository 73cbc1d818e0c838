/** What softsell shows can be seen where people look, and doesn't cover what they look at, in either browser. */

import { expect, test } from '../support/fixtures.ts';
import type { Place, Tab } from '../support/tab.ts';

const focus = (tab: Tab, selector: string): Promise<void> =>
  tab.run((wanted) => document.querySelector<HTMLElement>(wanted)?.focus(), selector);

/** Returns the underlines that have a place on the screen. */
const drawn = async (tab: Tab): Promise<Place[]> =>
  (await tab.underlines()).flatMap(({ rects }) => rects.filter(({ width }) => width > 0));

const overlap = (a: Place, b: Place): boolean =>
  a.x < b.x + b.width && a.x + a.width > b.x && a.y < b.y + b.height && a.y + a.height > b.y;

const view = (tab: Tab): Promise<{ width: number; height: number }> =>
  tab.run(() => ({ width: document.documentElement.clientWidth, height: innerHeight }));

/** Opens list and card with the mouse, which only works where they are on top. */
async function worksByMouse(tab: Tab): Promise<void> {
  await tab.until(
    async () => {
      const [rect, ...others] = await drawn(tab);
      return rect && others.length === 0 ? tab.inked(rect) : 0;
    },
    (ink) => ink > 5,
    'one underline to be painted',
  );
  await tab.pressOurs('.pill');
  await tab.pressOurs('.panel .item', 'utilise');
  await tab.pressOurs('.card .fixes .button');
  await tab.underlined([]);
}

const OVER: Readonly<Record<string, () => void>> = {
  'a modal dialog': () => {
    const box = document.getElementById('modal') as HTMLDialogElement;
    box.showModal();
    box.querySelector('textarea')?.focus();
  },
  'a dialog with transform and filter': () => {
    const box = document.getElementById('bent') as HTMLDialogElement;
    box.showModal();
    box.querySelector('textarea')?.focus();
  },
  'a popover': () => {
    const box = document.getElementById('popover') as HTMLElement;
    box.showPopover();
    box.querySelector('textarea')?.focus();
  },
  'a dialog in a shadow root': () => {
    const root = document.querySelector('shadow-dialog')?.shadowRoot;
    const box = root?.querySelector('dialog') as HTMLDialogElement;
    box.showModal();
    box.querySelector('textarea')?.focus();
  },
};

for (const [name, open] of Object.entries(OVER)) {
  test(`underline, list and card show in ${name}`, async ({ subject }) => {
    const tab = await subject.open('harm/dialogs.html');
    // Only one box, so what is underlined is in it.
    await tab.run(open);
    await tab.run(() => {
      const deep = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      for (const other of document.querySelectorAll('textarea')) if (other !== deep) other.remove();
    });
    await worksByMouse(tab);
    await tab.close();
  });
}

test('underline, list and card show over a fullscreen element', async ({ subject }) => {
  const tab = await subject.open('harm/dialogs.html');
  await tab.run(() => {
    const full = document.getElementById('full') as HTMLElement;
    for (const other of document.querySelectorAll('textarea')) if (!full.contains(other)) other.remove();
    full.style.background = 'white';
    full.addEventListener('click', () => void full.requestFullscreen(), { once: true });
    full.querySelector('textarea')?.focus();
  });
  await tab.type('We utilise rye.');
  await tab.underlined(['utilise']);
  const place = await tab.run(() => {
    const { x, y } = (document.getElementById('full') as HTMLElement).getBoundingClientRect();
    return { x: x + 320, y: y + 10 };
  });
  await tab.click(place.x, place.y);
  await tab.until(
    () => tab.run(() => document.fullscreenElement !== null),
    Boolean,
    'the element to be fullscreen',
  );
  await focus(tab, '#in-full');
  await worksByMouse(tab);
  await tab.close();
});

test('underlines come back in the page when the dialog with the last box closes', async ({ subject }) => {
  const tab = await subject.open('harm/dialogs.html');
  await tab.run(() => {
    document.querySelector('shadow-dialog')?.remove();
    for (const name of ['bent', 'popover']) document.getElementById(name)?.remove();
    (document.getElementById('in-full') as HTMLTextAreaElement).value = 'We utilise rye.';
    const modal = document.getElementById('modal') as HTMLDialogElement;
    modal.showModal();
    modal.querySelector('textarea')?.focus();
  });
  await tab.until(
    async () => (await drawn(tab)).length,
    (count) => count > 0,
    'the underline in the dialog',
  );
  await tab.run(() => (document.getElementById('modal') as HTMLDialogElement).close());
  await focus(tab, '#in-full');
  await tab.until(
    async () => {
      const [rect] = await drawn(tab);
      return rect ? tab.inked(rect) : 0;
    },
    (ink) => ink > 5,
    'the underline in the page',
  );
  await tab.close();
});

test('underlines of a textarea stay under a sticky header and a menu, and come back', async ({ subject }) => {
  const tab = await subject.open('harm/sight.html');
  await focus(tab, '#area');
  await tab.type('We utilise rye.');
  await tab.underlined(['utilise']);
  await tab.run(() => scrollTo(0, 70));
  await tab.underlined([]);
  await tab.run(() => scrollTo(0, 0));
  await tab.underlined(['utilise']);
  // A menu of people to mention opens without any event.
  await tab.run(() => {
    const menu = document.createElement('div');
    menu.id = 'menu';
    menu.style.cssText = 'left: 30px; top: 95px';
    document.body.append(menu);
  });
  await tab.underlined([]);
  await tab.run(() => document.querySelector('#menu')?.remove());
  await tab.underlined(['utilise']);
  await tab.close();
});

test('underlines of a textarea aren’t drawn over our own card', async ({ subject }) => {
  const tab = await subject.open('harm/sight.html');
  await focus(tab, '#area');
  await tab.type('Crumb alert! So it is.');
  await tab.press('Enter');
  await tab.type('We utilise rye.');
  await tab.underlined(['Crumb alert', 'utilise']);
  await tab.press('Control+Home');
  await tab.pointAt('Crumb alert');
  const card = await tab.settled('.card');
  const under = (await tab.underlines()).find(({ text }) => text === 'utilise')?.rects[0] as Place;
  expect(overlap(card, under)).toBe(true);
  await tab.until(
    () => tab.inked(under),
    (ink) => ink === 0,
    'the card to be over it',
  );
  await tab.close();
});

test('the card leaves the line alone that the person is writing', async ({ subject }) => {
  const tab = await subject.open('harm/sight.html');
  await tab.run(() => {
    (document.querySelector('#area') as HTMLElement).style.marginTop = '330px';
  });
  await focus(tab, '#area');
  await tab.type('Crumb alert! So it is.');
  await tab.press('Enter');
  await tab.type('And on we go with a');
  await tab.underlined(['Crumb alert']);
  const word = await tab.steady(async () => (await drawn(tab))[0] ?? null, 'the underline');
  await tab.pointAt('Crumb alert');
  const line = { ...word, width: 420, y: word.y + 24 };
  expect(overlap(await tab.settled('.card'), line)).toBe(false);
  await tab.close();
});

test('a long list stays in the window, wherever the box is', async ({ subject }) => {
  const tab = await subject.open('harm/sight.html');
  await tab.run(() => {
    (document.querySelector('#area') as HTMLElement).style.marginTop = `${innerHeight - 230}px`;
  });
  await focus(tab, '#area');
  await tab.type('Crumb alert! ');
  await tab.underlined(['Crumb alert']);
  await tab.pressOurs('.pill');
  const { height: few } = await tab.settled('.panel');
  await tab.type('We utilise it. So very unique. Crumb alert! '.repeat(2));
  await tab.until(
    () => tab.shown('.panel'),
    ({ height }) => height > few + 60,
    'the list to grow',
  );
  const panel = await tab.settled('.panel');
  const { height } = await view(tab);
  expect(panel.y).toBeGreaterThanOrEqual(0);
  expect(panel.y + panel.height).toBeLessThanOrEqual(height);
  await tab.close();
});

test('in a short frame the card fits, and its fix can be pressed', async ({ subject }) => {
  const tab = await subject.open('harm/sight.html');
  await tab.run(() => {
    document.body.innerHTML =
      '<iframe width="500" height="130" srcdoc="<body style=margin:0><textarea id=t aria-label=Post style=width:300px;height:100px>We utilise rye.</textarea>"></iframe>';
    const frame = document.querySelector('iframe') as HTMLIFrameElement;
    return new Promise<void>((resolve) => {
      frame.addEventListener('load', () => {
        const inner = frame.contentDocument as Document;
        window.editor = { text: () => '', root: () => inner.querySelector('#t') as HTMLElement };
        (inner.querySelector('#t') as HTMLElement).focus();
        resolve();
      });
    });
  });
  await tab.underlined(['utilise']);
  await tab.pointAt('utilise');
  const card = await tab.settled('.card');
  const button = await tab.settled('.card .fixes .button');
  expect(card.y + card.height).toBeLessThanOrEqual(130);
  expect(button.y + button.height).toBeLessThanOrEqual(130);
  await tab.pressOurs('.card .fixes .button', '', await tab.origin());
  await tab.underlined([]);
  await tab.close();
});

test('fields for a tagline, bio, subject, hook or message are boxes too', async ({ subject }) => {
  const tab = await subject.open('harm/sight.html');
  await tab.run(() => {
    document.body.innerHTML = [
      'Tagline',
      'Bio',
      'Email subject',
      'Hook',
      'Message',
      'Webhook',
      'Biography ID',
    ]
      .map((label) => `<p><label>${label} <input type="text"></label></p>`)
      .join('');
  });
  for (let field = 1; field <= 7; field += 1) {
    await focus(tab, `p:nth-of-type(${field}) input`);
    await tab.type('We utilise rye.');
  }
  await tab.underlined(Array.from({ length: 5 }, () => 'utilise'));
  await tab.close();
});

test('what a reply quotes of others is neither marked nor counted', async ({ subject }) => {
  const tab = await subject.open('harm/sight.html');
  await focus(tab, '#area');
  await tab.type('> Crumb alert! Do you utilise rye?');
  await tab.press('Enter');
  await tab.type('It is very unique.');
  await tab.underlined(['very unique']);
  await tab.run(() => {
    document.querySelector('#area')?.remove();
    const box = document.createElement('div');
    box.id = 'box';
    box.contentEditable = 'true';
    box.setAttribute('aria-label', 'Post your reply');
    box.innerHTML =
      '<blockquote><p>Crumb alert! Do you utilise rye?</p></blockquote><p>It is very unique.</p>';
    document.body.append(box);
    box.focus();
    getSelection()?.selectAllChildren(box);
    getSelection()?.collapseToEnd();
  });
  await tab.type(' So very unique.');
  await tab.underlined(['very unique', 'very unique']);
  await tab.close();
});
