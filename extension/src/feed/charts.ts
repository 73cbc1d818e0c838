/** The charts, as SVG by Observable Plot. Colours are the page's CSS variables, so light, dark and print follow the page. */
import * as Plot from '@observablehq/plot';
import type { ChartData, MonthData } from './data';

type Drawn = SVGSVGElement | HTMLElement | null;

const LANES = { sells: 'sell', asks: 'ask', gives: 'give', other: 'other' };
const LANE_COLOURS = {
  sell: 'var(--sell)',
  ask: 'var(--ask)',
  give: 'var(--give)',
  other: 'var(--neither)',
};
const NARROW = 520;
/** How high a number above a bar is, in percent of the height of a chart of percents. */
const LABEL_PERCENT = 10;

const shorten = (text: string, length: number) =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** A year of labels fits under a chart; on a phone half as many. */
const MOST_LABELS = 12;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Returns the first item and every so many after it. The last one is always among them, with as much room before it. */
function spread<Item>(items: readonly Item[], step: number): Item[] {
  const last = items.length - 1;
  return items.filter((_, index) => index === last || (index % step === 0 && index <= last - step));
}

/**
 * A bar for each month, with its name in the middle below it. The first name, and each January, has the year; the last its last day.
 * The last month is always named, because it may not be over.
 */
function monthAxis(months: readonly MonthData[], width: number): Plot.ScaleOptions {
  const domain = months.map(({ month }) => month);
  const step = Math.ceil(domain.length / (width < NARROW ? MOST_LABELS / 2 : MOST_LABELS));
  const shown = spread(domain, step);
  const isNarrow = width < NARROW;
  const until = new Map(months.map((each) => [each.month, each.until]));
  let year = '';
  const labels = new Map(
    shown.map((month) => {
      const [now = '', number = '1'] = month.split('-');
      const day = until.get(month);
      const name = MONTHS[Number(number) - 1] ?? '';
      const dated = !day ? name : isNarrow ? `${name}\n1–${day}` : `1–${day} ${name}`;
      const label = `${dated}${now === year ? '' : `\n${now}`}`;
      year = now;
      return [month, label];
    }),
  );
  return {
    type: 'band',
    domain,
    label: null,
    padding: 0.06,
    tickSize: 0,
    ticks: shown,
    tickFormat: (month: string) => labels.get(month) ?? '',
  };
}

/** Months under a chart of single days; on a phone only some. */
const timeAxis = (width: number, few = 4): Plot.ScaleOptions => ({
  type: 'utc',
  label: null,
  ...(width < NARROW && { ticks: few }),
});

const CHARACTER = 7.5;
/** Amounts up to this have a decimal. */
const FEW = 20;
/** What the numbers beside a chart and its edge take. */
const MARGINS = 72;

/** About how many marks an axis of amounts has. */
const TICKS = 4;

/** Numbers above bars, or below those that hang: as many as there is room for, always the last one's. */
function drawAmounts(
  bars: readonly { readonly month: string; readonly at: number; readonly amount: number }[],
  all: readonly MonthData[],
  width: number,
  dy: number,
): Plot.Markish {
  // Of a few comments, a part of one counts.
  const digits = Math.max(0, ...bars.map(({ amount }) => amount)) < FEW ? 1 : 0;
  const text = ({ amount }: { amount: number }) =>
    amount.toLocaleString('en', { maximumFractionDigits: digits });
  const widest = Math.max(0, ...bars.map((bar) => text(bar).length));
  const step = Math.ceil((widest * CHARACTER * all.length) / Math.max(1, width - MARGINS));
  const months = new Set(spread(all, step).map(({ month }) => month));
  return Plot.text(
    bars.filter(({ month }) => months.has(month)),
    { x: 'month', y: 'at', text, dy, fill: 'var(--ink)', stroke: 'var(--paper)', strokeWidth: 4 },
  );
}

function plot(width: number, label: string, options: Plot.PlotOptions): Drawn {
  const chart = Plot.plot({
    width,
    marginLeft: 46,
    marginRight: 16,
    className: 'plot',
    style: { background: 'transparent', fontSize: '12px', overflow: 'visible' },
    ...options,
  });
  const svg = chart instanceof SVGSVGElement ? chart : chart.querySelector(':scope > svg');
  svg?.setAttribute('role', 'img');
  svg?.setAttribute('aria-label', label);
  // A page whose policy allows no inline style has these rules in page.css.
  for (const style of chart.querySelectorAll('style')) style.remove();
  // An image has no parts. Plot names its groups, which have no role that may have a name.
  for (const group of svg?.querySelectorAll('g[aria-label]') ?? []) group.removeAttribute('aria-label');
  return chart as SVGSVGElement | HTMLElement;
}

