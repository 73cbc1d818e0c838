/**
 * The background answers content scripts and the extension's own pages. It trusts only the browser, never the message, about which
 * site a message comes from. It sleeps when nobody asks.
 */

import type { FromOwnPage, PageState, ToBackground } from '../shared/messages.ts';
import { engineSettings, withSite } from '../shared/settings.ts';
import { check, fetchRules } from './client.ts';
import { readStatus, startPairing, unpair } from './pairing.ts';
import { changeSettings, closeStorage, loadPairing, loadSettings } from './settings.ts';
import { injectEverywhere, syncSites } from './sites.ts';

type Sender = chrome.runtime.MessageSender;

function hostOf(sender: Sender): string {
  const address = sender.tab?.url ?? sender.origin ?? sender.url ?? '';
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : '';
}

const isOwnPage = (sender: Sender): boolean => sender.url?.startsWith(chrome.runtime.getURL('')) ?? false;

async function readPageState(host: string): Promise<PageState> {
  const [settings, pairing] = await Promise.all([loadSettings(), loadPairing()]);
  const site = settings.sites[host] ?? {};
  const bearing = JSON.stringify([
    engineSettings(settings, host),
    site.platform,
    pairing?.id,
    settings.server,
  ]);
  return {
    active: !site.off,
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

async function answerPage(message: ToBackground, sender: Sender): Promise<unknown> {
  const host = hostOf(sender);
  switch (message.type) {
    case 'check': {
      const [settings, pairing] = await Promise.all([loadSettings(), loadPairing()]);
      return check(pairing?.server === settings.server ? pairing : null, {
        text: String(message.text),
        settings: engineSettings(settings, host),
        ...(message.platform && { platform: String(message.platform) }),
        ...(message.replyTo && { reply_to: String(message.replyTo) }),
      });
    }
    case 'page-state':
      return readPageState(host);
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
    case 'place-badge':
      return changeSettings((settings) => withSite(settings, host, { badge: message.place }));
    case 'pick-platform':
      return changeSettings((settings) => withSite(settings, host, { platform: String(message.platform) }));
    case 'open-options':
      return chrome.tabs.create({
        url: chrome.runtime.getURL(`options.html#${encodeURIComponent(message.rule ?? '')}`),
      });
  }
}

async function answerOwnPage(message: FromOwnPage): Promise<unknown> {
  switch (message.type) {
    case 'status':
      return readStatus();
    case 'pair':
      return startPairing();
    case 'unpair':
      return unpair();
    case 'rules':
      return fetchRules(await loadPairing());
  }
}

chrome.runtime.onMessage.addListener((message: ToBackground | FromOwnPage, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return false;
  const own =
    message.type === 'status' ||
    message.type === 'pair' ||
    message.type === 'unpair' ||
    message.type === 'rules';
  if (own && !isOwnPage(sender)) return false;
  const answer = own ? answerOwnPage(message) : answerPage(message, sender);
  answer.then(
    (value) => respond(value ?? null),
    () => respond(null),
  );
  return true;
});

/** Tells pages only that something changed. Each page asks for its own part. */
chrome.storage.onChanged.addListener((changes, area) => {
  if (area !== 'local' || !(changes['settings'] || changes['pairing'])) return;
  void chrome.tabs.query({}).then((tabs) => {
    for (const { id } of tabs)
      if (id !== undefined) chrome.tabs.sendMessage(id, { type: 'changed' }).catch(() => undefined);
  });
});

chrome.runtime.onInstalled.addListener(() => {
  void syncSites().then(injectEverywhere);
});
chrome.permissions.onAdded.addListener(() => {
  void syncSites().then(injectEverywhere);
});
chrome.permissions.onRemoved.addListener(() => void syncSites());
void closeStorage();
