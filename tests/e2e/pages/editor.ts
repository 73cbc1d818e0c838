/** What every editor page offers the tests: initial content, and the editor's own view of its text. */

/** A run of text in one style. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
}

export interface EditorUnderTest {
  /** The text as the editor's own API returns it, blocks separated by "\n", without a trailing newline. */
  text(): string;
  /** The element being edited. For some editors it's in a frame. */
  root(): HTMLElement;
  /** Where the editor's model has the caret, for editors that follow the page's selection with a delay. */
  caret?(): number | null;
  /** Empties the editor as a site does after it has posted the text. */
  clear?(): void;
}

declare global {
  interface Window {
    editor?: EditorUnderTest;
  }
}

/** One paragraph of runs from the page's address: `?runs=[{"text":"…","bold":true}]`. */
export const runs: readonly Run[] = JSON.parse(new URLSearchParams(location.search).get('runs') ?? '[]');

export const plain = runs.map((run) => run.text).join('');

export const html = `<p>${runs.map(({ text, bold }) => (bold ? `<strong>${text}</strong>` : text)).join('')}</p>`;

export const app = document.getElementById('app') as HTMLElement;

/** Tells the tests that the editor is ready. */
export function ready(editor: EditorUnderTest): void {
  window.editor = editor;
}

/** Returns the text without the newline that most editors add at the end. */
export const trimEnd = (text: string): string => text.replace(/\n+$/, '');
