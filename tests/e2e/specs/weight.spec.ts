/** What softsell must not do, because it made pages slow. Times are measured in ../bench; here things are counted. */

import { expect, test } from '../support/fixtures.ts';

test('in a long post only what is near the window is painted, and a key builds no ranges', async ({
  subject,
}) => {
  const tab = await subject.open('harm/hostile.html');
  await tab.run(() => {
    document.querySelector('#area')?.remove();
    const box = document.querySelector('#box') as HTMLElement;
    // 60 lines, each with a phrase.
    box.style.lineHeight = '60px';
    box.innerHTML = `<p>${Array.from({ length: 60 }, (_, number) => `Number ${number} is very unique.<br>`).join('')}</p>`;
    box.focus();
  });
  const near = (): Promise<number[]> =>
    tab.run(() =>
      [...(CSS.highlights.get('softsell-other') ?? [])].map((range) => {
        const { top } = (range as Range).getBoundingClientRect();
        return Math.round(top / innerHeight);
      }),
    );
  const some = await tab.until(near, (found) => found.length > 5, 'the first phrases to be underlined');
  expect(some.length).toBeLessThan(25);
  await tab.run(() => scrollTo(0, document.documentElement.scrollHeight));
  await tab.until(
    near,
    (found) => found.length > 5 && found.length < 25 && found.every((screens) => screens > -1),
    'the last phrases to be underlined',
  );
  const built = await tab.run(async () => {
    const ranges = (): AbstractRange[] => [...(CSS.highlights.get('softsell-other') ?? [])];
    const before = new Set(ranges());
    // In the last line, so no browser scrolls to the caret.
    getSelection()?.collapse(document.querySelector('#box p')?.lastChild?.previousSibling ?? null, 3);
    document.execCommand('insertText', false, 'a');
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return ranges().filter((range) => !before.has(range)).length;
  });
  expect(built).toBe(0);
  await tab.close();
});

test('a key in a textarea changes one piece of our copy, and nothing the page can paint', async ({
  subject,
}) => {
  const tab = await subject.open('harm/hostile.html');
  await tab.run(() => {
    document.querySelector('#box')?.remove();
    const area = document.querySelector('#area') as HTMLTextAreaElement;
    area.value = 'We utilise rye. It is very unique. Crumb alert! ';
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  });
  await tab.underlined(['Crumb alert', 'utilise', 'very unique']);
  // Our copy stays as it is, apart from the text after the last phrase.
  await tab.look(`(root) => {
    const copy = root.querySelector('[data-copy]');
    if (!copy) return null;
    root.pieces = [...copy.childNodes];
    return 1;
  }`);
  await tab.type('And so on');
  const same = await tab.until(
    () =>
      tab.look<number[]>(`(root) => {
        const copy = root.querySelector('[data-copy]');
        if (!copy || !copy.textContent.endsWith('And so on')) return null;
        return [...copy.childNodes].flatMap((piece, index) => (piece === root.pieces[index] ? [] : [index]));
      }`),
    (answer) => answer !== null,
    'the copy to follow',
  );
  expect(same).toEqual([]);
  expect(await tab.run(() => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0))).toBe(0);
  await tab.close();
});
