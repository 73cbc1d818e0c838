/** The pages that the benchmark measures, and what is done in each. */

import type { Tab } from '../support/tab.ts';

export const WITH_US = 'https://bsky.app/';
export const WITHOUT_US = 'https://example.org/';
const BOXES = 200;
const LONG = 19_500;

export const quantile = (values: readonly number[], share: number): number =>
  Math.round(
    ([...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0) *
      10,
  ) / 10;

/** Runs in the page. Scrolls it frame by frame, and returns how long each frame kept the page busy. */
function scrollFrames(): Promise<number[]> {
  const frame = (y: number): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const start = performance.now();
        scrollTo(0, y);
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - start);
          port2.postMessage(0);
        });
      });
    });
  const run = async (): Promise<number[]> => {
    const times: number[] = [];
    for (let number = 0; number < 150; number += 1) times.push(await frame(number * 50));
    scrollTo(0, 0);
    return times;
  };
  return run();
}

/** Runs in the page. Types letters into the focused box, and returns how long each kept the page busy until it was drawn. */
function keys(): Promise<number[]> {
  const letter = (): Promise<number> =>
    new Promise((resolve) => {
      setTimeout(() => {
        const start = performance.now();
        document.execCommand('insertText', false, 'a');
        const typed = performance.now() - start;
        requestAnimationFrame(() => {
          const drawing = performance.now();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(typed + performance.now() - drawing);
          port2.postMessage(0);
        });
      }, 30);
    });
  const run = async (): Promise<number[]> => {
    const times: number[] = [];
    for (let number = 0; number < 60; number += 1) times.push(await letter());
    return times;
  };
  return run();
}

const fillBoxes = (tab: Tab): Promise<void> =>
  tab.run((count) => {
    document.body.innerHTML = '';
    for (let number = 0; number < count; number += 1) {
      const box = document.createElement('textarea');
      box.setAttribute('aria-label', 'Post');
      box.style.cssText = 'display:block;width:500px;height:90px;margin:12px';
      box.value = `We utilise rye number ${number}. It is very unique. Crumb alert! `.repeat(4);
      document.body.append(box);
    }
    const middle = document.querySelectorAll('textarea')[3] as HTMLTextAreaElement;
    middle.focus();
    middle.setSelectionRange(middle.value.length, middle.value.length);
  }, BOXES);

const fillLong = (tab: Tab, paragraphs: number): Promise<void> =>
  tab.run(
    (length, count) => {
      document.querySelector('#area')?.remove();
      const box = document.querySelector('#box') as HTMLElement;
      const sentence = 'We utilise rye and bake at four and open at seven, and the door stays open. ';
      const each = sentence.repeat(Math.ceil(length / count / sentence.length)).slice(0, length / count);
      box.innerHTML = `<p>${each}</p>`.repeat(count);
      box.focus();
      getSelection()?.selectAllChildren(box);
      getSelection()?.collapseToEnd();
    },
    LONG,
    paragraphs,
  );

/** Waits until nothing more is found. */
export async function settle(tab: Tab, isWithUs: boolean): Promise<void> {
  if (!isWithUs) return;
  let before = -1;
  let same = 0;
  await tab.until(
    async () => (await tab.underlines()).length,
    (count) => {
      same = count === before && count > 0 ? same + 1 : 0;
      before = count;
      return same > 20;
    },
    'all findings',
  );
}

export interface Case {
  readonly name: string;
  fill(tab: Tab): Promise<void>;
  measure: () => Promise<number[]>;
}

export const CASES: readonly Case[] = [
  { name: `scrolling past ${BOXES} boxes`, fill: fillBoxes, measure: scrollFrames },
  { name: `a key among ${BOXES} boxes`, fill: fillBoxes, measure: keys },
  { name: `a key in ${LONG} characters`, fill: (tab) => fillLong(tab, 60), measure: keys },
  { name: `a key in one paragraph of ${LONG} characters`, fill: (tab) => fillLong(tab, 1), measure: keys },
];
