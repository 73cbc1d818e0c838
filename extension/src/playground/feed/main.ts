/** The page that looks at many posts: a person drops files, and reads the report that `softsell feed --format html` writes. */

import { drawCharts } from '../../feed/draw.ts';
import { h } from '../../ui/dom.ts';
import { createPlatformPicker } from '../../ui/parts.ts';
import { showCurrentLink } from '../nav.ts';
import { checkNextPosts, type FeedPage, NoAnswer, readFeedFiles } from '../server.ts';
import { listZip, pickPosts, unpack } from './archive.ts';
import { createHistorySwitch } from './history.ts';

/** The server takes this much at once, and so many files. */
const MAX_BYTES = 20_000_000;
const MAX_FILES = 200;
const MAX_TURNS = 5;
const BUSY_MS = 1000;
const ACCEPT = '.csv,.tsv,.json,.jsonl,.ndjson,.js,.xlsx,.xlsm,.ods,.docx,.rtf,.odt,.txt,.md,.zip';

const WHERE: readonly (readonly [string, string])[] = [
  ['X', 'Settings, Your account, “Download an archive of your data”. Drop the whole zip.'],
  ['LinkedIn', 'Settings, Data privacy, “Get a copy of your data”. Drop the whole zip.'],
  [
    'Facebook, Instagram, Threads',
    'Accounts Center, “Download your information”, as JSON. Drop the whole zip.',
  ],
  ['Mastodon', 'Preferences, “Import and export”, “Request your archive”. Unpack it and drop outbox.json.'],
  ['Buffer, Hootsuite, Later, Metricool and others', 'Export your posts as a sheet (CSV or Excel).'],
  [
    'Your own sheet',
    'One row for each post, with a date if you have it. softsell finds the column with the posts.',
  ],
];

interface Picked {
  readonly name: string;
  readonly data: Blob;
}

class PickError extends Error {}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;

const tooLarge = (bytes: number): PickError =>
  new PickError(
    `The posts are ${megabytes(bytes)}, and this page reads up to ${megabytes(MAX_BYTES)} at once. Drop fewer files. In a terminal, “${document.body.dataset['command'] ?? 'softsell'} feed FILES …” reads more.`,
  );

/** Returns the files with posts. Those of an archive are unpacked. */
async function collect(files: readonly File[]): Promise<Picked[]> {
  const picked: Picked[] = [];
  for (const file of files) {
    if (!/\.zip$/i.test(file.name)) {
      picked.push({ name: file.name, data: file });
      continue;
    }
    const entries = pickPosts(await listZip(file));
    if (entries.length === 0)
      throw new PickError(
        `${file.name} holds no file of posts that softsell knows. Unpack it, and drop the file with the posts.`,
      );
    const size = entries.reduce((sum, entry) => sum + entry.size, 0);
    if (size > MAX_BYTES) throw tooLarge(size);
    for (const entry of entries.slice(0, MAX_FILES))
      picked.push({
        name: entry.name.slice(entry.name.lastIndexOf('/') + 1),
        data: await unpack(file, entry, MAX_BYTES),
      });
  }
  const size = picked.reduce((sum, { data }) => sum + data.size, 0);
  if (size > MAX_BYTES) throw tooLarge(size);
  if (picked.length > MAX_FILES) throw new PickError(`This page reads up to ${MAX_FILES} files at once.`);
  return picked;
}

function toBase64(data: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => reject(new PickError('A file can’t be read. Was it moved or changed?'));
    reader.readAsDataURL(data);
  });
}

const input = h('input', {
  type: 'file',
  id: 'files',
  multiple: true,
  accept: ACCEPT,
  'aria-describedby': 'files-hint',
});
const platform = createPlatformPicker('feed-platform');
const column = h('input', { type: 'text', id: 'feed-column', autocomplete: 'off', spellcheck: 'false' });
const status = h('p', { role: 'status', class: 'state' });
const progress = h('progress', { max: 1, value: 0, hidden: true, 'aria-label': 'Posts that are checked' });
const problems = h('div', { role: 'alert' });
const notes = h('div', { class: 'read' });
const report = h('div', { class: 'report' });
const drop = h(
  'div',
  { class: 'drop' },
  h('label', { for: 'files' }, 'Drop the files with your posts here, or choose them'),
  input,
  h(
    'p',
    { class: 'note', id: 'files-hint' },
    `Archives (zip), sheets (CSV, Excel), JSON or text; up to ${megabytes(MAX_BYTES)} of posts. They stay on this computer, and softsell doesn’t keep them.`,
  ),
);

