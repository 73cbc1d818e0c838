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

/** Draws the charts in `report`, an element or the document, until `signal` aborts. */
export function drawCharts(report: ParentNode, data: ChartData, signal?: AbortSignal): void {
  drawAll(report, data);
  let width = document.body.clientWidth;
  const observer = new ResizeObserver(() => {
    if (document.body.clientWidth === width) return;
    width = document.body.clientWidth;
    drawAll(report, data);
  });
  observer.observe(document.body);
  signal?.addEventListener('abort', () => observer.disconnect());
}
