/** Says in plain words how things stand between this browser and softsell, with the one button that helps. */

import { readRulePage } from '../shared/api.ts';
import type { Action, Connection, Status } from '../shared/messages.ts';
import { readServer } from '../shared/settings.ts';
import { type About, fetchAbout, follow, listOtherServers, SENTENCES } from './client.ts';
import { isThere } from './http.ts';
import { forgetAbsence } from './native.ts';
import { pollSoon, startPairing } from './pairing.ts';
import {
  changeSettings,
  loadCommand,
  loadPairing,
  loadPending,
  loadSettings,
  type PendingPairing,
} from './settings.ts';

declare const FIREFOX: boolean;

const HEADLINES: Readonly<Record<Connection, string>> = {
  connected: 'Connected',
  offline: 'softsell isn’t running',
  moved: 'softsell is at another port',
  unpaired: 'Not connected yet',
  forgotten: 'The connection was removed',
  elsewhere: 'Connected to another softsell',
  stranger: 'Stopped, to be safe',
  pairing: 'Waiting for you',
};

const RETRY = { label: 'Try again', action: 'retry' } as const;
const CONNECT = { label: 'Connect', action: 'pair' } as const;

function describe(
  connection: Connection,
  message: string,
  button: Status['button'],
  more: Partial<Status> = {},
): Status {
  return {
    connection,
    headline: HEADLINES[connection],
    message,
    code: null,
    button,
    removable: false,
    ...more,
  };
}

async function describePairing({ code, page }: PendingPairing): Promise<Status> {
  const command = await loadCommand();
  const messages = {
    open: 'softsell opened a page in your browser. If it shows this code, press Allow there.',
    opening: 'softsell is opening a page in your browser. If it shows this code, press Allow there.',
    none: `Open softsell’s page. If it shows this code, press Allow there. You can also type “${command} pair” in a terminal.`,
  };
  const button = page === 'open' ? null : ({ label: 'Open the page', action: 'open-pairing' } as const);
  return describe('pairing', messages[page], button, { code });
}

const portOf = (server: string): string => new URL(server).port || '80';

async function describeUnpaired(server: string): Promise<Status> {
  if (await isThere(server))
    return describe(
      'unpaired',
      'softsell is running. If you connect, this extension passes it what you write in posts, and the message that you answer. Nothing leaves this computer.',
      CONNECT,
    );
  const moved = await findUnproven(server);
  return moved
    ? describe(
        'moved',
        `softsell answers at port ${portOf(moved)}. This browser looks for it at port ${portOf(server)}.`,
        { label: `Use port ${portOf(moved)}`, action: 'use-port' },
      )
    : describeOffline(server);
}

async function describeOffline(server: string): Promise<Status> {
  return describe(
    'offline',
    `Nothing answers at port ${portOf(server)} on this computer. To start softsell, type “${await loadCommand()} serve” in a terminal.`,
    RETRY,
  );
}

/** Returns where something calls itself softsell, if it isn't at `server`. */
async function findUnproven(server: string): Promise<string | undefined> {
  const others = listOtherServers(server, null);
  const there = await Promise.all(others.map(isThere));
  return others[there.indexOf(true)];
}

function describeConnected({ notice, hasProblems }: About, removable: boolean): Status {
  if (notice === 'update-client')
    return describe(
      'connected',
      'This extension is older than softsell on this computer.',
      { label: 'Update the extension', action: 'update' },
      { removable },
    );
  if (notice === 'update-server')
    return describe(
      'connected',
      'softsell on this computer is older than this extension.',
      { label: 'How to update it', action: 'how-to-update' },
      { removable },
    );
  if (hasProblems)
    return describe(
      'connected',
      'A rule file has a mistake, so softsell keeps using its last good version.',
      { label: 'See the mistake', action: 'open-rules' },
      { removable },
    );
  return describe('connected', 'Nothing you write leaves this computer.', null, { removable });
}

/** Asks the server for the current state of the connection. */
export async function readStatus(): Promise<Status> {
  const [{ server }, pairing, pending] = await Promise.all([loadSettings(), loadPairing(), loadPending()]);
  if (pending?.server === server) {
    pollSoon(pending);
    return describePairing(pending);
  }
  const about = await fetchAbout();
  if (typeof about !== 'string') return describeConnected(about, pairing !== null);
  if (!pairing) return describeUnpaired(server);
  switch (about) {
    case 'stranger':
      return describe(
        'stranger',
        `${SENTENCES.stranger} It uses port ${portOf(server)}. Stop that program and start softsell.`,
        RETRY,
        { removable: true },
      );
    case 'forgotten':
      return pairing.server === server
        ? describe(
            'forgotten',
            'softsell is running, but the connection with this browser was removed there. Nothing was sent.',
            CONNECT,
          )
        : describe(
            'elsewhere',
            `This browser is connected to the softsell at port ${portOf(pairing.server)}. The one at port ${portOf(server)} doesn’t know it.`,
            CONNECT,
            { removable: true },
          );
    default:
      return describeOffline(server);
  }
}

/** Opens one of the server's own pages. A connected server says itself where it is. */
async function openTab(path: string): Promise<void> {
  const [{ server }, about] = await Promise.all([loadSettings(), fetchAbout()]);
  const place = typeof about === 'string' ? null : readServer(`http://${about.address}`);
  await chrome.tabs.create({ url: `${place ?? server}${path}` });
}

/** Opens the page with all settings, at a rule if one is named. Opens the browser's own settings if there is no server to show it. */
export async function openSettings(rule: string): Promise<void> {
  if (typeof (await fetchAbout()) === 'string') await chrome.runtime.openOptionsPage();
  else await openTab(`/#settings${rule ? `/${encodeURIComponent(rule)}` : ''}`);
}

/** Opens a rule's page in the documentation. */
export async function openDocs(page: string): Promise<void> {
  const path = readRulePage(page);
  if (path) await openTab(path);
}

/** Does what the button of a state promises, and returns the state after it. */
export async function act(action: Action): Promise<Status> {
  switch (action) {
    case 'pair': {
      const failure = await startPairing();
      if (failure) return describe('unpaired', failure, CONNECT);
      break;
    }
    case 'use-port': {
      const [{ server }, pairing] = await Promise.all([loadSettings(), loadPairing()]);
      const moved = (pairing && (await follow(pairing, server))) ?? (await findUnproven(server));
      if (moved) await changeSettings((settings) => ({ ...settings, server: moved }));
      break;
    }
    case 'open-pairing':
      await openTab('/pair');
      break;
    case 'how-to-update':
      await openTab('/#browser');
      break;
    case 'open-rules':
      await openTab('/#rules');
      break;
    case 'update':
      // A store gives the newer version; a folder on this computer already holds it.
      if (!FIREFOX) await chrome.runtime.requestUpdateCheck().catch(() => undefined);
      chrome.runtime.reload();
      break;
    case 'retry':
      forgetAbsence();
      break;
  }
  return readStatus();
}
