/** softsell does no harm: the page, its text, its policy and its secrets stay the same, whatever the page does or happens to us. */

import { ChromiumTab } from '../support/chromium-tab.ts';
import { expect, test } from '../support/fixtures.ts';
import { answerFor } from '../support/sites.ts';

const STRICT = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; style-src 'none'",
};

const focus = (tab: ChromiumTab, selector: string): Promise<void> => tab.page.locator(selector).focus();

/** Returns the page's markup without ours. */
const markup = (tab: ChromiumTab): Promise<string> =>
  tab.run(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const ours of copy.querySelectorAll('softsell-layer')) ours.remove();
    return copy.outerHTML;
  });

const label = async (tab: ChromiumTab): Promise<string> =>
  (await tab.look<string>('(root) => root.querySelector(".pill")?.getAttribute("aria-label") ?? null')) ?? '';

/** Types one more letter and waits for its answer. */
async function typeAndSettle(tab: ChromiumTab): Promise<void> {
  await tab.page.keyboard.type('a');
  await tab.until(
    () => label(tab),
    (said) => !said.includes('Reading'),
    'an answer',
  );
}

test('annotating changes nothing in the page', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  const before = await markup(tab);
  await tab.underlined(['utilise', 'utilise']);
  await focus(tab, '#box');
  await tab.shown('.pill');
  await tab.pointAt('utilise');
  expect(await markup(tab)).toBe(before);
  await tab.close();
});

test('forced colours don’t show the copy of a textarea’s text', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await tab.page.emulateMedia({ forcedColors: 'active' });
  await tab.page.locator('#box').evaluate((box) => box.remove());
  await focus(tab, '#area');
  await tab.underlined(['utilise']);
  const colours = await tab.look<string[]>(
    `(root) => {
      const marks = [...root.querySelectorAll('.softsell-other')];
      return marks.length > 0 ? marks.map((mark) => getComputedStyle(mark).color) : null;
    }`,
  );
  expect(colours).toEqual(['rgba(0, 0, 0, 0)']);
  await tab.close();
});

test('works under the strictest policy and trusted types', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html', STRICT);
  await tab.underlined(['utilise', 'utilise']);
  await focus(tab, '#box');
  await tab.pointAt('utilise');
  const { width } = await tab.shown('.card');
  expect(width).toBeGreaterThan(200);
  await tab.pressOurs('.card .fixes .button');
  await tab.underlined(['utilise']);
  await tab.close();
});

test('paints again after the page cleared the registry', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await tab.underlined(['utilise', 'utilise']);
  await tab.run(() => CSS.highlights.clear());
  // The textarea's is on an element of our own.
  await tab.underlined(['utilise']);
  await focus(tab, '#box');
  await tab.underlined(['utilise', 'utilise']);
  await tab.close();
});

test('clicks and keys made by script change nothing', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await focus(tab, '#box');
  await tab.pointAt('utilise');
  // This holds even if a page had our closed root, which none has.
  await tab.look(
    "(root) => { for (const button of root.querySelectorAll('button')) button.click(); return null; }",
  );
  await tab.run(() => {
    const key = { code: 'KeyY', key: 'Y', altKey: true, shiftKey: true, bubbles: true };
    document.querySelector('#box')?.dispatchEvent(new KeyboardEvent('keydown', key));
  });
  await tab.page.keyboard.press('End');
  expect(await tab.page.locator('#box').innerText()).toBe('We utilise rye.');
  await tab.underlined(['utilise', 'utilise']);
  await tab.close();
});

test('comes back when the page removes its elements, and gives up in the end', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await focus(tab, '#box');
  await tab.shown('.pill');
  await tab.run(() => document.querySelector('softsell-layer')?.remove());
  await tab.shown('.pill');
  await tab.run(() => {
    new MutationObserver(() => {
      for (const ours of document.querySelectorAll('softsell-layer')) ours.remove();
    }).observe(document, { childList: true, subtree: true });
    for (const ours of document.querySelectorAll('softsell-layer')) ours.remove();
  });
  await tab.gone('.pill');
  await tab.page.locator('#box').pressSequentially('More ');
  expect(await tab.page.locator('#box').innerText()).toContain('More ');
  await tab.close();
});

