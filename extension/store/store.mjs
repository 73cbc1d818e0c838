/** Builds dist/store from dist/chromium and dist/firefox: what the stores ask, see README.md. Run `npm run build` first. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { drawIcon } from '../icons.mjs';

const extension = fileURLToPath(new URL('..', import.meta.url));
const repository = join(extension, '..');
const store = join(extension, 'dist/store');
const SKIPPED = new Set(['node_modules', 'dist', 'test']);
const DATE = new Date(1980, 0, 2);

async function listFiles(folder) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name) || entry.isSymbolicLink()) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await listFiles(path)));
    else found.push(path);
  }
  return found.sort();
}

/** Returns the files of a folder by the names that they have in a zip. */
async function readFolder(folder, root = folder) {
  const names = await listFiles(folder);
  return Object.fromEntries(
    await Promise.all(
      names.map(async (path) => [
        relative(root, path).replaceAll('\\', '/'),
        new Uint8Array(await readFile(path)),
      ]),
    ),
  );
}

const zip = (files) => zipSync(files, { level: 9, mtime: DATE });

await rm(store, { recursive: true, force: true });
await mkdir(join(store, 'screenshots'), { recursive: true });

const chrome = await readFolder(join(extension, 'dist/chromium'));
const { key: _key, ...manifest } = JSON.parse(new TextDecoder().decode(chrome['manifest.json']));
chrome['manifest.json'] = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
await writeFile(join(store, 'softsell-chrome.zip'), zip(chrome));
await writeFile(join(store, 'softsell-firefox.zip'), zip(await readFolder(join(extension, 'dist/firefox'))));

const source = await readFolder(extension, repository);
for (const path of [
  'server/softsell/platforms/platforms.toml',
  'server/softsell/platforms/domains.txt',
  'server/softsell/vocabulary.json',
  'server/softsell/web/native_messaging/extensions.json',
  'LICENSE',
])
  source[path] = new Uint8Array(await readFile(join(repository, path)));
source['BUILD.md'] = new Uint8Array(await readFile(join(extension, 'store/BUILD.md')));
await writeFile(join(store, 'softsell-source.zip'), zip(source));

await writeFile(join(store, 'icon-128.png'), drawIcon(128));
for (const name of ['listing.md', 'privacy.md'])
  await writeFile(join(store, name), await readFile(join(extension, 'store', name)));
for (const name of await readdir(join(extension, 'store/screenshots')))
  await writeFile(
    join(store, 'screenshots', name),
    await readFile(join(extension, 'store/screenshots', name)),
  );