/** Each post as a dot in time, in the lane of what it does. */
export function drawTimeline(data: ChartData, width: number): Drawn {
  if (!data.posts.length) return null;
  const posts = data.posts.map((post) => ({
    date: new Date(`${post.date}Z`),
    lane: LANES[post.lane],
    begins: post.begins,
  }));
  return plot(width, 'Each post in time, by what it does. The table below has the numbers.', {
    height: 170,
    marginLeft: 58,
    x: timeAxis(width),
    y: { domain: Object.values(LANES), label: null, tickSize: 0 },
    color: { domain: Object.keys(LANE_COLOURS), range: Object.values(LANE_COLOURS) },
    marks: [
      Plot.tickX(posts, { x: 'date', y: 'lane', stroke: 'lane', strokeWidth: 2, strokeOpacity: 0.65 }),
      Plot.tip(
        posts,
        Plot.pointer({ x: 'date', y: 'lane', title: (post: { begins: string }) => post.begins }),
      ),
    ],
  });
}

/** The share of posts that sell in each month, and the bound. */
export function drawPromotion(data: ChartData, width: number): Drawn {
  const months = data.months.filter((month) => month.known);
  if (months.length < 2) return null;
  const share = (month: MonthData) => (100 * month.sell) / month.known;
  const onBound = (value: number) => value < data.bound && value > data.bound - LABEL_PERCENT;
  return plot(width, `Share of posts that sell in each month, with the bound of ${data.bound} percent`, {
    height: 240,
    x: monthAxis(data.months, width),
    y: { domain: [0, 100], label: 'percent of posts that sell', grid: true },
    marks: [
      Plot.barY(months, {
        x: 'month',
        y: share,
        fill: (month: MonthData) => (share(month) > data.bound ? 'var(--sell)' : 'var(--good)'),
        title: (month: MonthData) => `${month.month}: ${month.sell} of ${month.known} posts sell`,
        tip: true,
      }),
      Plot.ruleY([data.bound], { stroke: 'var(--ink)', strokeDasharray: '4 3' }),
      drawAmounts(
        months.map((month) => ({
          month: month.month,
          // Not on the line
          at: onBound(share(month)) ? data.bound : share(month),
          amount: share(month),
        })),
        data.months,
        width,
        -7,
      ),
      Plot.ruleY([0], { stroke: 'var(--line)' }),
    ],
  });
}

type Amounts = [string, string, (month: MonthData) => number][];

function amountsOf(data: ChartData, aspect: 'known' | 'liked' | 'trusted'): [string, Amounts] {
  if (aspect === 'known') {
    return data.months.some((month) => month.seen !== null)
      ? ['times seen, per post', [['times seen', 'var(--neither)', (month) => month.seen ?? 0]]]
      : ['posts', [['posts', 'var(--neither)', (month) => month.posts]]];
  }
  if (aspect === 'liked') {
    return data.months.some((month) => month.comments !== null)
      ? ['comments', [['comments', 'var(--ask)', (month) => month.comments ?? 0]]]
      : ['posts that ask', [['posts that ask', 'var(--ask)', (month) => month.asks]]];
  }
  return [
    'for and against',
    [
      ['gives something', 'var(--give)', (month) => month.gives],
      ['replies that answer', 'var(--ask)', (month) => month.answered],
      ['questions left open', 'var(--open)', (month) => -month.open],
      ['big promises', 'var(--sell)', (month) => -month.promises],
      ['deadlines again', 'var(--sell-soft)', (month) => -month.deadlines],
    ],
  ];
}

