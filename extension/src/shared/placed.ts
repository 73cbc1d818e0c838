import type { Finding, Fix } from './api.ts';

/** A finding in the text as it is now. */
export interface Placed {
  readonly id: number;
  readonly finding: Finding;
  /** Null for the whole draft. */
  readonly span: { readonly start: number; readonly end: number } | null;
  readonly fixes: readonly Fix[];
}
