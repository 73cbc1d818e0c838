/** Starts the real server for the tests, with its own state folder, settings and port. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const PACK = join(REPOSITORY, 'tests/e2e/pack');
const START_MS = 60_000;

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

export class Server {
  readonly port: number;
  private readonly folder: string;
  private process: ChildProcess | null = null;
  private firstLink = '';
  log = '';

  private constructor(port: number, folder: string) {
    this.port = port;
    this.folder = folder;
  }

  /** Starts a server and waits until it is ready. It uses these rules and packs ("e2e" is ours), or the default ones. */
  static async start(select: readonly string[]): Promise<Server> {
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
    const server = new Server(await freePort(), folder);
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

  /** Starts the server again on the same port, with the same tokens. */
  async run(): Promise<void> {
    const child = spawn(python(), ['-m', 'softsell', 'serve', '--port', String(this.port), '--no-browser'], {
      cwd: this.folder,
      env: {
        ...process.env,
        PYTHONUNBUFFERED: '1',
        XDG_STATE_HOME: join(this.folder, 'state'),
        XDG_CONFIG_HOME: join(this.folder, 'config'),
        XDG_CACHE_HOME: join(this.folder, 'cache'),
      },
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
