/**
 * The background answers content scripts and the extension's own pages. It trusts only the browser, never the message, about which
 * site a message comes from. It sleeps when nobody asks.
 */

import type { CheckOutcome, CheckRequest } from '../shared/api.ts';
import { type FromOwnPage, OWN_PAGE_TYPES, type PageState, type ToBackground } from '../shared/messages.ts';
import {
  engineSettings,
  listLoopbackSites,
  readSettings,
  withSeverity,
  withSite,
} from '../shared/settings.ts';
import { check, fetchExample, fetchRecent, keepPost } from './client.ts';
import { awaitComeback } from './comeback.ts';
import { connectAhead } from './native.ts';
import { unpair } from './pairing.ts';
import { changeSettings, closeStorage, loadComebacks, loadPairing, loadSettings } from './settings.ts';
import { injectEverywhere, syncSites } from './sites.ts';
import { act, openDocs, openSettings, readStatus } from './status.ts';

type Sender = chrome.runtime.MessageSender;

function hostOf(sender: Sender): string {
  const address = sender.tab?.url ?? sender.origin ?? sender.url ?? '';
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : '';
}

/** The longest host name that the history keeps. */
const MAX_SITE = 100;

const asPlatform = (value: unknown): string | null => (value ? String(value) : null);

/** Returns the origin of the page in the sender's tab. */
function originOf(sender: Sender): string {
  const address = sender.tab?.url ?? sender.url ?? '';
  return URL.canParse(address) ? new URL(address).origin : '';
}

const isOwnPage = (sender: Sender): boolean => sender.url?.startsWith(chrome.runtime.getURL('')) ?? false;

async function readPageState(host: string, origin: string): Promise<PageState> {
  const [settings, pairing, comebacks] = await Promise.all([loadSettings(), loadPairing(), loadComebacks()]);
  const site = settings.sites[host] ?? {};
  const bearing = JSON.stringify([
    engineSettings(settings, host),
    site.platform,
    pairing?.id,
    settings.server,
    comebacks,
  ]);
  return {
    // The server's own pages run softsell themselves.
    active: !site.off && origin !== settings.server,
    pausedUntil: settings.pausedUntil,
    keys: settings.keys,
    badge: site.badge ?? { offset: null, collapsed: false },
    platform: site.platform || null,
    revision: hash(bearing),
  };
}

/** Returns a number that differs when the settings differ. It isn't a secret. */
function hash(text: string): number {
  let value = 0;
  for (let index = 0; index < text.length; index += 1)
    value = (Math.imul(value, 31) + text.charCodeAt(index)) | 0;
  return value;
}

async function checkAndWatch(request: CheckRequest): Promise<CheckOutcome> {
  const outcome = await check(request);
  if (!outcome.ok && ['offline', 'stranger'].includes(outcome.refusal.reason)) await awaitComeback();
  return outcome;
}

async function answerPage(message: ToBackground, sender: Sender): Promise<unknown> {
  const host = hostOf(sender);
  switch (message.type) {
    case 'check': {
      const settings = await loadSettings();
      return checkAndWatch({
        text: String(message.text),
        settings: engineSettings(settings, host),
        ...(message.platform && { platform: String(message.platform) }),
        ...(message.replyTo && { reply_to: String(message.replyTo) }),
        ...(message.kind && { kind: String(message.kind) }),
        ...(message.explain && { explain: true }),
      });
    }
    case 'wake':
      return connectAhead();
    case 'recent':
      return fetchRecent(asPlatform(message.platform), String(message.text));
    case 'posted':
      return keepPost({
        text: String(message.text),
        platform: asPlatform(message.platform),
        site: host.slice(0, MAX_SITE),
        replyTo: message.replyTo ? String(message.replyTo) : null,
      });
    case 'page-state':
      return readPageState(host, originOf(sender));
    case 'allow-phrase':
      return changeSettings((settings) => ({
        ...settings,
        engine: {
          ...settings.engine,
          allow: [...new Set([...settings.engine.allow, String(message.phrase)])],
        },
      }));
    case 'ignore-here':
      return changeSettings((settings) =>
        withSite(settings, host, {
          ignore: [...new Set([...(settings.sites[host]?.ignore ?? []), String(message.rule)])],
        }),
      );
    case 'set-severity':
      return changeSettings((settings) => withSeverity(settings, String(message.rule), message.severity));
    case 'example':
      return fetchExample(String(message.rule));
    case 'place-badge':
      return changeSettings((settings) => withSite(settings, host, { badge: message.place }));
    case 'pick-platform':
      return changeSettings((settings) => withSite(settings, host, { platform: String(message.platform) }));
    case 'open-options':
      return openSettings(message.rule ? String(message.rule) : '');
    case 'open-docs':
      return openDocs(String(message.page));
  }
}

async function answerOwnPage(message: FromOwnPage): Promise<unknown> {
  switch (message.type) {
    case 'status':
      return readStatus();
    case 'act':
      return act(message.action);
    case 'unpair':
      return unpair();
    case 'open-settings':
      return openSettings('');
  }
}

chrome.runtime.onMessage.addListener((message: ToBackground | FromOwnPage, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return false;
  const own = OWN_PAGE_TYPES.includes(message.type);
  if (own && !isOwnPage(sender)) return false;
  const answer = own ? answerOwnPage(message as FromOwnPage) : answerPage(message as ToBackground, sender);
  answer.then(
    (value) => respond(value ?? null),
    () => respond(null),
  );
  return true;
});

/** Tells pages only that something changed. Each page asks for its own part. */
chrome.storage.onChanged.addListener((changes, area) => {
  if (area === 'sync' || !(changes['settings'] || changes['pairing'] || changes['comebacks'])) return;
  void chrome.tabs.query({}).then((tabs) => {
    for (const { id } of tabs)
      if (id !== undefined) chrome.tabs.sendMessage(id, { type: 'changed' }).catch(() => undefined);
  });
});

/** Starts and stops on pages on this computer, for which the browser tells of no new permission. */
chrome.storage.onChanged.addListener(({ settings }) => {
  if (!settings) return;
  const [before, after] = [settings.oldValue, settings.newValue].map((value) =>
    listLoopbackSites(readSettings(value)).join(' '),
  );
  if (before !== after) void syncSites().then(injectEverywhere);
});

chrome.runtime.onInstalled.addListener(() => {
  void syncSites().then(injectEverywhere);
});
chrome.permissions.onAdded.addListener(() => {
  void syncSites().then(injectEverywhere);
});
chrome.permissions.onRemoved.addListener(() => void syncSites());
void closeStorage();