test('the page hears nothing and finds no way in', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await focus(tab, '#box');
  await tab.pointAt('utilise');
  const found = await tab.run(() => ({
    heard: (window as unknown as { heard: string[] }).heard,
    roots: [...document.querySelectorAll('softsell-layer')].map(({ shadowRoot }) => shadowRoot),
    storage: Object.keys(localStorage)
      .concat(Object.keys(sessionStorage))
      .filter((name) => /softsell/i.test(name)),
    globals: Object.keys(window).filter((name) => /softsell/i.test(name)),
    chrome: typeof (window as unknown as { chrome?: { runtime?: unknown } }).chrome?.runtime,
    painted: [...CSS.highlights].flatMap(([, highlight]) =>
      [...highlight].map((range) => (range as Range).startContainer.getRootNode() === document),
    ),
  }));
  expect(found.heard).toEqual([]);
  expect(found.roots.every((root) => root === null)).toBe(true);
  expect(found.storage).toEqual([]);
  expect(found.globals).toEqual([]);
  expect(found.chrome).toBe('undefined');
  // The page finds its own text in the registry, and not our copies.
  expect(found.painted).not.toEqual([]);
  expect(found.painted).not.toContain(false);
  await tab.close();
});

test('no part of a draft is stored', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await focus(tab, '#box');
  await tab.type('Zwetschgenkuchen and more. ');
  await tab.underlined(['utilise', 'utilise']);
  await tab.pointAt('utilise');
  await tab.pressOurs('.card .plain', 'Not in this post');
  await tab.underlined(['utilise']);
  expect(await chromium.stored()).not.toContain('Zwetschgenkuchen');
  expect(await chromium.stored()).not.toContain('utilise');
  await tab.close();
});

test('thousands of changes to the page leave our underlines alone', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await tab.underlined(['utilise', 'utilise']);
  await focus(tab, '#box');
  await tab.run(async () => {
    const flood = document.querySelector('#flood') as HTMLElement;
    for (let frame = 0; frame < 60; frame += 1) {
      for (let change = 0; change < 200; change += 1) {
        const line = document.createElement('p');
        line.textContent = `line ${change}`;
        flood.append(line);
      }
      flood.replaceChildren();
      await new Promise(requestAnimationFrame);
    }
  });
  await tab.underlined(['utilise', 'utilise']);
  await tab.close();
});

test('a composed word is checked once it is complete', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await focus(tab, '#box');
  await tab.underlined(['utilise', 'utilise']);
  await tab.page.keyboard.press('End');
  await tab.session.send('Input.imeSetComposition', { text: ' に', selectionStart: 2, selectionEnd: 2 });
  await tab.session.send('Input.imeSetComposition', {
    text: ' very uni',
    selectionStart: 9,
    selectionEnd: 9,
  });
  await tab.underlined(['utilise', 'utilise']);
  await tab.session.send('Input.insertText', { text: ' very unique' });
  await tab.underlined(['utilise', 'utilise', 'very unique']);
  await tab.close();
});

test('a paste of 100 kB doesn’t freeze or break the box', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await focus(tab, '#area');
  await tab.underlined(['utilise', 'utilise']);
  await tab.run(() => {
    document.execCommand('insertText', false, 'A crumb on the table. '.repeat(4700));
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  await tab.pressOurs('.pill');
  await tab.shown('.panel', 'very long');
  await tab.page.locator('#area').fill('We utilise less.');
  await tab.underlined(['utilise', 'utilise']);
  await tab.close();
});

test('boxes that come and go leave no nodes and no listeners', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  const comeAndGo = async (count: number): Promise<void> => {
    await tab.run((many) => {
      const all = document.createElement('div');
      all.id = 'all';
      for (let number = 0; number < many; number += 1) {
        const box = document.createElement(number % 2 ? 'textarea' : 'div');
        if (box instanceof HTMLTextAreaElement) box.value = 'We utilise rye.';
        else {
          box.contentEditable = 'true';
          box.textContent = 'We utilise rye.';
        }
        box.setAttribute('aria-label', 'Post');
        all.append(box);
      }
      document.body.prepend(all);
      (all.lastElementChild as HTMLElement).focus();
    }, count);
    await tab.until(
      async () => (await tab.underlines()).length,
      // What is far off the screen isn't painted.
      (found) => found > Math.min(count / 2 - 1, 20),
      'the boxes to be underlined',
    );
    await tab.run(() => document.querySelector('#all')?.remove());
    await tab.underlined(['utilise', 'utilise']);
  };
  const kept = async (): Promise<{ nodes: number; jsEventListeners: number }> => {
    await tab.session.send('HeapProfiler.collectGarbage');
    return tab.session.send('Memory.getDOMCounters');
  };
  await comeAndGo(10);
  const few = await kept();
  await comeAndGo(200);
  await tab.until(
    kept,
    ({ nodes, jsEventListeners }) => nodes - few.nodes < 20 && jsEventListeners - few.jsEventListeners < 10,
    'the boxes to be collected',
  );
  await tab.close();
});

test('two boxes at once stay separate', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await focus(tab, '#area');
  await tab.page.keyboard.type('Crumb alert! ');
  await focus(tab, '#box');
  await tab.page.keyboard.type('So very unique. ');
  await tab.underlined(['Crumb alert', 'utilise', 'utilise', 'very unique']);
  await tab.page.locator('#area').fill('');
  await tab.underlined(['utilise', 'very unique']);
  await tab.close();
});

