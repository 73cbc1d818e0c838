/**
 * The server's data files as the extension needs them, as the module `softsell:facts`. The build, the tests and nobody else
 * read the files, so nothing of them is kept here a second time.
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'smol-toml';

const ID = 'softsell:facts';
const server = new URL('../server/softsell/', import.meta.url);
const read = (path) => readFile(new URL(path, server), 'utf8');

async function facts() {
  const { counting, ...platforms } = parse(await read('platforms/platforms.toml'));
  const { dimensions, audiences } = JSON.parse(await read('vocabulary.json'));
  const domains = (await read('platforms/domains.txt')).split('\n').filter((line) => line && line[0] !== '#');
  return {
    platforms: Object.entries(platforms).map(([id, { title, length, fold }]) => ({
      id,
      title,
      limit: length.limit ?? null,
      fold: fold.characters ?? null,
      counts: length.counts,
    })),
    counting,
    domains: domains.join(' '),
    dimensions,
    audiences: Object.keys(audiences),
  };
}

const source = async () => JSON.stringify(await facts());

/** For esbuild. */
export const esbuildFacts = {
  name: 'facts',
  setup(build) {
    build.onResolve({ filter: /^softsell:facts$/ }, () => ({ path: ID, namespace: 'facts' }));
    build.onLoad({ filter: /.*/, namespace: 'facts' }, async () => ({
      contents: await source(),
      loader: 'json',
    }));
  },
};

/** For Vitest. */
export const viteFacts = {
  name: 'facts',
  resolveId: (id) => (id === ID ? `\0${ID}` : null),
  load: async (id) => (id === `\0${ID}` ? `export default ${await source()}` : null),
};