/** What each month did for being known, liked or trusted. What counts against it hangs below the line. */
export function drawAspect(data: ChartData, width: number, aspect: 'known' | 'liked' | 'trusted'): Drawn {
  if (data.months.length < 2) return null;
  const [label, amounts] = amountsOf(data, aspect);
  const used = amounts.filter(([, , amount]) => data.months.some((month) => amount(month)));
  if (!used.length) return null;
  const rows = used.flatMap(([name, , amount]) =>
    data.months.map((month) => ({ month: month.month, name, amount: amount(month) })),
  );
  const sums = (sign: 1 | -1) =>
    data.months.flatMap(({ month }) => {
      const here = rows.filter((row) => row.month === month && row.amount * sign > 0);
      const at = here.reduce((sum, { amount }) => sum + amount, 0);
      return at === 0 ? [] : [{ month, at, amount: Math.abs(at) }];
    });
  const against = sums(-1);
  const ends = [0, ...sums(1), ...against].map((bar) => (typeof bar === 'number' ? bar : bar.at));
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  // Plot would write 0.2 of a post.
  const isFew = most - least <= TICKS && rows.every(({ amount }) => Number.isInteger(amount));
  return plot(width, `${label} in each month`, {
    height: 210,
    insetTop: 12,
    insetBottom: against.length > 0 ? 14 : 0,
    marginLeft: 56,
    x: monthAxis(data.months, width),
    y: {
      label,
      grid: true,
      ticks: isFew ? Array.from({ length: most - least + 1 }, (_, step) => least + step) : TICKS,
      // To the next tick, so that no bar reaches beyond the last one
      nice: isFew ? false : TICKS,
      tickFormat: (amount: number) => `${Math.abs(amount).toLocaleString('en')}`,
    },
    color: {
      domain: used.map(([name]) => name),
      range: used.map(([, colour]) => colour),
      legend: used.length > 1,
    },
    marks: [
      Plot.barY(rows, {
        x: 'month',
        y: 'amount',
        fill: 'name',
        title: (row: (typeof rows)[number]) =>
          `${row.month}: ${row.name} ${Math.abs(row.amount).toLocaleString('en')}`,
        tip: true,
      }),
      Plot.ruleY([0], { stroke: 'var(--ink)' }),
      drawAmounts(sums(1), data.months, width, -7),
      drawAmounts(against, data.months, width, 8),
    ],
  });
}

/** Medians of comments and shares, each with its interval. */
export function drawAnswers(data: ChartData, width: number): Drawn {
  if (!data.answers.length) return null;
  const colours: Record<string, string> = { sell: 'var(--sell)', ask: 'var(--ask)', give: 'var(--give)' };
  return plot(
    width,
    'Medians of comments and shares for posts that sell, ask or give, with 95 percent intervals',
    {
      height: 70 + 84 * new Set(data.answers.map((answer) => answer.count)).size,
      marginLeft: 46,
      marginRight: 76,
      x: { label: null, grid: true, zero: true },
      y: { domain: ['sell', 'ask', 'give'], label: null, tickSize: 0 },
      fy: { label: null, domain: [...new Set(data.answers.map((answer) => answer.count))] },
      marks: [
        Plot.ruleY(
          data.answers.filter((answer) => answer.low !== null),
          {
            fy: 'count',
            y: 'kind',
            x1: 'low',
            x2: 'high',
            stroke: (answer: { kind: string }) => colours[answer.kind],
            strokeWidth: 3,
            strokeOpacity: 0.55,
          },
        ),
        Plot.dot(data.answers, {
          fy: 'count',
          y: 'kind',
          x: 'value',
          r: 5,
          fill: (answer: { kind: string }) => colours[answer.kind],
          title: (answer: { of: number; value: number }) => `${answer.value} (median of ${answer.of} posts)`,
          tip: true,
        }),
      ],
    },
  );
}

/** When the texts that come back came. */
export function drawReturning(data: ChartData, width: number): Drawn {
  const dated = data.returning.filter((text) => text.dates.length > 1);
  if (!dated.length) return null;
  const narrow = width < NARROW;
  const label = new Map(dated.map((text, number) => [number, shorten(text.begins, 38)]));
  const rows = dated.flatMap((text, number) =>
    text.dates.map((date) => ({ number, date: new Date(`${date}Z`), begins: text.begins })),
  );
  return plot(width, 'When each of the texts that come back was posted', {
    height: 44 + (narrow ? 44 : 26) * dated.length,
    marginLeft: narrow ? 16 : 260,
    x: timeAxis(width, 3),
    y: {
      domain: dated.map((_, number) => number),
      label: null,
      tickSize: 0,
      ...(narrow ? { axis: null } : { tickFormat: (number: number) => label.get(number) ?? '' }),
    },
    marks: [
      // On a phone there is no room beside the dots
      ...(narrow
        ? [
            Plot.text([...label.keys()], {
              y: (number: number) => number,
              frameAnchor: 'left',
              textAnchor: 'start',
              dx: -8,
              dy: -14,
              fill: 'var(--ink)',
              text: (number: number) => label.get(number) ?? '',
            }),
          ]
        : []),
      Plot.dot(rows, { x: 'date', y: 'number', r: 4, fill: 'var(--sell)', fillOpacity: 0.7 }),
      Plot.tip(
        rows,
        Plot.pointer({ x: 'date', y: 'number', title: (row: { begins: string }) => row.begins }),
      ),
    ],
  });
}