test('a framework that empties the box also removes the underlines', async ({ chromium }) => {
  const runs = encodeURIComponent(JSON.stringify([{ text: 'We utilise rye.' }]));
  const tab = await chromium.open(`editors/react-textarea.html?runs=${runs}`);
  await focus(tab, 'textarea');
  await tab.underlined(['utilise']);
  await tab.page.locator('#send').click();
  await tab.underlined([]);
  await tab.close();
});

test('a fix at the end of a box, which makes its text shorter, causes no error', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  const errors: string[] = [];
  tab.session.on('Runtime.exceptionThrown', ({ exceptionDetails }) =>
    errors.push(exceptionDetails.exception?.description ?? exceptionDetails.text),
  );
  await tab.session.send('Runtime.enable');
  await tab.page.locator('#area').evaluate((area) => area.remove());
  await tab.page.locator('#box').fill('We utilise');
  await tab.underlined(['utilise']);
  await tab.pointAt('utilise');
  await tab.pressOurs('.card .fixes .button');
  await tab.underlined([]);
  expect(await tab.page.locator('#box').innerText()).toBe('We use');
  await tab.gone('.card');
  expect(errors).toEqual([]);
  await tab.close();
});

test('keeps working when the server stops and starts again', async ({ chromium, server }) => {
  const tab = await chromium.open('harm/hostile.html');
  await focus(tab, '#box');
  await tab.underlined(['utilise', 'utilise']);
  await server.stop();
  await tab.page.keyboard.type('One. ');
  // The other box, where nobody types, keeps its findings.
  await tab.underlined(['utilise']);
  await tab.pressOurs('.pill');
  await tab.shown('.panel', 'softsell serve');
  await server.run();
  await tab.until(
    async () => {
      await typeAndSettle(tab);
      return (await tab.underlines()).length;
    },
    (count) => count > 1,
    'underlines after the restart',
  );
  await tab.close();
});

test('a program that took the port learns nothing', async ({ chromium, server }) => {
  const { createServer } = await import('node:http');
  const tab = await chromium.open('harm/hostile.html');
  await focus(tab, '#box');
  await tab.underlined(['utilise', 'utilise']);
  await server.stop();
  const heard: string[] = [];
  const squatter = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    response.setHeader('content-type', 'application/json');
    // Without the token, nobody can compute the proof.
    response.setHeader('softsell-proof', 'AAAA');
    response.end('{"product":"softsell","protocol":1}');
  });
  await new Promise<void>((resolve) => squatter.listen(server.port, '127.0.0.1', resolve));
  await tab.until(
    async () => {
      await tab.page.keyboard.type('a');
      // Wait for the answer before the next key, because typing without a pause delays the answer.
      return tab.until(
        () => label(tab),
        (said) => !/Checking|to look at/.test(said),
        'an answer',
      );
    },
    (said) => said.includes('to be safe'),
    'the badge to say that it stopped',
  );
  expect(heard.every((line) => line.startsWith('GET /v1/health '))).toBe(true);
  expect(heard.join('')).not.toContain('Bearer');
  squatter.close();
  squatter.closeAllConnections();
  await server.run();
  await tab.close();
});

test('a pause removes everything from the page at once, and its end brings it back', async ({ chromium }) => {
  const tab = await chromium.open('harm/hostile.html');
  await focus(tab, '#box');
  await tab.underlined(['utilise', 'utilise']);
  await chromium.pause();
  await tab.underlined([]);
  await tab.gone('.pill');
  await chromium.forget();
  await focus(tab, '#area');
  await tab.underlined(['utilise', 'utilise']);
  await tab.close();
});

test('a page on this computer is left alone until the person switches it on', async ({ chromium }) => {
  const { createServer } = await import('node:http');
  const pages = createServer((request, response) => {
    void answerFor(request.url ?? '/').then(({ status, body, headers }) => {
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const { port } = pages.address() as { port: number };
  const page = await chromium.context.newPage();
  await page.goto(`http://127.0.0.1:${port}/harm/hostile.html`);
  const tab = await ChromiumTab.of(page);
  await focus(tab, '#box');
  await tab.type('So ');
  expect(await tab.run(() => document.querySelectorAll('softsell-layer').length)).toBe(0);
  // The popup's switch does this.
  await chromium.settings({ sites: { '127.0.0.1': { on: true } } });
  await tab.underlined(['utilise', 'utilise']);
  await chromium.settings({ sites: { '127.0.0.1': { on: false } } });
  await page.reload();
  await focus(tab, '#box');
  await tab.type('So ');
  expect(await tab.run(() => document.querySelectorAll('softsell-layer').length)).toBe(0);
  await tab.close();
  pages.close();
  pages.closeAllConnections();
});
