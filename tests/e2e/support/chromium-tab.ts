/** A tab in Chromium, driven by Playwright. It reads closed shadow roots through the debugging protocol. */

import type { CDPSession, Page } from '@playwright/test';
import { PageGone, Tab } from './tab.ts';

interface Node {
  readonly backendNodeId: number;
  readonly nodeName: string;
  readonly shadowRoots?: Node[];
  readonly children?: Node[];
  readonly contentDocument?: Node;
}

function* layers(node: Node): Generator<Node> {
  if (node.nodeName === 'SOFTSELL-LAYER') yield* node.shadowRoots ?? [];
  const below = [
    ...(node.children ?? []),
    ...(node.shadowRoots ?? []),
    ...(node.contentDocument ? [node.contentDocument] : []),
  ];
  for (const child of below) yield* layers(child);
}

export class ChromiumTab extends Tab {
  readonly page: Page;
  readonly session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    super();
    this.page = page;
    this.session = session;
  }

  static async of(page: Page): Promise<ChromiumTab> {
    return new ChromiumTab(page, await page.context().newCDPSession(page));
  }

  override run<Args extends unknown[], Answer>(
    code: (...args: Args) => Answer,
    ...args: Args
  ): Promise<Awaited<Answer>> {
    // Send an expression, because no policy of the page forbids it.
    return this.page
      .evaluate<Awaited<Answer>>(`(${code.toString()})(...${JSON.stringify(args)})`)
      .catch((error: Error) => {
        throw error.message.includes('context was destroyed') ? new PageGone(error.message) : error;
      });
  }

  override async look<Answer>(look: string, ...args: unknown[]): Promise<Answer | null> {
    const { root } = (await this.session.send('DOM.getDocument', { depth: -1, pierce: true })) as unknown as {
      root: Node;
    };
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

  override press(keys: string): Promise<void> {
    return this.page.keyboard.press(keys);
  }

  override type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  override move(x: number, y: number): Promise<void> {
    return this.page.mouse.move(x, y);
  }

  override click(x: number, y: number): Promise<void> {
    return this.page.mouse.click(x, y);
  }

  override choose(selector: string, ...paths: string[]): Promise<void> {
    return this.page.setInputFiles(selector, paths);
  }

  override screenshot(): Promise<Buffer> {
    return this.page.screenshot();
  }

  override async reload(): Promise<void> {
    await this.page.reload();
  }

  override close(): Promise<void> {
    return this.page.close();
  }
}
