/**
 * Provides what the extension needs from the server's data files as the module `softsell:facts`. The build and the tests read
 * the files directly, so the extension keeps no second copy.
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'smol-toml';

const ID = 'softsell:facts';
const server = new URL('../server/softsell/', import.meta.url);
const read = (path) => readFile(new URL(path, server), 'utf8');

async function readFacts() {
  const { counting, ...platforms } = parse(await read('platforms/platforms.toml'));
  const { dimensions, usual_levels, audiences, post_kinds } = JSON.parse(await read('vocabulary.json'));
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
    usualLevels: usual_levels,
    audiences: Object.keys(audiences),
    postKinds: Object.values(post_kinds).flat(),
  };
}

const renderSource = async () => JSON.stringify(await readFacts());

/** The esbuild plugin. */
export const esbuildFacts = {
  name: 'facts',
  setup(build) {
    build.onResolve({ filter: /^softsell:facts$/ }, () => ({ path: ID, namespace: 'facts' }));
    build.onLoad({ filter: /.*/, namespace: 'facts' }, async () => ({
      contents: await renderSource(),
      loader: 'json',
    }));
  },
};

/** The Vitest plugin. */
export const viteFacts = {
  name: 'facts',
  resolveId: (id) => (id === ID ? `\0${ID}` : null),
  load: async (id) => (id === `\0${ID}` ? `export default ${await renderSource()}` : null),
};
