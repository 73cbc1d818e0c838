/** What the extension's parts say to each other. A content script never names a server or a host: the background knows both. */

import type { CheckOutcome, RuleInfo } from './api.ts';
import type { BadgePlace, Command } from './settings.ts';

/** What a content script needs to know; nothing secret. */
export interface PageState {
  /** Whether the person left this site on. */
  readonly active: boolean;
  /** Milliseconds since the epoch; in the past when nothing is paused. */
  readonly pausedUntil: number;
  readonly keys: Readonly<Record<Command, string>>;
  readonly badge: BadgePlace;
  /** Platform picked by the person for this site, where the site alone does not say. */
  readonly platform: string | null;
  /** Changes whenever something that bears on results did. */
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
  /** Shown while pairing; the server's page shows the same. */
  readonly code: string | null;
  readonly message: string;
}

export type RulesAnswer =
  | { readonly ok: true; readonly rules: readonly RuleInfo[] }
  | { readonly ok: false; readonly message: string };

export type ToContent = { readonly type: 'page-state'; readonly state: PageState };

export type { CheckOutcome };
