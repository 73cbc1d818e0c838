/**
 * From the wheel to the first underline, as a new user without git, make or Node. Prints every command, click and dialog, and the seconds.
 * Run it with `npm run first-underline` after `make wheel`; SOFTSELL_WHEEL names another wheel. It needs uv.
 */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { Firefox } from '../support/firefox.ts';
import { Chromium } from '../support/fixtures.ts';

const DIST = fileURLToPath(new URL('../../../dist/', import.meta.url));
/** All that the user's terminal finds. */
const PROGRAMS = ['uv', 'python3', 'sh', 'env', 'chromium', 'firefox-esr'];

/** What browsers leave to a person who loads the extension from its folder. */
const BY_HAND = {
  chromium: [
    'click: chrome://extensions, “Developer mode”',
    'click: “Load unpacked”',
    'dialog: choose the folder',
  ],
  firefox: ['click: about:debugging, “Load Temporary Add-on…”', 'dialog: choose manifest.json'],
};

async function findWheel(): Promise<string> {
  const named = process.env['SOFTSELL_WHEEL'];
  if (named) return named;
  const wheels = (await readdir(DIST).catch(() => [])).filter((name) => name.endsWith('.whl'));
  if (!wheels[0]) throw new Error('There is no wheel in dist/. Type “make wheel” first.');
  return join(DIST, wheels[0]);
}

async function findProgram(name: string): Promise<string> {
  const { stdout } = await promisify(execFile)('which', [name]);
  return stdout.trim();
}

test('the first underline', async () => {
  const home = await mkdtemp(join(tmpdir(), 'softsell-new-'));
  const programs = join(home, 'programs');
  await mkdir(programs);
  for (const name of PROGRAMS) await symlink(await findProgram(name), join(programs, name));
  const env = {
    HOME: home,
    LANG: 'C.UTF-8',
    PATH: [programs, join(home, '.local/bin')].join(delimiter),
    // A mirror of the package registry, where there is one.
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => /^(UV|PIP)_|_proxy$|CERT/i.test(name)),
    ),
  };
  const steps: string[] = [];
  const began = Date.now();
  const since = (start: number): string => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  const type = async (...words: string[]): Promise<string> => {
    const start = Date.now();
    const [program = '', ...rest] = words;
    const path = program === 'softsell' ? join(home, '.local/bin/softsell') : join(programs, program);
    const { stdout } = await promisify(execFile)(path, rest, { cwd: home, env });
    steps.push(`command: ${words.join(' ')} (${since(start)})`);
    return stdout;
  };

  try {
    await type('uv', 'tool', 'install', '--quiet', await findWheel());
    const said = await type('softsell', 'setup', '--no-login', '--no-wait');
    expect(said).toContain('without pairing');
    for (const engine of ['chromium', 'firefox'] as const) {
      const start = Date.now();
      // `setup` prints the folder too.
      const folder = (
        await promisify(execFile)(join(home, '.local/bin/softsell'), ['extension', engine], { env })
      ).stdout.trim();
      expect(said).toContain(folder);
      const browser =
        engine === 'firefox' ? await Firefox.launch(home, folder) : await Chromium.launch(home, folder);
      const tab = await browser.open('https://x.com/platforms/x.html');
      await tab.run(() => (document.querySelector('#box') as HTMLElement).focus());
      await tab.type('Last chance to grab a loaf!');
      await tab.underlined(['Last chance to grab']);
      steps.push(
        ...BY_HAND[engine].map((step) => `${engine}, ${step}`),
        `${engine}: underlined ${since(start)} after it was started`,
      );
      await browser.close();
    }
    steps.push(`all: ${since(began)}`);
    await type('softsell', 'setup', '--remove');
  } finally {
    console.log(steps.join('\n'));
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
});
