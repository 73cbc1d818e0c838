/** Starts the real server for the tests, with its own state folder, settings and port. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
export const PACK = join(REPOSITORY, 'tests/e2e/pack');
const START_MS = 60_000;
/** What all programs of the tests compile packs into: it's the same for all of them, and takes each some seconds. */
export const CACHE = join(tmpdir(), 'softsell-e2e-cache');

export function python(): string {
  const own = join(REPOSITORY, '.venv/bin/python');
  return process.env['SOFTSELL_PYTHON'] ?? (existsSync(own) ? own : 'python3');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Ports near the default one, where the extension looks for a server that moved. */
const NEAR = [7356, 7357, 7358, 7359, 7360, 7361, 7362, 7363, 7364];

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** What tests read of an answer. */
export interface Checked {
  readonly findings: readonly {
    readonly start: number;
    readonly end: number;
    readonly fixes: readonly { readonly worth?: Readonly<Record<string, number>> }[];
  }[];
}

export class Server {
  port: number;
  private readonly folder: string;
  private process: ChildProcess | null = null;
  private firstLink = '';
  log = '';

  private constructor(
    port: number,
    folder: string,
    private readonly more: NodeJS.ProcessEnv,
  ) {
    this.port = port;
    this.folder = folder;
  }

  /**
   * Starts a server and waits until it is ready. It uses these rules and packs ("e2e" is ours), or the default ones. `more` is for its
   * environment.
   */
  static async start(select: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'softsell-e2e-'));
    // Ban a word, so there is a "custom" pack to select.
    const chosen = [
      `select = ${JSON.stringify([...select, 'custom'])}`,
      'packs = ["pack"]',
      'ban = ["xyzzy"]',
    ];
    const settings = select.length > 0 ? chosen : [];
    // A folder's settings can only name packs inside the folder.
    await cp(PACK, join(folder, 'pack'), { recursive: true });
    await writeFile(join(folder, 'softsell.toml'), `${settings.join('\n')}\n`);
    const server = new Server(await freePort(), folder, more);
    await server.run();
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Returns the single-use link to the playground that the server printed. */
  get link(): string {
    return this.firstLink;
  }

  /** The environment of its user, with folders of its own. */
  get environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PYTHONUNBUFFERED: '1',
      XDG_STATE_HOME: join(this.folder, 'state'),
      XDG_CONFIG_HOME: join(this.folder, 'config'),
      SOFTSELL_CACHE_DIR: CACHE,
      ...this.more,
    };
  }

  /** Runs a command of its user's, such as `pair revoke`. */
  async command(...words: string[]): Promise<string> {
    const options = { cwd: this.folder, env: this.environment };
    return (await promisify(execFile)(python(), ['-m', 'softsell', ...words], options)).stdout;
  }

  /** Checks a draft as a program of the user's does. */
  async check(draft: Record<string, unknown>): Promise<Checked> {
    return (await this.post('/v1/check', draft)) as Checked;
  }

  /** Asks the server as a program of the user's does, and returns what it answers. */
  async post(path: string, body: Record<string, unknown>): Promise<unknown> {
    const token = (await this.command('pair', '--token', 'a program of the tests')).trim();
    const answer = await fetch(`${this.address}${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json();
  }

  /** Writes the user's own settings file, which a running server reads at once. */
  async configure(settings: string): Promise<void> {
    const folder = join(this.folder, 'config/softsell');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'softsell.toml'), settings);
  }

  /** Returns the names of the files in its state folder. */
  async stateFiles(): Promise<string[]> {
    return readdir(join(this.folder, 'state/softsell'));
  }

  /** Allows a request, as `softsell pair` does after its user has compared the code. */
  async allow(code: string): Promise<void> {
    const token = (await readFile(join(this.folder, 'state/softsell/owner-token'), 'utf8')).trim();
    const answer = await fetch(`${this.address}/v1/pair/approve`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Starts the server again at another port near the default one, with the same tokens. */
  async moveNear(): Promise<void> {
    for (const port of NEAR) {
      if (!(await isFree(port))) continue;
      this.port = port;
      return this.run();
    }
    throw new Error(`No port is free among ${NEAR.join(', ')}.`);
  }

  /** Starts the server again on the same port, with the same tokens. */
  async run(): Promise<void> {
    const child = spawn(python(), ['-m', 'softsell', 'serve', '--port', String(this.port), '--no-browser'], {
      cwd: this.folder,
      env: this.environment,
    });
    this.process = child;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`The server did not start:\n${this.log}`)), START_MS);
      const hear = (chunk: Buffer): void => {
        this.log += chunk.toString();
        const link = /http:\/\/[^\s]+\/enter\?key=[\w-]+/.exec(this.log)?.[0];
        if (!link) return;
        this.firstLink = link;
        clearTimeout(late);
        resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${this.log}`)));
    });
    this.log = '';
  }

  /** Stops the server gracefully. Its state stays for `run`. */
  async stop(): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }

  async dispose(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
