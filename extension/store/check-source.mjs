/** Builds the extension again from dist/store/softsell-source.zip, and checks that it gives the packages byte for byte, as a reviewer would. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';

const extension = fileURLToPath(new URL('..', import.meta.url));
const read = async (path) => new Uint8Array(await readFile(path));
const store = (name) => read(join(extension, 'dist/store', name));

const folder = await mkdtemp(join(tmpdir(), 'softsell-source-'));
try {
  for (const [name, bytes] of Object.entries(unzipSync(await store('softsell-source.zip')))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  // In place of `npm ci`, which would give the same packages.
  await symlink(join(extension, 'node_modules'), join(folder, 'extension/node_modules'));
  await promisify(execFile)(process.execPath, ['build.mjs'], { cwd: join(folder, 'extension') });
  await promisify(execFile)(process.execPath, ['store/store.mjs'], { cwd: join(folder, 'extension') });
  for (const name of ['softsell-chrome.zip', 'softsell-firefox.zip']) {
    const again = await read(join(folder, 'extension/dist/store', name));
    if (Buffer.compare(await store(name), again) !== 0)
      throw new Error(`The source doesn't give ${name} again.`);
  }
  console.log('The source gives the same packages.');
} finally {
  await rm(folder, { recursive: true, force: true });
}
