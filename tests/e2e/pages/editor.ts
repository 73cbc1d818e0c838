/** What every editor page offers to the tests: content to start with, and the editor's own word for what it holds. */

/** A run of text in one style. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
}

export interface EditorUnderTest {
  /** The text as the editor's own API returns it, blocks parted by "\n", without a last newline. */
  text(): string;
  /** The element that is edited; in a frame for some. */
  root(): HTMLElement;
  /** Where the editor's model has the caret, for editors that follow the page's selection only after a while. */
  caret?(): number | null;
}

declare global {
  interface Window {
    editor?: EditorUnderTest;
  }
}

/** One paragraph of runs, from the page's address: `?runs=[{"text":"…","bold":true}]`. */
export const runs: readonly Run[] = JSON.parse(new URLSearchParams(location.search).get('runs') ?? '[]');

export const plain = runs.map((run) => run.text).join('');

export const html = `<p>${runs.map(({ text, bold }) => (bold ? `<strong>${text}</strong>` : text)).join('')}</p>`;

export const app = document.getElementById('app') as HTMLElement;

/** Lets the tests begin. */
export function ready(editor: EditorUnderTest): void {
  window.editor = editor;
}

/** Text without the newline that most editors end with. */
export const trimEnd = (text: string): string => text.replace(/\n+$/, '');
