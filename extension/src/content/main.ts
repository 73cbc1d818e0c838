/** The content script connects a page to the background. Session does everything inside the page. */

import type { CheckOutcome, Kept, Recent } from '../shared/api.ts';
import type { PageState, ToBackground } from '../shared/messages.ts';
import { siteOf } from './platforms/sites.ts';
import { Session } from './session/session.ts';
import { Waker } from './waker.ts';

const isAlive = (): boolean => chrome.runtime?.id !== undefined;

const waker = new Waker(() => void ask({ type: 'wake' }));

async function ask<Answer>(message: ToBackground): Promise<Answer | null> {
  if (!isAlive()) return null;
  waker.asked(Date.now());
  try {
    return (await chrome.runtime.sendMessage(message)) as Answer | null;
  } catch {
    return null; // The extension is being reloaded or removed.
  }
}

/** Returns the page's host. A frame without its own address has its parent's host. */
function readHost(): string {
  const own = globalThis.origin;
  return URL.canParse(own) ? new URL(own).hostname.replace(/^www\./, '') : location.hostname;
}

const OFFLINE: CheckOutcome = {
  ok: false,
  refusal: { reason: 'offline', message: 'softsell isn’t answering.' },
};

/**
 * Waits until the page has loaded or its person writes. Before that, a framework may still take over the markup that the server
 * sent, and it must find what it expects.
 */
function loaded(): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => {
    const stop = new AbortController();
    const done = (): void => {
      stop.abort();
      resolve();
    };
    window.addEventListener('load', done, { signal: stop.signal });
    window.addEventListener('input', (event) => event.isTrusted && done(), {
      capture: true,
      signal: stop.signal,
    });
  });
}

async function start(): Promise<void> {
  await loaded();
  const host = readHost();
  const state = await ask<PageState>({ type: 'page-state' });
  if (!state) return;
  const session = new Session(
    {
      site: siteOf(host, document),
      siteName: host,
      isAlive,
      soon: () => waker.soon(Date.now()),
      check: async (text, platform, replyTo, kind, explain) =>
        (await ask<CheckOutcome>({ type: 'check', text, platform, replyTo, kind, explain })) ?? OFFLINE,
      example: (rule) => ask<string>({ type: 'example', rule }),
      allowPhrase: (phrase) => void ask({ type: 'allow-phrase', phrase }),
      ignoreHere: (rule) => void ask({ type: 'ignore-here', rule }),
      setSeverity: (rule, severity) => void ask({ type: 'set-severity', rule, severity }),
      explain: (rule) => void ask({ type: 'open-options', rule }),
      readMore: (page) => void ask({ type: 'open-docs', page }),
      placeBadge: (place) => void ask({ type: 'place-badge', place }),
      pickPlatform: (platform) => void ask({ type: 'pick-platform', platform }),
      history: {
        recent: (platform, text) => ask<Recent>({ type: 'recent', platform, text }),
        posted: (text, platform, replyTo) => ask<Kept>({ type: 'posted', text, platform, replyTo }),
      },
    },
    state,
    { badge: true },
  );
  chrome.runtime.onMessage.addListener((message: { type?: string }) => {
    if (message.type !== 'changed') return;
    void ask<PageState>({ type: 'page-state' }).then((now) => now && session.update(now));
  });
}

// The script can be injected twice (by the manifest and after an update), and only one copy may work.
const scope = globalThis as { softsellStarted?: boolean };
if (!scope.softsellStarted) {
  scope.softsellStarted = true;
  void start();
}
