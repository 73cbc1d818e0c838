/** What the page gives the charts. `server/softsell/feed/chart_data.py` writes it. */

export interface MonthData {
  /** Year and month, such as 2026-03. */
  month: string;
  /** The day of the last post, if the month is the last one and may not be over; null otherwise. */
  until: number | null;
  posts: number;
  sell: number;
  /** Of how many posts it's known whether they sell. */
  known: number;
  /** How often a post was seen: the median. */
  seen: number | null;
  asks: number;
  comments: number | null;
  gives: number;
  answered: number;
  open: number;
  promises: number;
  deadlines: number;
}

export interface AnswerData {
  /** Posts that sell, ask or give. */
  kind: string;
  /** Comments or shares. */
  count: string;
  value: number;
  low: number | null;
  high: number | null;
  of: number;
}

export interface PostData {
  /** ISO 8601, as the user's clock showed it. */
  date: string;
  lane: 'sells' | 'asks' | 'gives' | 'other';
  begins: string;
}

export interface ReturningData {
  begins: string;
  dates: string[];
}

export interface ChartData {
  /** The highest share of posts that sell, in percent. */
  bound: number;
  months: MonthData[];
  answers: AnswerData[];
  posts: PostData[];
  returning: ReturningData[];
}
