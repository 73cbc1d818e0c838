/**
 * Puts a fix into a box as if the person had typed it, so the editor's model, its undo and the page's scripts agree.
 * We tried each way with each editor in both browsers. quirks.ts has what single editors need besides. After each change we read
 * the text back and compare it. If it isn't what we intended, we say so.
 */

import { focusBox } from '../detect/roots.ts';
import type { Field } from '../paint/mirror.ts';
import { rangeOf, readEditable } from '../read/editable.ts';
import type { Span } from '../spans/spans.ts';
import type { Replaced } from '../surface.ts';
import { quirksOf } from './quirks.ts';

const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
/** Waits for a task, because editors take over a selection in one of their own. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Whether this bundle is for Firefox. The build sets it. */
declare const FIREFOX: boolean;

type WithSelection = ShadowRoot & { getSelection?: () => Selection | null };

/** Returns the selection that holds positions in `element`, also in a shadow root. */
export function selectionOf(element: Element): Selection | null {
  const root = element.getRootNode();
  if (root instanceof ShadowRoot) {
    const own = (root as WithSelection).getSelection?.();
    if (own) return own;
  }
  return document.getSelection();
}

const MAX_READ = 200_000;
const textOf = (element: Element): string => readEditable(element, MAX_READ).text;

/** Selects the span in the page and waits until the editor has seen it. Returns null if the span doesn't read `expected`. */
async function select(element: HTMLElement, span: Span, expected: string): Promise<Range | null> {
  const reading = readEditable(element, MAX_READ);
  if (reading.text.slice(span.start, span.end) !== expected) return null;
  const range = rangeOf(reading, span.start, span.end);
  const selection = selectionOf(element);
  if (!range || !selection) return null;
  selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  await nextTask();
  const still = readEditable(element, MAX_READ);
  return still.text === reading.text ? rangeOf(still, span.start, span.end) : null;
}

function dispatchBeforeInput(element: HTMLElement, range: Range, text: string): boolean {
  const target = range.startContainer.parentElement ?? element;
  const event = new InputEvent('beforeinput', {
    inputType: text ? 'insertText' : 'deleteContentBackward',
    data: text || null,
    targetRanges: [
      new StaticRange({
        startContainer: range.startContainer,
        startOffset: range.startOffset,
        endContainer: range.endContainer,
        endOffset: range.endOffset,
      }),
    ],
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

/** Returns whether Firefox would lose a space when it types here: it takes the whole element out first. */
const isTakenWhole = ({ startContainer }: Range): boolean =>
  FIREFOX &&
  startContainer.parentElement !== null &&
  getComputedStyle(startContainer.parentElement).userSelect === 'all';

function execute(text: string): void {
  if (text) document.execCommand('insertText', false, text);
  else document.execCommand('delete');
}

/** Waits for a few frames at most until `isSo`, because editors render in a task of their own. */
async function waitUntil(isSo: () => boolean, frames = 12): Promise<boolean> {
  for (let tries = 0; tries < frames; tries += 1) {
    if (isSo()) return true;
    await nextFrame();
  }
  return isSo();
}

/** Replaces `span`, which must read `expected`, in a contenteditable. Refuses spans over several lines. */
export async function replaceInEditable(
  element: HTMLElement,
  span: Span,
  expected: string,
  wanted: string,
): Promise<Replaced> {
  const text = wanted.replace(/\s*\n\s*/g, ' ');
  if (expected.includes('\n')) return 'refused';
  const quirks = quirksOf(element);
  const before = textOf(element);
  const intended = before.slice(0, span.start) + text + before.slice(span.end);
  const read = (): string => textOf(element);
  focusBox(element);
  const selection = selectionOf(element);
  if (!selection || !(await select(element, span, expected))) return 'refused';
  await quirks.before(element, selection);
  const range = await select(element, span, expected);
  if (!range || isTakenWhole(range)) return 'refused';
  if (quirks.insert(element, text)) {
    const done = await waitUntil(() => read() === intended);
    await quirks.after(element);
    return done ? 'done' : read() === before ? 'refused' : 'differs';
  }
  const taken = dispatchBeforeInput(element, range, text);
  if (!taken) {
    const acted = await waitUntil(() => read() !== before, quirks.patience);
    if (!acted) {
      if (!(await select(element, span, expected))) return 'refused';
      execute(text);
    }
  }
  const done = await waitUntil(() => read() === intended);
  await quirks.after(element);
  if (done) return 'done';
  return read() === before ? 'refused' : 'differs';
}

/** Replaces `span`, which must read `expected`, in a textarea or input. */
export async function replaceInField(
  field: Field,
  span: Span,
  expected: string,
  wanted: string,
): Promise<Replaced> {
  const text = field instanceof HTMLInputElement ? wanted.replace(/\s*\n\s*/g, ' ') : wanted;
  const before = field.value;
  if (before.toWellFormed().slice(span.start, span.end) !== expected) return 'refused';
  const intended = before.slice(0, span.start) + text + before.slice(span.end);
  const scroll = field.scrollTop;
  field.focus({ preventScroll: true });
  field.setSelectionRange(span.start, span.end);
  await nextTask();
  if (field.selectionStart !== span.start || field.selectionEnd !== span.end || field.value !== before)
    return 'refused';
  execute(text);
  field.scrollTop = scroll;
  if (await waitUntil(() => field.value === intended)) return 'done';
  return field.value === before ? 'refused' : 'differs';
}
