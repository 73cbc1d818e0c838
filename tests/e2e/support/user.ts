/** A user of their own: a home folder in which nothing of softsell is yet, and the commands that they type. */

import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE, PACK, python } from './server.ts';

export class User {
  readonly home: string;

  private constructor(home: string) {
    this.home = home;
  }

  /** Where the server that `serve` started answers. */
  address = '';

  /** Makes a user with these settings. By default they use only the rules of the tests' own. */
  static async make(settings = 'select = ["e2e"]\npacks = ["pack"]\n'): Promise<User> {
    const user = new User(await mkdtemp(join(tmpdir(), 'softsell-user-')));
    const folder = join(user.home, '.config/softsell');
    await mkdir(folder, { recursive: true });
    await cp(PACK, join(folder, 'pack'), { recursive: true });
    await writeFile(join(folder, 'softsell.toml'), settings);
    return user;
  }

  /** Runs a command of softsell's, and returns what it printed. */
  async type(...words: string[]): Promise<string> {
    const options = { cwd: this.home, env: this.environment() };
    const { stdout, stderr } = await promisify(execFile)(python(), ['-m', 'softsell', ...words], options);
    return stdout + stderr;
  }

  /** Starts a server at any free port, in the home folder, and waits until it's ready. `setup --remove` stops it. */
  async serve(): Promise<void> {
    await writeFile(join(this.home, 'post.txt'), 'We utilize rye.\n');
    const child = spawn(python(), ['-m', 'softsell', 'serve', '--port', '0', '--no-browser'], {
      cwd: this.home,
      env: { ...this.environment(), PYTHONUNBUFFERED: '1' },
    });
    this.address = await new Promise<string>((resolve, reject) => {
      let log = '';
      const hear = (chunk: Buffer): void => {
        log += chunk.toString();
        const found = /running at (http:\/\/[^\s]+)\. /.exec(log)?.[1];
        if (found) resolve(found);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', () => reject(new Error(log)));
    });
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

  private environment(): NodeJS.ProcessEnv {
    const { XDG_STATE_HOME, XDG_CONFIG_HOME, XDG_CACHE_HOME, ...rest } = process.env;
    return { ...rest, HOME: this.home, SOFTSELL_CACHE_DIR: CACHE };
  }

  async dispose(): Promise<void> {
    if (this.address) await this.type('setup', '--remove');
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
