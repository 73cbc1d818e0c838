/** A user of their own: a home folder in which nothing of softsell is yet, and the commands that they type. */

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PACK, python } from './server.ts';

export class User {
  readonly home: string;

  private constructor(home: string) {
    this.home = home;
  }

  /** Makes a user whose settings use only the rules of the tests' own. */
  static async make(): Promise<User> {
    const user = new User(await mkdtemp(join(tmpdir(), 'softsell-user-')));
    const settings = join(user.home, '.config/softsell');
    await mkdir(settings, { recursive: true });
    await cp(PACK, join(settings, 'pack'), { recursive: true });
    await writeFile(join(settings, 'softsell.toml'), 'select = ["e2e"]\npacks = ["pack"]\n');
    return user;
  }

  /** Runs a command of softsell's, and returns what it printed. */
  async type(...words: string[]): Promise<string> {
    const { XDG_STATE_HOME, XDG_CONFIG_HOME, XDG_CACHE_HOME, ...rest } = process.env;
    const options = { cwd: this.home, env: { ...rest, HOME: this.home } };
    const { stdout, stderr } = await promisify(execFile)(python(), ['-m', 'softsell', ...words], options);
    return stdout + stderr;
  }

  /** Returns every file below the home folder except those of the browsers' own profiles. */
  async files(): Promise<string[]> {
    const found = await readdir(this.home, { recursive: true, withFileTypes: true });
    return found
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.home.length + 1))
      .filter((path) => path.includes('softsell'))
      .sort();
  }

  async dispose(): Promise<void> {
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
