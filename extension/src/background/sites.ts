/** Registers our script for exactly the sites that the person allowed beyond those in the manifest. */

import { listLoopbackSites } from '../shared/settings.ts';
import { loadSettings } from './settings.ts';

const SCRIPT_ID = 'allowed-sites';

/** Returns the origins in the manifest. They don't need a registered script. */
function listNamedOrigins(): Set<string> {
  const manifest = chrome.runtime.getManifest();
  return new Set([
    ...(manifest.content_scripts?.flatMap(({ matches }) => matches ?? []) ?? []),
    ...(manifest.host_permissions ?? []),
  ]);
}

/** Registers our script for the origins that are allowed now, and for no others. */
export async function syncSites(): Promise<void> {
  const { origins = [] } = await chrome.permissions.getAll();
  const named = listNamedOrigins();
  const matches = [
    ...origins.filter((origin) => !named.has(origin)),
    ...listLoopbackSites(await loadSettings()),
  ];
  const registered = await chrome.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
  if (registered.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
  if (matches.length === 0) return;
  await chrome.scripting.registerContentScripts([
    {
      id: SCRIPT_ID,
      matches,
      js: ['content.js'],
      css: ['content.css'],
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: 'document_idle',
    },
  ]);
}

/** Injects our script into pages that were already open: after an install, an update or a new permission. */
export async function injectEverywhere(): Promise<void> {
  const { origins = [] } = await chrome.permissions.getAll();
  const matches = [
    ...origins.filter((origin) => !/^http:\/\/(?:127\.0\.0\.1|\[::1\])/.test(origin)),
    ...listLoopbackSites(await loadSettings()),
  ];
  if (matches.length === 0) return;
  for (const { id } of await chrome.tabs.query({ url: matches })) {
    if (id === undefined) continue;
    const target = { tabId: id, allFrames: true };
    await Promise.all([
      chrome.scripting.insertCSS({ target, files: ['content.css'] }),
      chrome.scripting.executeScript({ target, files: ['content.js'] }),
    ]).catch(() => undefined); // A tab that is loading gets the script by itself; one that is gone or off limits doesn't need it.
  }
}
