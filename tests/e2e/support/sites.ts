/** Serves the test pages at the sites' own addresses without the network. A proxy answers every https address itself. */

import { readFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { generate } from 'selfsigned';

const PAGES = fileURLToPath(new URL('../.build/', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface Answer {
  readonly status: number;
  readonly body: Buffer | string;
  readonly headers: Record<string, string>;
}

/** Returns the page built for a path, whatever the site. */
export async function answerFor(pathname: string): Promise<Answer> {
  try {
    const body = await readFile(join(PAGES, pathname));
    return { status: 200, body, headers: { 'content-type': TYPES[extname(pathname)] ?? 'text/plain' } };
  } catch {
    return { status: 404, body: '', headers: { 'content-type': 'text/plain' } };
  }
}

async function certificate(): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: 'tests' }], { keyType: 'ec', curve: 'P-256' });
  return { key: made.private, cert: made.cert };
}

/** A proxy for Firefox, because no test library can answer for the sites there. */
export class SitesProxy {
  readonly port: number;
  private readonly servers: HttpServer[];

  private constructor(port: number, servers: HttpServer[]) {
    this.port = port;
    this.servers = servers;
  }

  static async start(): Promise<SitesProxy> {
    const secret = await certificate();
    const sites = createServer((request, response) => {
      void answerFor(new URL(request.url ?? '/', 'https://site').pathname).then(
        ({ status, body, headers }) => {
          response.writeHead(status, headers).end(body);
        },
      );
    });
    const proxy = createServer((_, response) => response.writeHead(403).end());
    proxy.on('connect', (_, socket: Socket) => {
      socket.on('error', () => socket.destroy());
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const secure = new TLSSocket(socket, { isServer: true, ...secret });
      secure.on('error', () => secure.destroy());
      sites.emit('connection', secure);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    return new SitesProxy((proxy.address() as AddressInfo).port, [sites, proxy]);
  }

  stop(): void {
    for (const server of this.servers) {
      server.close();
      server.closeAllConnections();
    }
  }
}
