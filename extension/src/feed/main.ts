/** Draws the charts of the page that `softsell feed --format html` writes. The page holds the data, and a table behind each chart. */
import type { ChartData } from './data';
import { drawCharts } from './draw';

const holder = document.getElementById('feed-data');
if (holder?.textContent) drawCharts(document, JSON.parse(holder.textContent) as ChartData);
