/** Bundles the editor pages into .build, beside the hand-written pages. */
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = `${here}.build`;

const page = (name) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${name}</title>
<link rel="stylesheet" href="${name}.css">
<style>body { font: 16px/1.5 sans-serif; margin: 60px 40px; max-width: 620px } [contenteditable], textarea { min-height: 90px }</style>
</head>
<body>
<div id="app"></div>
<script type="module" src="${name}.js"></script>
</body>
</html>
`;

await rm(out, { recursive: true, force: true });
await mkdir(`${out}/editors`, { recursive: true });
const sources = await readdir(`${here}pages/editors`);
await build({
  absWorkingDir: here,
  entryPoints: [...sources.map((source) => `pages/editors/${source}`), 'pages/harm/hydrate.tsx'],
  outbase: `${here}pages`,
  outdir: out,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  loader: {
    '.svg': 'dataurl',
    '.woff2': 'dataurl',
    '.png': 'dataurl',
    '.woff': 'empty',
    '.ttf': 'empty',
    '.eot': 'empty',
  },
  logLevel: 'error',
});
for (const source of sources) {
  const name = source.replace(/\.tsx?$/, '');
  await writeFile(`${out}/editors/${name}.html`, page(name));
  await writeFile(`${out}/editors/${name}.css`, '', { flag: 'a' });
}
for (const folder of ['platforms', 'harm'])
  await cp(`${here}pages/${folder}`, `${out}/${folder}`, { recursive: true });
