/**
 * Measures what softsell costs a page: frames while it scrolls and keys, with 200 filled boxes and with a long post. Each is measured
 * on a site where softsell works and on one where it doesn't. Prints one line of JSON for each. `cpu_ms` is the processor time of
 * the page's main thread for a frame or a key, with everything that follows from it, such as the check, and `frame_cpu_p95_ms` that
 * of its busy frames; only Chromium says them.
 */

import { test } from '../support/fixtures.ts';
import type { Tab } from '../support/tab.ts';
import { CASES, quantile, settle, WITH_US, WITHOUT_US } from './cases.ts';
import { traced } from './trace.ts';

/** How often each page is measured. They take turns, so whatever else the machine does is fair to both. */
const ROUNDS = 3;
/** Set to a number of milliseconds, it also prints the parts of the trace that take longer. */
const PARTS = Number(process.env['BENCH_PARTS'] ?? Number.POSITIVE_INFINITY);

interface Page {
  readonly tab: Tab;
  readonly times: number[];
  readonly work: Map<string, number>;
  readonly frames: number[];
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

for (const { name, fill, measure } of CASES) {
  test(name, async ({ subject, engine }) => {
    const pages: Record<string, Page> = {};
    for (const [which, site] of Object.entries({ without: WITHOUT_US, with: WITH_US })) {
      const tab = await subject.open(`${site}harm/hostile.html`);
      await fill(tab);
      await settle(tab, site === WITH_US);
      pages[which] = { tab, times: [], work: new Map(), frames: [] };
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { tab, times, work, frames } of Object.values(pages)) {
        const run = (): Promise<number[]> => tab.run(measure);
        if (engine !== 'chromium') {
          times.push(...(await run()));
          continue;
        }
        const { answer, parts, frames: drawn } = await traced(tab, run);
        times.push(...answer);
        frames.push(...drawn);
        for (const [part, took] of parts) work.set(part, (work.get(part) ?? 0) + took);
      }
    }
    const figures: Record<string, number> = {};
    for (const [which, { tab, times, work, frames }] of Object.entries(pages)) {
      figures[`${which}_p50_ms`] = quantile(times, 0.5);
      figures[`${which}_p95_ms`] = quantile(times, 0.95);
      if (frames.length > 0) figures[`${which}_frame_cpu_p95_ms`] = quantile(frames, 0.95);
      for (const [part, took] of work) {
        const each = took / times.length;
        if (part === 'RunTask') figures[`${which}_cpu_ms`] = rounded(each);
        else if (each >= PARTS) figures[`${which}_${part}_ms`] = rounded(each);
      }
      await tab.close();
    }
    console.log(JSON.stringify({ browser: engine, weight: name, ...figures }));
  });
}