/** Ends the work on the files before. */
let current = new AbortController();
let last: readonly File[] = [];

function showProblems(sentences: readonly string[]): void {
  problems.replaceChildren(...sentences.map((sentence) => h('p', { class: 'problem' }, sentence)));
}

/** Shows the report. The server has escaped every text in it, and the page's policy runs no script of it. */
function showReport({ headline, main, data }: FeedPage, signal: AbortSignal): void {
  const parsed = new DOMParser().parseFromString(main, 'text/html');
  const heading = h('h2', { tabindex: -1, class: 'headline' }, 'Your report');
  report.replaceChildren(
    h(
      'div',
      { class: 'report-top' },
      heading,
      h('button', { type: 'button', class: 'button', onclick: () => window.print() }, 'Print or save as PDF'),
    ),
    h('p', { class: 'muted' }, headline),
    ...parsed.body.childNodes,
  );
  drawCharts(report, data, signal);
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'start' });
}

/** Checks the next posts. While softsell is busy with other texts, it tries again for a while. */
async function checkPatiently(id: string): ReturnType<typeof checkNextPosts> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await checkNextPosts(id);
    } catch (error) {
      if (!(error instanceof NoAnswer && error.reason === 'busy') || turn === MAX_TURNS) throw error;
      await new Promise((resolve) => setTimeout(resolve, BUSY_MS));
    }
  }
}

function showProgress(done: number, of: number): void {
  progress.hidden = of === 0;
  progress.max = Math.max(of, 1);
  progress.value = done;
}

async function read(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  current.abort();
  current = new AbortController();
  const { signal } = current;
  last = files;
  showProblems([]);
  notes.replaceChildren();
  report.replaceChildren();
  showProgress(0, 0);
  status.textContent = 'Reading…';
  try {
    const picked = await collect(files);
    const contents = await Promise.all(
      picked.map(async ({ name, data }) => ({ name: name.slice(-255), content: await toBase64(data) })),
    );
    const found = await readFeedFiles(contents, platform.value || null, column.value.trim() || null);
    if (signal.aborted) return;
    showProblems(found.problems);
    notes.replaceChildren(...found.notes.map((note) => h('p', { class: 'note' }, note)));
    if (!found.id) {
      status.textContent = 'There is nothing to report on.';
      return;
    }
    for (;;) {
      const { done, of, page } = await checkPatiently(found.id);
      if (signal.aborted) return;
      status.textContent = page ? '' : `Checking ${of.toLocaleString('en')} posts…`;
      showProgress(done, page ? 0 : of);
      if (!page) continue;
      showReport(page, signal);
      return;
    }
  } catch (error) {
    if (signal.aborted) return;
    showProgress(0, 0);
    status.textContent = '';
    showProblems([error instanceof Error ? error.message : 'softsell couldn’t read these files.']);
  }
}

function listen(): void {
  // The same file can be chosen again after a change.
  input.addEventListener('click', () => {
    input.value = '';
  });
  input.addEventListener('change', () => void read([...(input.files ?? [])]));
  for (const field of [platform, column]) field.addEventListener('change', () => void read(last));
  // Anywhere on the page: a file that misses would otherwise open in its place.
  addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  addEventListener('dragleave', (event) => event.relatedTarget ?? drop.classList.remove('over'));
  addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    void read([...(event.dataTransfer?.files ?? [])]);
  });
}

document.querySelector('nav a[href="/feed"]')?.setAttribute('aria-current', 'page');
showCurrentLink();
document
  .getElementById('app')
  ?.append(
    h('h1', {}, 'Your feed'),
    h(
      'p',
      { class: 'muted' },
      'One post can be fine and the feed still push. See how much of it sells, asks and gives, month by month, and what to do next.',
    ),
    h(
      'section',
      { 'aria-label': 'Your posts' },
      drop,
      h(
        'details',
        {},
        h('summary', {}, 'Where do I get my posts?'),
        h('dl', { class: 'where' }, ...WHERE.flatMap(([site, way]) => [h('dt', {}, site), h('dd', {}, way)])),
      ),
      h(
        'details',
        {},
        h('summary', {}, 'If softsell can’t tell which column or platform it is'),
        h(
          'div',
          { class: 'fields' },
          h('span', {}, h('label', { for: 'feed-column' }, 'The column with the posts'), column),
          h('span', {}, h('label', { for: 'feed-platform' }, 'They were posted on'), platform),
        ),
      ),
      status,
      progress,
      problems,
      notes,
    ),
    report,
    createHistorySwitch(),
  );
listen();
