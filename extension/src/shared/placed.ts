import type { Finding, Fix } from './api.ts';

/** A finding at its current place in the text. */
export interface Placed {
  readonly id: number;
  readonly finding: Finding;
  /** Null for the whole draft. */
  readonly span: { readonly start: number; readonly end: number } | null;
  readonly fixes: readonly Fix[];
}
