/**
 * Measures the time from a keystroke to its painted underline, without the pause before a check, and what a keystroke costs the page.
 * Prints one line of JSON for each browser and length. The repository's benchmark reads them.
 */

import { test } from '../support/fixtures.ts';
import type { Tab } from '../support/tab.ts';

const DEBOUNCE_MS = 120;
const ROUNDS = 30;
const SENTENCE = 'We bake at four and open at seven, and the door stays open. ';

const quantile = (values: readonly number[], share: number): number =>
  Math.round(
    ([...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0) *
      10,
  ) / 10;

/**
 * Runs in the page. Each round deletes the last letter of a word that a rule finds, types it again, and waits for the frame after the
 * underline appears.
 */
function measure(rounds: number): Promise<number[]> {
  const box = document.querySelector('#box') as HTMLElement;
  const count = (): number => CSS.highlights.get('softsell-other')?.size ?? 0;
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const until = async (wanted: number): Promise<void> => {
    while (count() !== wanted) await frame();
  };
  const round = async (): Promise<number> => {
    document.execCommand('delete');
    await until(0);
    const start = performance.now();
    document.execCommand('insertText', false, 'e');
    await until(1);
    await frame();
    return performance.now() - start;
  };
  box.focus();
  const times: number[] = [];
  const run = async (): Promise<number[]> => {
    for (let number = 0; number < rounds; number += 1) times.push(await round());
    return times;
  };
  return run();
}

/** Runs in the page. Returns the median length of the frame after a letter, with our reading and painting and the page's layout. */
function cost(): Promise<number> {
  const box = document.querySelector('#box') as HTMLElement;
  box.focus();
  const letter = (): Promise<number> =>
    new Promise((resolve) => {
      document.execCommand('insertText', false, 'a');
      requestAnimationFrame(() => {
        const start = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - start);
        port2.postMessage(0);
      });
    });
  const run = async (): Promise<number> => {
    const times: number[] = [];
    for (let number = 0; number < 60; number += 1) times.push(await letter());
    return times.sort((a, b) => a - b)[30] ?? 0;
  };
  return run();
}

async function prepared(browser: { open(path: string): Promise<Tab> }, length: number): Promise<Tab> {
  const tab = await browser.open('harm/hostile.html');
  const text = `${SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length - 12)} We utilise`;
  await tab.run((content) => {
    document.querySelector('#area')?.remove();
    const box = document.querySelector('#box') as HTMLElement;
    box.textContent = content;
    box.focus();
    getSelection()?.selectAllChildren(box);
    getSelection()?.collapseToEnd();
    // Only underlines near the part of the box that is in sight are painted.
    box.scrollIntoView({ block: 'end' });
  }, text);
  await tab.underlined(['utilise']);
  return tab;
}

for (const length of [280, 3000]) {
  test(`keystroke to underline, ${length} characters`, async ({ subject, engine }) => {
    const tab = await prepared(subject, length);
    const times = (await tab.run(measure, ROUNDS)).map((time) => time - DEBOUNCE_MS);
    const keystroke = await tab.run(cost);
    console.log(
      JSON.stringify({
        browser: engine,
        characters: length,
        median_ms: quantile(times, 0.5),
        p95_ms: quantile(times, 0.95),
        frame_ms: quantile([keystroke], 0.5),
      }),
    );
    await tab.close();
  });
}
