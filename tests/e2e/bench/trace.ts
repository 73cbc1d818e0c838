/**
 * Measures what a page's main thread does, in processor time from Chromium's own trace. Unlike the time on the clock, it hardly
 * depends on what else the machine does.
 */

import { ChromiumTab } from '../support/chromium-tab.ts';
import type { Tab } from '../support/tab.ts';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ph: string;
  /** When it began, in microseconds. */
  readonly ts: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly frames?: readonly { readonly processId?: number; readonly url?: string }[] };
  };
}

export interface Work<Answer> {
  readonly answer: Answer;
  /** What the main thread did, by the trace's names, in milliseconds of processor time. A part can lie in another; RunTask is all. */
  readonly parts: ReadonlyMap<string, number>;
  /** What it did from each frame to the next, in the same unit. */
  readonly frames: readonly number[];
}

/** Returns what the main thread of the tab's page does while `act` runs. Only for Chromium. */
export async function traced<Answer>(tab: Tab, act: () => Promise<Answer>): Promise<Work<Answer>> {
  if (!(tab instanceof ChromiumTab)) throw new Error('Only Chromium traces.');
  const { session, page } = tab;
  await page.bringToFront();
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => void events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'],
    },
  });
  const answer = await act();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return { answer, ...sum(events, page.url()) };
}

function sum(events: readonly TraceEvent[], url: string): Omit<Work<unknown>, 'answer'> {
  const pid = events
    .flatMap(({ args }) => args?.data?.frames ?? [])
    .find((frame) => frame.url === url)?.processId;
  const isMain = ({ name, args }: TraceEvent): boolean =>
    name === 'thread_name' && args?.name === 'CrRendererMain';
  const tid = events.find((event) => event.pid === pid && isMain(event))?.tid;
  const mine = events.filter((event) => event.pid === pid && event.tid === tid);
  const parts = new Map<string, number>();
  for (const { ph, name, tdur = 0 } of mine)
    if (ph === 'X') parts.set(name, (parts.get(name) ?? 0) + tdur / 1000);
  const frames: number[] = [];
  let task = 0;
  let isNew = false;
  for (const { name, ph, tdur = 0 } of mine.sort((a, b) => a.ts - b.ts)) {
    if (name === 'RunTask' && ph === 'X') {
      task = tdur / 1000;
      isNew = true;
      if (frames.length > 0) frames[frames.length - 1] = (frames.at(-1) ?? 0) + task;
    } else if (name === 'FireAnimationFrame' && isNew) {
      // This task draws a frame, so it belongs to that.
      isNew = false;
      if (frames.length > 0) frames[frames.length - 1] = (frames.at(-1) ?? 0) - task;
      frames.push(task);
    }
  }
  return { parts, frames };
}
