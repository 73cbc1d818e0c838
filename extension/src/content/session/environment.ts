/** What a session needs from where it runs. The extension and the playground provide it, so both run the same code. */

import type { CheckOutcome, Severity } from '../../shared/api.ts';
import type { BadgePlace } from '../../shared/settings.ts';
import type { Annotator } from '../annotator.ts';
import type { HistoryAccess } from '../history/past.ts';
import type { Site } from '../platforms/sites.ts';

export interface Environment {
  readonly site: Site;
  readonly siteName: string;
  /** Returns false once the extension was reloaded or removed, so nothing can be asked any more. */
  isAlive(): boolean;
  /** `kind` is what kind of post the person says it is, or null. `explain` asks what made the scores. */
  check(
    text: string,
    platform: string | null,
    reply: string | null,
    kind: string | null,
    explain: boolean,
  ): Promise<CheckOutcome>;
  /** Called when a check will follow after the pause in writing. */
  soon(): void;
  /** Returns a text that a rule finds nothing in, like `phrase` if possible, or null. */
  example(rule: string): Promise<string | null>;
  allowPhrase(phrase: string): void;
  ignoreHere(rule: string): void;
  setSeverity(rule: string, severity: Severity): void;
  explain(rule: string | null): void;
  /** Opens a rule's page in the documentation, by its path. */
  readMore(page: string): void;
  placeBadge(place: BadgePlace): void;
  pickPlatform(platform: string): void;
  /** The history of the posts that were sent, or null where none can be. */
  readonly history: HistoryAccess | null;
}

export interface SessionOptions {
  /** Whether to show a badge. The playground has its own panel. */
  readonly badge: boolean;
  /** Called after each change of a box. */
  readonly changed?: (annotator: Annotator) => void;
  /** Goes to the list of findings if it isn't in the badge. */
  readonly list?: () => void;
}
