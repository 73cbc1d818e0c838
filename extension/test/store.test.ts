/** The check of the package for Chrome finds what a reviewer would. */

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { drawIcon } from '../icons.mjs';
import { findProblems, sizeOf } from '../store/check-chrome.mjs';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const listing = await readFile(new URL('../store/listing.md', import.meta.url), 'utf8');
const rest = JSON.parse(await readFile(new URL('../manifest.json', import.meta.url), 'utf8'));

function files(change: object = {}, more: Record<string, Uint8Array> = {}): Record<string, Uint8Array> {
  const manifest = {
    ...rest,
    version: '0.1.0',
    background: { service_worker: 'background.js' },
    content_scripts: [{ matches: ['https://x.com/*'], js: ['content.js'], css: ['content.css'] }],
    ...change,
  };
  return {
    'manifest.json': encode(JSON.stringify(manifest)),
    ...Object.fromEntries(
      [16, 32, 48, 128].map((size) => [`icons/${size}.png`, new Uint8Array(drawIcon(size))]),
    ),
    'background.js': encode('chrome.runtime.id'),
    'content.js': encode(''),
    'content.css': encode(''),
    'popup.html': encode('<script src="popup.js"></script>'),
    'popup.js': encode(''),
    'options.html': encode('<script src="options.js"></script>'),
    ...more,
  };
}

describe('the check for Chrome', () => {
  it('accepts what the stores get', () => {
    expect(findProblems(files(), listing)).toEqual([]);
  });

  it.each([
    [{ key: 'abc' }, {}, 'key'],
    [{ version: '0.1-beta' }, {}, 'version'],
    [{ description: 'x'.repeat(133) }, {}, 'description'],
    [{ permissions: [...rest.permissions, 'history'] }, {}, 'history'],
    [{ host_permissions: ['<all_urls>'] }, {}, 'all addresses'],
    [{ content_scripts: [{ matches: ['https://*/*'], js: ['content.js'] }] }, {}, 'unasked'],
    [{ content_security_policy: { extension_pages: "script-src 'self' 'unsafe-eval'" } }, {}, 'policy'],
    [{}, { 'icons/128.png': new Uint8Array(drawIcon(64)) }, '128 by 128'],
    [{}, { 'background.js': encode('eval("1")') }, 'eval'],
    [{}, { 'background.js': encode('fetch("/v1/rules")') }, 'rules'],
    [{}, { 'popup.html': encode('<script>1</script>') }, 'inline'],
    [{}, { 'popup.html': encode('<script src="https://example.org/x.js"></script>') }, 'elsewhere'],
    [{}, { 'notes.txt': encode('') }, 'belong'],
    [{ action: { default_popup: 'gone.html' } }, {}, 'gone.html'],
  ])('refuses %j %j', (change, more, problem) => {
    expect(findProblems(files(change, more as Record<string, Uint8Array>), listing).join(' ')).toContain(
      problem,
    );
  });

  it('reads the size of a picture', () => {
    expect(sizeOf(new Uint8Array(drawIcon(48)))).toBe('48x48');
    expect(sizeOf(encode('GIF89a'))).toBeNull();
  });
});
