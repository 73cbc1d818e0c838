/**
 * Builds dist/chromium, dist/firefox (with a zip of each), dist/playground and dist/feed from one source.
 * The same input gives the same bytes. Zips carry a fixed date, so anyone can check a release against its source.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, context } from 'esbuild';
import { zipSync } from 'fflate';
import { esbuildFacts } from './facts.mjs';
import { drawIcon } from './icons.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');
const watching = process.argv.includes('--watch');
const CONTENT_LIMIT = 60 * 1024;

const common = {
  absWorkingDir: here,
  bundle: true,
  format: 'iife',
  target: ['chrome125', 'firefox128'],
  charset: 'ascii',
  legalComments: 'none',
  minify: true,
  loader: { '.css': 'text' },
  plugins: [esbuildFacts],
  logLevel: 'warning',
};

const entries = {
  extension: {
    content: 'src/content/main.ts',
    background: 'src/background/main.ts',
    popup: 'src/popup/main.ts',
    options: 'src/options/main.ts',
  },
  playground: { playground: 'src/playground/main.ts' },
  feedPage: { feed: 'src/playground/feed/main.ts' },
  feed: { charts: 'src/feed/main.ts' },
};

const read = (path) => readFile(join(here, path), 'utf8');
const readJoined = async (...paths) => (await Promise.all(paths.map(read))).join('\n');

/** The fixed ids, which the server's host manifests name too. */
const { host, ...extensions } = JSON.parse(
  await readFile(join(here, '../server/softsell/web/native_messaging/extensions.json'), 'utf8'),
);

/** Reads the addresses of the sites from the table that the content script uses. */
async function readMatches() {
  const sites = join(here, 'src/content/platforms/sites.ts');
  const { outputFiles } = await build({ ...common, entryPoints: [sites], format: 'esm', write: false });
  const { MATCHES } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  );
  return MATCHES;
}

async function renderManifest(browser) {
  const { version } = JSON.parse(await read('package.json'));
  const { manifest_version, name, content_scripts, ...rest } = JSON.parse(await read('manifest.json'));
  const matches = await readMatches();
  const own =
    browser === 'firefox'
      ? {
          background: { scripts: ['background.js'] },
          browser_specific_settings: {
            gecko: {
              id: extensions.firefox.ids[0],
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['personalCommunications', 'websiteContent'] },
            },
          },
        }
      : {
          background: { service_worker: 'background.js' },
          minimum_chrome_version: '125',
          key: extensions.chromium.key,
        };
  const scripts = { content_scripts: content_scripts.map((script) => ({ matches, ...script })) };
  return `${JSON.stringify({ manifest_version, name, version, ...rest, ...scripts, ...own }, null, 2)}\n`;
}

const pageStyles = ['src/ui/tokens.css', 'src/ui/page.css', 'src/ui/connection.css'];

async function readStaticFiles(browser) {
  return {
    'manifest.json': await renderManifest(browser),
    'content.css': await read('src/content/paint/paint.css'),
    'popup.html': await read('src/popup/popup.html'),
    'popup.css': await readJoined(...pageStyles, 'src/popup/popup.css'),
    'options.html': await read('src/options/options.html'),
    'options.css': await readJoined(...pageStyles, 'src/options/options.css'),
    ...Object.fromEntries([16, 32, 48, 128].map((size) => [`icons/${size}.png`, drawIcon(size)])),
  };
}

const brand =
  '<a class="brand" href="./#write"><img src="/static/icon.png" alt="" width="28" height="28" />softsell</a>';

/** Renders one of the server's pages. They have the same head and the same links at their top. */
async function renderPage(values) {
  const page = await read('src/playground/page.html');
  return page.replace(/%(\w+)%/g, (_, name) => values[name]);
}

async function readPlaygroundFiles() {
  return {
    'index.html': await renderPage({
      name: 'playground',
      title: 'softsell',
      brand: `<h1>${brand}</h1>`,
      command: 'softsell check',
    }),
    'feed.html': await renderPage({
      name: 'feed',
      title: 'Your feed · softsell',
      brand,
      command: 'softsell feed',
    }),
    // The report looks as the page of “softsell feed” does, in the playground's colours.
    'feed.css': await readJoined(
      '../server/softsell/report/page/colours.css',
      'src/ui/tokens.css',
      '../server/softsell/feed/page.css',
      'src/playground/top.css',
      'src/playground/feed/feed.css',
    ),
    'playground.css': await readJoined(
      'src/ui/tokens.css',
      'src/ui/page.css',
      'src/ui/parts.css',
      'src/content/paint/paint.css',
      'src/playground/top.css',
      'src/playground/playground.css',
    ),
    'icon.png': drawIcon(64),
    'example-light.png': await readFile(join(here, 'screenshots/x-light.png')),
    'example-dark.png': await readFile(join(here, 'screenshots/x-dark.png')),
  };
}

async function write(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
  }
}

async function zip(folder, target) {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  const files = {};
  for (const name of names)
    files[name.replaceAll('\\', '/')] = new Uint8Array(await readFile(join(folder, name)));
  await writeFile(target, zipSync(files, { level: 9, mtime: new Date(1980, 0, 2) }));
}

async function reportSize() {
  const size = gzipSync(await readFile(join(dist, 'chromium/content.js')), { level: 9 }).length;
  console.log(`content script: ${(size / 1024).toFixed(1)} kB gzip`);
  if (size > CONTENT_LIMIT)
    throw new Error(`The content script is ${size} bytes gzipped; the limit is ${CONTENT_LIMIT}.`);
}

await rm(dist, { recursive: true, force: true });
for (const browser of ['chromium', 'firefox'])
  await write(join(dist, browser), await readStaticFiles(browser));
await write(join(dist, 'playground'), await readPlaygroundFiles());

const chartsBanner = {
  js: '/* Charts by Observable Plot and D3 (ISC; Copyright Observable, Inc. and Mike Bostock); NOTICE has the rest. */',
};
const jobs = [
  {
    ...common,
    entryPoints: entries.extension,
    outdir: join(dist, 'chromium'),
    define: { FIREFOX: 'false', NATIVE_HOST: JSON.stringify(host) },
  },
  {
    ...common,
    entryPoints: entries.extension,
    outdir: join(dist, 'firefox'),
    define: { FIREFOX: 'true', NATIVE_HOST: JSON.stringify(host) },
  },
  {
    ...common,
    entryPoints: entries.playground,
    outdir: join(dist, 'playground'),
    define: { FIREFOX: 'false' },
  },
  { ...common, entryPoints: entries.feed, outdir: join(dist, 'feed'), banner: chartsBanner },
  {
    ...common,
    entryPoints: entries.feedPage,
    outdir: join(dist, 'playground'),
    banner: chartsBanner,
    define: { FIREFOX: 'false' },
  },
];
if (watching) {
  for (const job of jobs) await (await context({ ...job, minify: false })).watch();
} else {
  for (const job of jobs) await build(job);
  for (const browser of ['chromium', 'firefox'])
    await zip(join(dist, browser), join(dist, `softsell-${browser}.zip`));
  await reportSize();
}
