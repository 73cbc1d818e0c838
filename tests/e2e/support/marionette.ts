/**
 * A client for Marionette, Firefox's own remote protocol, with the parts that the tests need. Unlike other ways to drive Firefox, it
 * can install the unsigned extension for a session, drive extension pages, and look into closed shadow roots.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_MS = 60_000;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

function firefoxPath(): string {
  const found = [process.env['FIREFOX_PATH'], '/usr/bin/firefox-esr', '/usr/bin/firefox'];
  const path = found.find((candidate) => candidate && existsSync(candidate));
  if (!path) throw new Error('No Firefox found. Install it, or say where it is in FIREFOX_PATH.');
  return path;
}

async function connectTo(port: number): Promise<Socket> {
  const end = Date.now() + START_MS;
  for (;;) {
    try {
      return await new Promise<Socket>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket));
        socket.once('error', reject);
      });
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

export class Marionette {
  private readonly process: ChildProcess;
  private readonly socket: Socket;
  private readonly profile: string;
  private readonly waiting = new Map<number, Waiting>();
  private buffer = Buffer.alloc(0);
  private lastId = 0;
  private greeted: () => void = () => {};

  private constructor(process: ChildProcess, socket: Socket, profile: string) {
    this.process = process;
    this.socket = socket;
    this.profile = profile;
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', (error) => this.failAll(error));
    socket.on('close', () => this.failAll(new Error('Firefox went away')));
  }

  /** Starts a headless Firefox with a fresh profile and these preferences. Its user's home is the profile, unless `home` is given. */
  static async launch(
    port: number,
    preferences: Record<string, string | number | boolean>,
    home?: string,
  ): Promise<Marionette> {
    const profile = await mkdtemp(join(tmpdir(), 'softsell-firefox-'));
    const lines = Object.entries({ 'marionette.port': port, ...preferences }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    await writeFile(join(profile, 'user.js'), lines.join('\n'));
    const child = spawn(
      firefoxPath(),
      [
        '--marionette',
        '--remote-allow-system-access',
        '--headless',
        '--no-remote',
        '--profile',
        profile,
        '--width',
        '1000',
        '--height',
        '800',
      ],
      {
        stdio: 'ignore',
        env: {
          ...process.env,
          HOME: home ?? profile,
          MOZ_HEADLESS_WIDTH: '1000',
          MOZ_HEADLESS_HEIGHT: '800',
        },
      },
    );
    const marionette = new Marionette(child, await connectTo(port), profile);
    await new Promise<void>((resolve) => {
      marionette.greeted = resolve;
    });
    await marionette.send('WebDriver:NewSession', { acceptInsecureCerts: true });
    return marionette;
  }

  /** Sends a command and returns its value. Throws an error with Firefox's own message. */
  send<Answer = unknown>(command: string, parameters: Record<string, unknown> = {}): Promise<Answer> {
    this.lastId += 1;
    const id = this.lastId;
    const message = JSON.stringify([0, id, command, parameters]);
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.set(id, {
        resolve: (value) => {
          const wrapped = value as { value?: unknown } | null;
          resolve(
            (wrapped && typeof wrapped === 'object' && 'value' in wrapped
              ? wrapped.value
              : wrapped) as Answer,
          );
        },
        reject,
      });
      this.socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    await this.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => this.process.kill());
    await gone;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private failAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  /** Reads messages, which arrive as "length:json". */
  private receive(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const colon = this.buffer.indexOf(':');
      if (colon < 0) return;
      const length = Number(this.buffer.subarray(0, colon).toString());
      if (this.buffer.length < colon + 1 + length) return;
      const message: unknown = JSON.parse(this.buffer.subarray(colon + 1, colon + 1 + length).toString());
      this.buffer = this.buffer.subarray(colon + 1 + length);
      this.handle(message);
    }
  }

  private handle(message: unknown): void {
    if (!Array.isArray(message)) {
      this.greeted();
      return;
    }
    const [, id, error, result] = message as [
      number,
      number,
      { error: string; message: string } | null,
      unknown,
    ];
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) waiting?.reject(new Error(`${error.error}: ${error.message}`));
    else waiting?.resolve(result);
  }
}
