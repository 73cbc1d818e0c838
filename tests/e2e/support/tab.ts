/** Tab is one page in either browser. Tests use it to run code, press keys, move the mouse, and read what softsell shows. */

import { readPng } from './png.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Underline {
  readonly kind: string;
  readonly text: string;
  /** Where it is in its document's viewport. */
  readonly rects: readonly Place[];
}

/** On a machine that is busy with other things, what takes a second elsewhere takes many. */
const PATIENCE_MS = 40_000;
const BETWEEN_LOOKS_MS = 25;

/** The page went away, to another or to itself again, before it could answer. */
export class PageGone extends Error {}

export abstract class Tab {
  /** Runs a function in the page's own world. It must not use anything from outside. Throws PageGone if the page goes away first. */
  abstract run<Args extends unknown[], Answer>(
    code: (...args: Args) => Answer,
    ...args: Args
  ): Promise<Awaited<Answer>>;
  /**
   * Runs `look`, the source of a function that takes a closed root and `args`, in each of our closed roots. Returns the first
   * answer that isn't null.
   */
  abstract look<Answer>(look: string, ...args: unknown[]): Promise<Answer | null>;
  /** Presses keys, using Playwright's names ("Control+z"). */
  abstract press(keys: string): Promise<void>;
  abstract type(text: string): Promise<void>;
  abstract move(x: number, y: number): Promise<void>;
  abstract click(x: number, y: number): Promise<void>;
  /** Chooses files in a field for files, in place of those in it. */
  abstract choose(selector: string, ...paths: string[]): Promise<void>;
  abstract screenshot(): Promise<Buffer>;
  /** Loads the page again, and waits until it's there. */
  abstract reload(): Promise<void>;
  abstract close(): Promise<void>;

  /** Asks again until `satisfies` accepts the answer, instead of waiting a fixed time. A page may go away meanwhile. */
  async until<Answer>(
    ask: () => Promise<Answer>,
    satisfies: (answer: Answer) => boolean,
    what: string,
  ): Promise<Answer> {
    const end = Date.now() + PATIENCE_MS;
    let seen = 'a page that went away';
    for (;;) {
      try {
        const answer = await ask();
        if (satisfies(answer)) return answer;
        seen = JSON.stringify(answer);
      } catch (error) {
        if (!(error instanceof PageGone)) throw error;
      }
      if (Date.now() > end) throw new Error(`Waited in vain for ${what}; last seen: ${seen}`);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
    }
  }

  /** Returns where our visible element with this selector and text is, in its document's viewport. */
  place(selector: string, text = ''): Promise<Place | null> {
    return this.look<Place>(
      `(root, selector, text) => {
        for (const element of root.querySelectorAll(selector)) {
          if (!element.checkVisibility({ visibilityProperty: true }) || !element.textContent.includes(text)) continue;
          const { x, y, width, height } = element.getBoundingClientRect();
          return { x, y, width, height };
        }
        return null;
      }`,
      selector,
      text,
    );
  }

  async shown(selector: string, text = ''): Promise<Place> {
    return (await this.until(
      () => this.place(selector, text),
      (place) => place !== null,
      `${selector} “${text}”`,
    )) as Place;
  }

  async gone(selector: string): Promise<void> {
    await this.until(
      () => this.place(selector),
      (place) => place === null,
      `${selector} to go`,
    );
  }

  /** Returns the text of one of our visible elements. */
  said(selector: string): Promise<string | null> {
    return this.look<string>(
      '(root, selector) => [...root.querySelectorAll(selector)].find((one) => one.checkVisibility())?.textContent ?? null',
      selector,
    );
  }

  /** Waits until one of our visible elements says this. What has just opened may still say what was so before the last key. */
  async says(selector: string, wanted: string | RegExp): Promise<string> {
    return (await this.until(
      () => this.said(selector),
      (said) => said !== null && (typeof wanted === 'string' ? said.includes(wanted) : wanted.test(said)),
      `${selector} to say “${wanted}”`,
    )) as string;
  }

  /** Returns where something is once it stays there. What has just opened or changed may still move. */
  async steady<Where>(find: () => Promise<Where | null>, what: string): Promise<Where> {
    let before = '';
    return (await this.until(
      async () => {
        // A busy browser may draw nothing between two looks. A page behind another draws nothing at all.
        await this.run(() => (document.hidden ? null : new Promise(requestAnimationFrame)));
        return find();
      },
      (found) => {
        const now = JSON.stringify(found);
        const stays = found !== null && now === before;
        before = now;
        return stays;
      },
      `${what}, in one place`,
    )) as Where;
  }

  /** Returns where one of our visible elements is, once it stays there. */
  settled(selector: string, text = ''): Promise<Place> {
    return this.steady(() => this.place(selector, text), `${selector} “${text}”`);
  }

  /** Presses one of our elements with the mouse. `origin` is where its document begins. */
  async pressOurs(selector: string, text = '', origin = { x: 0, y: 0 }): Promise<void> {
    const { x, y, width, height } = await this.settled(selector, text);
    await this.click(origin.x + x + width / 2, origin.y + y + height / 2);
  }

