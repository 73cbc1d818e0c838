/** The messages between the extension's parts. A content script never names a server or a host, because the background knows both. */

import type { CheckOutcome, RuleInfo } from './api.ts';
import type { BadgePlace, Command } from './settings.ts';

/** What a content script needs to know; nothing secret. */
export interface PageState {
  /** Whether softsell is on for this site. */
  readonly active: boolean;
  /** In milliseconds since the epoch. A time in the past means that softsell isn't paused. */
  readonly pausedUntil: number;
  readonly keys: Readonly<Record<Command, string>>;
  readonly badge: BadgePlace;
  /** The platform that the person picked for this site, if the site alone doesn't say. */
  readonly platform: string | null;
  /** Changes whenever something changes that affects the results. */
  readonly revision: number;
}

export type ToBackground =
  | {
      readonly type: 'check';
      readonly text: string;
      readonly platform: string | null;
      readonly replyTo: string | null;
    }
  | { readonly type: 'page-state' }
  | { readonly type: 'allow-phrase'; readonly phrase: string }
  | { readonly type: 'ignore-here'; readonly rule: string }
  | { readonly type: 'place-badge'; readonly place: BadgePlace }
  | { readonly type: 'pick-platform'; readonly platform: string }
  | { readonly type: 'open-options'; readonly rule: string | null };

/** Only the extension's own pages may send these. */
export type FromOwnPage =
  | { readonly type: 'status' }
  | { readonly type: 'pair' }
  | { readonly type: 'unpair' }
  | { readonly type: 'rules' };

export type Connection = 'connected' | 'offline' | 'unpaired' | 'stranger' | 'pairing';

export interface Status {
  readonly connection: Connection;
  /** The code to show while pairing. The server's page shows the same one. */
  readonly code: string | null;
  readonly message: string;
}

export type RulesAnswer =
  | { readonly ok: true; readonly rules: readonly RuleInfo[] }
  | { readonly ok: false; readonly message: string };

export type ToContent = { readonly type: 'page-state'; readonly state: PageState };

export type { CheckOutcome };
