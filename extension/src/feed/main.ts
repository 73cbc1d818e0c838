/** Draws the charts of the page that `softsell feed --format html` writes. The page holds the data, and a table behind each chart. */
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

function drawAll(data: ChartData): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-chart]')) {
    const draw = CHARTS[place.dataset['chart'] ?? ''];
    const chart = draw?.(data, Math.max(280, Math.floor(place.clientWidth)));
    place.hidden = !chart;
    if (chart) place.replaceChildren(chart);
  }
}

const holder = document.getElementById('feed-data');
if (holder?.textContent) {
  const data = JSON.parse(holder.textContent) as ChartData;
  drawAll(data);
  let width = document.body.clientWidth;
  new ResizeObserver(() => {
    if (document.body.clientWidth === width) return;
    width = document.body.clientWidth;
    drawAll(data);
  }).observe(document.body);
}
