/** Draws the charts of a report on a feed where the report has room for them, and again when that changes its width. */
import { drawAnswers, drawAspect, drawPromotion, drawReturning, drawTimeline } from './charts';
import type { ChartData } from './data';

type Draw = (data: ChartData, width: number) => SVGSVGElement | HTMLElement | null;

const CHARTS: Record<string, Draw> = {
  timeline: drawTimeline,
  promotion: drawPromotion,
  known: (data, width) => drawAspect(data, width, 'known'),
  liked: (data, width) => drawAspect(data, width, 'liked'),
  trusted: (data, width) => drawAspect(data, width, 'trusted'),
  answers: drawAnswers,
  returning: drawReturning,
};

function drawAll(report: ParentNode, data: ChartData): void {
  for (const place of report.querySelectorAll<HTMLElement>('[data-chart]')) {
    const draw = CHARTS[place.dataset['chart'] ?? ''];
    const chart = draw?.(data, Math.max(280, Math.floor(place.clientWidth)));
    place.hidden = !chart;
    if (chart) place.replaceChildren(chart);
  }
}

/** Says of each table whether it goes on beyond its edge, for the style. */
function watchTables(report: ParentNode, signal?: AbortSignal): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const table = target.closest<HTMLElement>('.scroll');
      table?.classList.toggle('wide', table.scrollWidth > table.clientWidth + 1);
    }
  });
  for (const part of report.querySelectorAll('.scroll, .scroll > table')) observer.observe(part);
  signal?.addEventListener('abort', () => observer.disconnect());
}

/** Draws the charts in `report`, an element or the document, until `signal` aborts. */
export function drawCharts(report: ParentNode, data: ChartData, signal?: AbortSignal): void {
  drawAll(report, data);
  watchTables(report, signal);
  let width = document.body.clientWidth;
  const observer = new ResizeObserver(() => {
    if (document.body.clientWidth === width) return;
    width = document.body.clientWidth;
    drawAll(report, data);
  });
  observer.observe(document.body);
  signal?.addEventListener('abort', () => observer.disconnect());
}
