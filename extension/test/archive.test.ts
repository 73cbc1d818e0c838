import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Entry, listZip, pickPosts, unpack, ZipError } from '../src/playground/feed/archive.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const pack = (files: Record<string, string>, level: 0 | 6 = 6): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)])), { level }),
  );

const named = (...names: string[]): Entry[] =>
  names.map((name) => ({ name, size: 10, packed: 10, method: 0, at: 0 }));

const picked = (...names: string[]): string[] => pickPosts(named(...names)).map(({ name }) => name);

/** Adds the records with which a zip above 4 GB says where its directory is, and hides that place from the usual record. */
function asLarge(zip: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const at = zip.length - 22;
  const old = new DataView(zip.buffer, at);
  const made = new Uint8Array(at + 56 + 20 + 22);
  made.set(zip.subarray(0, at));
  made.set(zip.subarray(at), at + 76);
  const view = new DataView(made.buffer, at);
  view.setUint32(0, 0x06064b50, true);
  view.setBigUint64(40, BigInt(old.getUint32(12, true)), true);
  view.setBigUint64(48, BigInt(old.getUint32(16, true)), true);
  view.setUint32(56, 0x07064b50, true);
  view.setBigUint64(64, BigInt(at), true);
  view.setUint32(76 + 12, 0xffffffff, true);
  view.setUint32(76 + 16, 0xffffffff, true);
  return made;
}

describe('a zip', () => {
  it.each([0, 6] as const)('is listed and unpacked, packed with level %i', async (level) => {
    const file = new Blob([pack({ 'data/tweets.js': 'rain '.repeat(500), 'ä.csv': 'Text\nrain' }, level)]);
    const entries = await listZip(file);
    expect(entries.map(({ name, size }) => [name, size])).toEqual([
      ['data/tweets.js', 2500],
      ['ä.csv', 9],
    ]);
    expect(await (await unpack(file, entries[0] as Entry, 2500)).text()).toBe('rain '.repeat(500));
  });

  it('may have more than 4 GB', async () => {
    const file = new Blob([asLarge(pack({ 'a.csv': 'Text\nrain' }))]);
    const [entry] = await listZip(file);
    expect(await (await unpack(file, entry as Entry, 100)).text()).toBe('Text\nrain');
  });

  it('unpacks to no more than the limit, whatever it says of itself', async () => {
    const file = new Blob([pack({ 'bomb.csv': '\0'.repeat(5_000_000) })]);
    const [entry] = await listZip(file);
    await expect(unpack(file, { ...(entry as Entry), size: 10 }, 100_000)).rejects.toThrow(/too large/);
  });

  it('that is damaged or protected is refused', async () => {
    const zip = pack({ 'a.csv': 'rain '.repeat(500) });
    await expect(listZip(new Blob(['not a zip']))).rejects.toThrow(ZipError);
    await expect(listZip(new Blob([zip.slice(0, zip.length - 30)]))).rejects.toThrow(ZipError);
    const [entry] = (await listZip(new Blob([zip]))) as [Entry];
    const broken = zip.slice();
    broken.fill(255, 40, 60);
    await expect(unpack(new Blob([broken]), entry, 10_000)).rejects.toThrow(ZipError);
    await expect(unpack(new Blob([zip]), { ...entry, method: -1 }, 10_000)).rejects.toThrow(/password/);
    await expect(unpack(new Blob([zip]), { ...entry, at: 1e12 }, 10_000)).rejects.toThrow(ZipError);
  });

  it('of any bytes ends in an error or a list', async () => {
    const zip = pack({ 'a.csv': 'rain', 'b.csv': 'sun' });
    for (let at = 0; at < zip.length; at += 1) {
      const changed = zip.slice();
      changed[at] = 255 - (changed[at] ?? 0);
      const file = new Blob([changed]);
      await listZip(file).then(
        (entries) =>
          Promise.all(
            entries.map((entry) =>
              unpack(file, entry, 1000).catch((error) => expect(error).toBeInstanceOf(ZipError)),
            ),
          ),
        (error) => expect(error).toBeInstanceOf(ZipError),
      );
    }
  });
});

describe('the posts of an archive', () => {
  it('are picked, and everything private stays unread', () => {
    expect(
      picked(
        'data/tweets.js',
        'data/tweets-part1.js',
        'data/note-tweet.js',
        'data/direct-messages.js',
        'data/account.js',
      ),
    ).toEqual(['data/tweets.js', 'data/tweets-part1.js', 'data/note-tweet.js']);
    expect(picked('Shares.csv', 'messages.csv', 'Connections.csv', 'Profile.csv')).toEqual(['Shares.csv']);
    expect(
      picked(
        'your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json',
        'messages/inbox/ana/message_1.json',
      ),
    ).toHaveLength(1);
    expect(
      picked('your_instagram_activity/media/posts_1.json', 'threads/threads_and_replies.json'),
    ).toHaveLength(2);
    expect(picked('messages/inbox/ana/message_1.json', 'profile.json')).toEqual([]);
  });

  it('or the sheets of a zip that somebody packed', () => {
    expect(
      picked('plan/june.csv', '__MACOSX/plan/._june.csv', 'plan/.DS_Store', 'plan/june.xlsx', 'logo.png'),
    ).toEqual(['plan/june.csv', 'plan/june.xlsx']);
  });
});
