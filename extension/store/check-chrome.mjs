/** Checks dist/store as Chrome's reviewers do. Prints every problem, and exits with 1 if there is one. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';

const MAX_SUMMARY = 132;
const MAX_NAME = 75;
const SCREENSHOTS = ['1280x800', '640x400'];
/** What runs code that isn't in the package. */
const REMOTE_CODE = [
  /\beval\s*\(/,
  /\bnew Function\b/,
  /\bimportScripts\s*\(/,
  /\bimport\s*\(/,
  /sourceMappingURL/,
];
/** Patterns must not be fetched to run in the extension. */
const RULE_PATHS = ['/v1/rules'];

const decode = (bytes) => new TextDecoder().decode(bytes);

/** Returns the size in a PNG's header ("128x128"), or null if it isn't a PNG. */
export function sizeOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 24 || decode(bytes.subarray(1, 4)) !== 'PNG') return null;
  return `${view.getUint32(16)}x${view.getUint32(20)}`;
}

/** Returns the problems of a package (its files by name) with the texts of its listing. */
export function findProblems(files, listing) {
  const problems = [];
  const need = (holds, problem) => holds || problems.push(problem);
  const manifest = JSON.parse(decode(files['manifest.json']));
  need(manifest.manifest_version === 3, 'The manifest must have version 3.');
  need(!('key' in manifest), 'The store refuses a manifest with a key.');
  need(
    /^\d+(\.\d+){0,3}$/.test(manifest.version),
    'The version must be up to four numbers with dots between them.',
  );
  need(manifest.name.length <= MAX_NAME, `The name has more than ${MAX_NAME} characters.`);
  need(
    manifest.description.length <= MAX_SUMMARY,
    `The description has more than ${MAX_SUMMARY} characters.`,
  );
  for (const [size, path] of Object.entries(manifest.icons))
    need(
      files[path] && sizeOf(files[path]) === `${size}x${size}`,
      `${path} must be ${size} by ${size} pixels.`,
    );
  need('128' in manifest.icons, 'There must be an icon of 128 pixels.');

  const asked = [
    ...manifest.permissions,
    ...manifest.host_permissions,
    ...(manifest.optional_permissions ?? []),
    ...(manifest.optional_host_permissions ?? []),
  ];
  for (const permission of asked)
    need(listing.includes(`\`${permission}\``), `listing.md doesn't say why it needs ${permission}.`);
  need(!asked.includes('<all_urls>'), 'It must not ask for all addresses.');
  for (const { matches } of manifest.content_scripts)
    for (const match of matches)
      need(/^https:\/\/(\*\.)?[a-z0-9.-]+\.[a-z]+\/\*$/.test(match), `It must not run on ${match} unasked.`);

  const policy = manifest.content_security_policy.extension_pages;
  need(/script-src 'self'(;|$)/.test(policy), 'The policy must allow scripts of the package only.');
  need(
    !/unsafe-|https?:\/\/(?!127\.0\.0\.1|\[::1\])/.test(policy),
    'The policy must not allow anything from elsewhere.',
  );

  const named = [
    manifest.background.service_worker,
    manifest.action.default_popup,
    manifest.options_ui.page,
    ...manifest.content_scripts.flatMap(({ js = [], css = [] }) => [...js, ...css]),
  ];
  for (const path of named) need(path in files, `The manifest names ${path}, which isn't there.`);
  for (const [path, bytes] of Object.entries(files)) {
    const text = decode(bytes);
    if (path.endsWith('.js')) {
      for (const pattern of REMOTE_CODE) need(!pattern.test(text), `${path} has ${pattern.source}.`);
      for (const rules of RULE_PATHS) need(!text.includes(rules), `${path} fetches rules from ${rules}.`);
    }
    if (path.endsWith('.html')) {
      need(!/<script(?![^>]*\bsrc=)/.test(text), `${path} has an inline script.`);
      need(!/(src|href)="(https?:)?\/\//.test(text), `${path} loads something from elsewhere.`);
    }
    need(/\.(js|css|html|png|json)$/.test(path), `${path} doesn't belong into the package.`);
  }
  return problems;
}

/** Returns the section of the listing under a heading. */
const section = (listing, title) => listing.split(`## ${title}\n`)[1]?.split('\n## ')[0]?.trim() ?? '';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const store = fileURLToPath(new URL('../dist/store', import.meta.url));
  const listing = await readFile(join(store, 'listing.md'), 'utf8');
  const problems = findProblems(
    unzipSync(new Uint8Array(await readFile(join(store, 'softsell-chrome.zip')))),
    listing,
  );
  if (section(listing, 'Summary').length > MAX_SUMMARY)
    problems.push('The summary of the listing is too long.');
  for (const title of ['Name', 'Summary', 'Description', 'Single purpose', 'Remote code'])
    if (!section(listing, title)) problems.push(`listing.md has no ${title}.`);
  const pictures = await readdir(join(store, 'screenshots'));
  if (pictures.length === 0 || pictures.length > 5) problems.push('There must be one to five screenshots.');
  for (const name of pictures) {
    const size = sizeOf(new Uint8Array(await readFile(join(store, 'screenshots', name))));
    if (!SCREENSHOTS.includes(size))
      problems.push(`${name} is ${size}; it must be ${SCREENSHOTS.join(' or ')}.`);
  }
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? 'The package for Chrome is ready.' : `${problems.length} problems.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
