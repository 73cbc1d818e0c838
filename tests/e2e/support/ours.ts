/**
 * What softsell shows in a page. Its elements live in closed shadow roots, which no page script reaches; the tests look in through the
 * browser's debugging protocol, and press by mouse like a person.
 */

import type { CDPSession, Page } from '@playwright/test';

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Node {
  readonly backendNodeId: number;
  readonly nodeName: string;
  readonly shadowRoots?: Node[];
  readonly children?: Node[];
  readonly contentDocument?: Node;
}

const POLL_MS = 25;
const PATIENCE_MS = 10_000;

function* layers(node: Node): Generator<Node> {
  if (node.nodeName === 'SOFTSELL-LAYER') yield* node.shadowRoots ?? [];
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? []), ...(node.contentDocument ? [node.contentDocument] : [])]) {
    yield* layers(child);
  }
}

export class Ours {
  private readonly page: Page;
  private readonly session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.session = session;
  }

  static async of(page: Page): Promise<Ours> {
    return new Ours(page, await page.context().newCDPSession(page));
  }

  /** Runs `look` (a function of our shadow root, as source) in each of our roots; the first answer that is not null. */
  async look<Answer>(look: string, ...args: unknown[]): Promise<Answer | null> {
    const { root } = (await this.session.send('DOM.getDocument', { depth: -1, pierce: true })) as unknown as { root: Node };
    for (const layer of layers(root)) {
      const { object } = await this.session.send('DOM.resolveNode', { backendNodeId: layer.backendNodeId });
      const { result } = await this.session.send('Runtime.callFunctionOn', {
        objectId: object.objectId as string,
        functionDeclaration: `function(...args) { return (${look})(this, ...args); }`,
        arguments: args.map((value) => ({ value })),
        returnByValue: true,
      });
      if (result.value !== null && result.value !== undefined) return result.value as Answer;
    }
    return null;
  }

  /** Asks again until the answer satisfies; no fixed wait. */
  async until<Answer>(ask: () => Promise<Answer>, satisfies: (answer: Answer) => boolean, what: string): Promise<Answer> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await ask();
      if (satisfies(answer)) return answer;
      if (Date.now() > end) throw new Error(`Waited in vain for ${what}; last seen: ${JSON.stringify(answer)}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** Where the visible element of ours is that a selector, and a text in it, names. */
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
    return (await this.until(() => this.place(selector, text), (place) => place !== null, `${selector} “${text}”`)) as Place;
  }

  async gone(selector: string): Promise<void> {
    await this.until(() => this.place(selector), (place) => place === null, `${selector} to go`);
  }

  text(selector: string): Promise<string | null> {
    return this.look<string>(
      '(root, selector) => [...root.querySelectorAll(selector)].find((one) => one.checkVisibility())?.textContent ?? null',
      selector,
    );
  }

  /** Presses it with the mouse, where it is once it stands still. */
  async press(selector: string, text = ''): Promise<void> {
    const { x, y, width, height } = await this.shown(selector, text);
    await this.page.mouse.click(x + width / 2, y + height / 2);
  }

  close(): Promise<void> {
    return this.session.detach();
  }
}
