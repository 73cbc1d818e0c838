/**
 * Notices without a key that the server is back, so pages that wrote in vain are checked. Looks only after a check failed, ever more
 * seldom, and gives up after an hour.
 */

import { fetchAbout } from './client.ts';
import { addComeback } from './settings.ts';

const FIRST_MS = 2000;
const LAST_MS = 20_000;
const GIVE_UP_MS = 3_600_000;
const ALARM = 'comeback';
/** The shortest that browsers allow. Timers don't survive when the browser puts the background to sleep. */
const ALARM_MINUTES = 0.5;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Starts looking for the server, or goes on looking. Call it when a check found none. */
export async function awaitComeback(): Promise<void> {
  await chrome.storage.session.set({ awaitedSince: Date.now() });
  await chrome.alarms.create(ALARM, { periodInMinutes: ALARM_MINUTES });
  if (timer === undefined) lookAfter(FIRST_MS);
}

function lookAfter(delay: number): void {
  timer = setTimeout(() => {
    void look().then((isOver) => {
      timer = undefined;
      if (!isOver) lookAfter(Math.min(delay * 1.5, LAST_MS));
    });
  }, delay);
}

/** Looks once. Returns whether there is nothing to wait for any more. */
async function look(): Promise<boolean> {
  const { awaitedSince } = await chrome.storage.session.get('awaitedSince');
  const isBack = typeof (await fetchAbout()) !== 'string';
  if (isBack && typeof awaitedSince === 'number') await addComeback();
  const isOver = isBack || typeof awaitedSince !== 'number' || Date.now() - awaitedSince > GIVE_UP_MS;
  if (isOver) {
    await chrome.storage.session.remove('awaitedSince');
    await chrome.alarms.clear(ALARM);
  }
  return isOver;
}

chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === ALARM && timer === undefined) lookAfter(0);
});
