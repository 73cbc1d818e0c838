/** A tab in Firefox, driven by Marionette. Opening another one closes it. */

import type { Marionette } from './marionette.ts';
import { PageGone, Tab } from './tab.ts';

const KEYS: Readonly<Record<string, string>> = {
  Control: '\uE009',
  Shift: '\uE008',
  Alt: '\uE00A',
  Enter: '\uE006',
  Tab: '\uE004',
  Escape: '\uE00C',
  Backspace: '\uE003',
  Delete: '\uE017',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Home: '\uE011',
  End: '\uE010',
  Space: ' ',
};

const keyOf = (name: string): string =>
  KEYS[name] ?? (/^Key[A-Z]$/.test(name) ? name.slice(3).toLowerCase() : name);

export class FirefoxTab extends Tab {
  readonly marionette: Marionette;

  constructor(marionette: Marionette) {
    super();
    this.marionette = marionette;
  }

  override async run<Args extends unknown[], Answer>(
    code: (...args: Args) => Answer,
    ...args: Args
  ): Promise<Awaited<Answer>> {
    const given = await this.marionette.send<[Awaited<Answer>] | null>('WebDriver:ExecuteScript', {
      script: `return (async (...args) => [await (${code.toString()})(...args)])(...arguments)`,
      args,
      sandbox: null,
    });
    // Firefox answers so, without an error, where the page went away.
    if (given === null) throw new PageGone('The page went away.');
    return given[0];
  }

  override look<Answer>(look: string, ...args: unknown[]): Promise<Answer | null> {
    const script = `
      const look = ${look};
      const roots = (node) => [...node.querySelectorAll('*')].flatMap((element) => {
        const root = element.openOrClosedShadowRoot;
        if (element.localName === 'softsell-layer') return [root];
        return [...(root ? roots(root) : []), ...(element.contentDocument ? roots(element.contentDocument) : [])];
      });
      for (const root of roots(document)) {
        const answer = look(root, ...arguments);
        if (answer !== null && answer !== undefined) return answer;
      }
      return null;`;
    return this.marionette.send('WebDriver:ExecuteScript', { script, args, sandbox: 'system' });
  }

  override press(keys: string): Promise<void> {
    const held = keys.split('+').map(keyOf);
    return this.keys([
      ...held.map((value) => ({ type: 'keyDown', value })),
      ...[...held].reverse().map((value) => ({ type: 'keyUp', value })),
    ]);
  }

  override type(text: string): Promise<void> {
    return this.keys(
      [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    );
  }

  override move(x: number, y: number): Promise<void> {
    return this.pointer([{ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 }]);
  }

  override click(x: number, y: number): Promise<void> {
    return this.pointer([
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]);
  }

  override async choose(selector: string, ...paths: string[]): Promise<void> {
    // Firefox adds to the files that are there.
    const emptied = (): Promise<boolean> =>
      this.run((wanted) => {
        const field = document.querySelector<HTMLInputElement>(wanted);
        if (field) field.value = '';
        return field !== null;
      }, selector);
    await this.until(emptied, Boolean, `the field ${selector}`);
    const element = await this.marionette.send<Record<string, string>>('WebDriver:FindElement', {
      using: 'css selector',
      value: selector,
    });
    const [id] = Object.values(element);
    await this.marionette.send('WebDriver:ElementSendKeys', { id, text: paths.join('\n') });
  }

  override async screenshot(): Promise<Buffer> {
    return Buffer.from(
      await this.marionette.send<string>('WebDriver:TakeScreenshot', { full: false, hash: false }),
      'base64',
    );
  }

  override async reload(): Promise<void> {
    await this.marionette.send('WebDriver:Refresh');
  }

  override async close(): Promise<void> {
    await this.marionette.send('WebDriver:Navigate', { url: 'about:blank' });
  }

  private async keys(actions: object[]): Promise<void> {
    await this.marionette.send('WebDriver:PerformActions', {
      actions: [{ type: 'key', id: 'keyboard', actions }],
    });
  }

  private async pointer(actions: object[]): Promise<void> {
    await this.marionette.send('WebDriver:PerformActions', {
      actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
    });
  }
}