  /** Returns all underlines in the document of the editor under test, or in the page, and those of textareas. */
  async underlines(): Promise<Underline[]> {
    const painted = await this.run(() => {
      const view = (window.editor?.root().ownerDocument.defaultView ?? window) as Window & typeof globalThis;
      return [...view.CSS.highlights].flatMap(([name, highlight]) => {
        if (!name.startsWith('softsell-') || name === 'softsell-current') return [];
        return [...highlight].map((range) => ({
          kind: name.slice('softsell-'.length),
          text: range.toString(),
          rects: [...(range as Range).getClientRects()].map(({ x, y, width, height }) => ({
            x,
            y,
            width,
            height,
          })),
        }));
      });
    });
    const copied = await this.look<Underline[]>(
      `(root) => {
        const found = [];
        for (const copy of root.querySelectorAll('[data-copy]')) {
          if (!copy.checkVisibility()) continue;
          const own = new Map();
          for (const mark of copy.querySelectorAll('[class^="softsell-"]')) {
            const kind = mark.classList[0].slice('softsell-'.length);
            const one = own.get(mark.dataset.mark) ?? { kind, text: '', rects: [] };
            one.text += mark.textContent;
            for (const { x, y, width, height } of mark.getClientRects()) one.rects.push({ x, y, width, height });
            own.set(mark.dataset.mark, one);
          }
          found.push(...own.values());
        }
        return found.length > 0 ? found : null;
      }`,
    );
    return [...painted, ...(copied ?? [])];
  }

  /** Waits until exactly these texts are underlined. */
  async underlined(texts: readonly string[]): Promise<void> {
    const wanted = JSON.stringify([...texts].sort());
    const look = async (): Promise<string> =>
      JSON.stringify((await this.underlines()).map(({ text }) => text).sort());
    await this.until(look, (found) => found === wanted, `the underlines ${wanted}`).catch(
      async (error: Error) => {
        const badge = await this.look<string>(
          '(root) => root.querySelector(".pill")?.getAttribute("aria-label") ?? null',
        );
        throw new Error(`${error.message}; the badge says “${badge}”`);
      },
    );
  }

  /** Returns where a field really draws a part of its value. The browser selects the text, and a screenshot shows where. */
  async selectedArea(selector: string, text: string): Promise<Place> {
    await this.run(
      (wanted, phrase) => {
        const style = document.createElement('style');
        style.textContent = '::selection { background: rgb(255 0 255); color: rgb(255 0 255) }';
        document.head.append(style);
        const field = document.querySelector(wanted) as HTMLTextAreaElement;
        field.setSelectionRange(field.value.indexOf(phrase), field.value.indexOf(phrase) + phrase.length);
      },
      selector,
      text,
    );
    return this.until(
      () => this.magentaArea(),
      ({ width }) => width > 0,
      `the selection of “${text}” to be drawn`,
    );
  }

  /** Returns the rectangle around everything that is drawn in pure magenta. */
  async magentaArea(): Promise<Place> {
    return magenta(await this.screenshot());
  }

  /** Returns how many pixels near the foot of a rectangle have the green of an underline of the tests' rules. */
  async inked({ x, y, width, height }: Place): Promise<number> {
    const picture = readPng(await this.screenshot());
    let count = 0;
    for (let row = Math.floor(y + height * 0.6); row < y + height + 1; row += 1) {
      for (let column = Math.floor(x); column < x + width; column += 1) {
        if (row >= picture.height || column >= picture.width) continue;
        const [red, green, blue] = picture.at(column, row);
        if (Math.abs(red - 0x1f) + Math.abs(green - 0x94) + Math.abs(blue - 0x76) < 60) count += 1;
      }
    }
    return count;
  }

  /** Returns where the editor's document begins in the tab. It isn't 0 for an editor in a frame. */
  origin(): Promise<{ x: number; y: number }> {
    return this.run(() => {
      const frame = window.editor?.root().ownerDocument.defaultView?.frameElement;
      const rect = frame?.getBoundingClientRect();
      return { x: (rect?.x ?? 0) + (frame?.clientLeft ?? 0), y: (rect?.y ?? 0) + (frame?.clientTop ?? 0) };
    });
  }

  /** Rests the pointer on an underlined text until its card opens. */
  async pointAt(text: string): Promise<void> {
    const origin = await this.origin();
    const look = async (): Promise<Place | null> =>
      (await this.underlines()).find((underline) => underline.text === text)?.rects[0] ?? null;
    const rect = await this.steady(look, `“${text}”, underlined`);
    await this.move(origin.x + rect.x + rect.width / 2 - 2, origin.y + rect.y + rect.height / 2);
    await this.move(origin.x + rect.x + rect.width / 2, origin.y + rect.y + rect.height / 2);
    await this.shown('.card');
  }
}

/** Returns the rectangle around all pixels of pure magenta. */
function magenta(file: Buffer): Place {
  const picture = readPng(file);
  let [left, top, right, bottom] = [picture.width, picture.height, -1, -1];
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const [red, green, blue] = picture.at(x, y);
      if (red < 250 || green > 5 || blue < 250) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return { x: left, y: top, width: Math.max(0, right - left + 1), height: Math.max(0, bottom - top + 1) };
}
