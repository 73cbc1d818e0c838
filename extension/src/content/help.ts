/** Asks for what a card shows besides its finding: what each fix is worth, or an example of better words. It asks once for each. */

import type { Finding, Fix } from '../shared/api.ts';
import type { Placed } from '../shared/placed.ts';
import type { Annotator, Worth } from './annotator.ts';

export class Help {
  private readonly askExample: (rule: string) => Promise<string | null>;
  private readonly examples = new WeakMap<Finding, string | null>();
  private readonly worths = new WeakMap<Fix, readonly Worth[]>();

  /** `askExample` returns the text that a rule shows as a better one, or null. */
  constructor(askExample: (rule: string) => Promise<string | null>) {
    this.askExample = askExample;
  }

  /** Asks for what isn't known yet. Calls `arrived` each time that something is. */
  prepare(annotator: Annotator, placed: Placed, fixes: readonly Fix[], arrived: () => void): void {
    for (const fix of fixes) {
      if (this.worths.has(fix)) continue;
      this.worths.set(fix, []);
      void annotator.worthOf(fix).then((worth) => {
        this.worths.set(fix, worth);
        arrived();
      });
    }
    const { finding } = placed;
    if (placed.fixes.length > 0 || finding.positive || this.examples.has(finding)) return;
    this.examples.set(finding, null);
    void this.askExample(finding.rule).then((example) => {
      this.examples.set(finding, example);
      arrived();
    });
  }

  worthOf(fix: Fix): readonly Worth[] {
    return this.worths.get(fix) ?? [];
  }

  /** Returns an example for a finding without a fix, or null if there is none or it isn't known yet. */
  exampleFor({ finding, fixes }: Placed): string | null {
    return fixes.length > 0 || finding.positive ? null : (this.examples.get(finding) ?? null);
  }
}
