/** The messages between the extension's parts. A content script never names a server or a host, because the background knows both. */

import type { Severity } from './api.ts';
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
      readonly kind: string | null;
      readonly explain: boolean;
    }
  /** A check will follow soon. */
  | { readonly type: 'wake' }
  | { readonly type: 'page-state' }
  | { readonly type: 'recent'; readonly platform: string | null; readonly text: string }
  /** A post was sent. */
  | {
      readonly type: 'posted';
      readonly text: string;
      readonly platform: string | null;
      readonly replyTo: string | null;
    }
  | { readonly type: 'allow-phrase'; readonly phrase: string }
  | { readonly type: 'ignore-here'; readonly rule: string }
  | { readonly type: 'set-severity'; readonly rule: string; readonly severity: Severity }
  | { readonly type: 'example'; readonly rule: string }
  | { readonly type: 'place-badge'; readonly place: BadgePlace }
  | { readonly type: 'pick-platform'; readonly platform: string }
  | { readonly type: 'open-options'; readonly rule: string | null }
  | { readonly type: 'open-docs'; readonly page: string };

/** What the one button of a state does. */
export type Action =
  | 'retry'
  | 'pair'
  | 'use-port'
  | 'open-pairing'
  | 'update'
  | 'how-to-update'
  | 'open-rules';

/** Only the extension's own pages may send these. */
export type FromOwnPage =
  | { readonly type: 'status' }
  | { readonly type: 'act'; readonly action: Action }
  | { readonly type: 'unpair' }
  | { readonly type: 'open-settings' };

export const OWN_PAGE_TYPES: readonly string[] = [
  'status',
  'act',
  'unpair',
  'open-settings',
] satisfies FromOwnPage['type'][];

/**
 * - connected: all is well, or nearly so.
 * - offline: nothing answers.
 * - moved: softsell answers at another port than the one in the settings.
 * - unpaired: softsell answers, and this browser isn't connected yet.
 * - forgotten: the connection was removed on the computer.
 * - elsewhere: this browser is connected to another softsell.
 * - stranger: another program answers.
 * - pairing: the person has to allow it.
 */
export type Connection =
  | 'connected'
  | 'offline'
  | 'moved'
  | 'unpaired'
  | 'forgotten'
  | 'elsewhere'
  | 'stranger'
  | 'pairing';

/** The state of the connection, in words. */
export interface Status {
  readonly connection: Connection;
  readonly headline: string;
  readonly message: string;
  /** The code to show while pairing. The server's page shows the same one. */
  readonly code: string | null;
  /** The one thing that the person can do about it, or null if there is nothing to do. */
  readonly button: { readonly label: string; readonly action: Action } | null;
  /** Whether there is a connection that can be removed. */
  readonly removable: boolean;
}
