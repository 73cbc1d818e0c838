import { beforeEach, expect, test, vi } from 'vitest';
import type { Reply } from '../src/background/http.ts';

let reply: Reply;

vi.stubGlobal('chrome', { runtime: { getManifest: () => ({ version: '0' }) } });
vi.stubGlobal('document', { body: { dataset: {} } });
vi.stubGlobal('softsellDoor', {
  fetch: async (path: string) => {
    if (path === '/v1/packs' && packs === null) throw new TypeError('away');
    const body = path === '/v1/packs' ? packs : reply.body;
    return { ok: reply.status === 200, status: reply.status, json: async () => body };
  },
});
vi.mock('../src/background/native.ts', () => ({ askNative: async () => reply }));

const extension = await import('../src/background/client.ts');
const playground = await import('../src/playground/server.ts');

let packs: unknown = null;

beforeEach(() => {
  vi.useFakeTimers();
  packs = null;
});

const refuse = (type: string): void => {
  reply = {
    status: 400,
    notice: null,
    body: { type: `urn:softsell:problem:${type}`, detail: 'This is why.' },
  };
};

for (const [name, { check }] of Object.entries({ extension, playground })) {
  test.each([
    ['invalid-settings', 'settings'],
    ['invalid-request', 'failed'],
    ['malformed-request', 'failed'],
  ])(`the ${name} takes %s for “%s”`, async (type, reason) => {
    refuse(type);
    expect(await check({ text: 'Hello' })).toEqual({
      ok: false,
      refusal: { reason, message: 'This is why.' },
    });
  });
}

test.each([
  null,
  {},
  { problems: 'none' },
  { problems: [null, 'x'] },
])('an answer about packs that isn’t one, %j, has no mistakes', async (answer) => {
  reply = { status: 200, notice: null, body: {} };
  packs = answer;
  expect(await playground.fetchMistakes()).toEqual([]);
});

test('a mistake in a pack is read, whatever it leaves out', async () => {
  reply = { status: 200, notice: null, body: {} };
  packs = { problems: [{ path: 'a.yml', message: 'No.' }] };
  expect(await playground.fetchMistakes()).toEqual([{ path: 'a.yml', line: 0, message: 'No.', hint: '' }]);
});
