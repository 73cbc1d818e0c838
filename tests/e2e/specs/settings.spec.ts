/** The settings page does what a marketer wants, without a file or its syntax. On the real server with the real rules. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axePage } from '../support/axe.ts';
import { test as base, Chromium, expect } from '../support/fixtures.ts';
import { User } from '../support/user.ts';

const OWN = '.config/softsell/softsell.toml';

/** A user with the built-in rules, and a page of their own server. */
const test = base.extend<{ user: User; page1: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  user: async ({}, use) => {
    const user = await User.make('# Juno’s own\nban = ["cheap"] # the boss says so\n');
    await user.serve();
    await use(user);
    await user.dispose();
  },
  page1: async ({ user }, use) => {
    const browser = await Chromium.launch();
    const page = await browser.context.newPage();
    await page.goto(`${user.address}/#settings`);
    await page.getByRole('heading', { name: 'Make it yours' }).waitFor();
    await use(page);
    await browser.close();
  },
});

const own = (user: User): Promise<string> => readFile(join(user.home, OWN), 'utf8');
const rule = (page: Page, title: string) =>
  page.locator('.settable > li').filter({ has: page.getByText(title, { exact: true }) });

async function keep(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.locator('.keep-bar')).toContainText('Kept.');
}

test('the marketer’s list: a rule, words, a brand, a platform, a phrase', async ({ user, page1: page }) => {
  const text = page.getByLabel('Paste a text of yours');
  await text.fill('Hurry in! We utilize oven-fresh flour at Juno. Chop chop, cheap rye.');
  await expect(page.locator('.verdict')).toHaveText(/^\d remarks\.$/);

  await page.getByLabel('“Hurry” is on').uncheck();
  await page.getByRole('button', { name: 'Add a word' }).click();
  await page.keyboard.type('oven-fresh');
  await page.keyboard.press('Enter');
  await page.keyboard.type('~utilize');
  await page.getByLabel('Better', { exact: true }).last().fill('~use');
  await page.getByLabel('Why', { exact: true }).last().fill('Nobody says utilize.');
  await page.getByLabel('Names of your business').fill('Juno');
  await rule(page, 'Last chance').locator('summary').first().click();
  await rule(page, 'Last chance').getByLabel('Look for these too').fill('chop chop');
  await expect(page.locator('.changes .gone').first()).toContainText('Hurry');
  await expect(
    page.locator('.changes .new').filter({ hasText: 'You prefer “use”. Nobody says utilize.' }),
  ).toBeVisible();
  await expect(page.locator('.changes .new').filter({ hasText: 'Chop chop' })).toBeVisible();
  // Nothing is kept yet.
  expect(await own(user)).not.toContain('oven-fresh');

  await page.getByLabel('Settings for').selectOption('linkedin');
  await page.getByLabel('Reading level, in school years').fill('12');
  await page.getByLabel('How serious “Hype” is').selectOption('error');
  await keep(page);

  const kept = await own(user);
  expect(kept).toContain('# Juno’s own');
  expect(kept).toContain('# the boss says so');
  for (const part of [
    '"oven-fresh"',
    '~utilize',
    'Nobody says utilize.',
    '[rules."pushiness/hurry"]',
    'chop chop',
    '[platforms.linkedin',
  ]) {
    expect(kept).toContain(part);
  }
  expect(
    await user.type('check', '--format', 'concise', '--no-server', 'post.txt').catch(({ stdout }) => stdout),
  ).toContain('utilize');

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.keep-bar')).toContainText('Undone: ');
  expect(await own(user)).toBe('# Juno’s own\nban = ["cheap"] # the boss says so\n');
});

test('the trial says which meters a change moves', async ({ page1: page }) => {
  await page
    .getByLabel('Paste a text of yours')
    .fill('Juno bakes on Sunday. Juno has rye, and Juno has tea for you.');
  await expect(page.locator('.verdict')).toHaveText(/remark/);
  await page.getByLabel('Names of your business').fill('Juno');
  await expect(page.locator('.changes .moved')).toHaveText(/^Self-focus: .+ now, .+ with your changes\.$/);
});

test('what a rule opens stays in its card, on a phone too', async ({ page1: page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await rule(page, 'Hurry').locator('summary').first().click();
  await page.locator('summary', { hasText: 'What it looks for' }).click();
  const right = (selector: string): Promise<number> =>
    page
      .locator(selector)
      .evaluateAll((parts) => Math.max(...parts.map((part) => part.getBoundingClientRect().right)));
  expect(await right('.about-rule, .about-rule *')).toBeLessThanOrEqual(await right('.pack'));
});

test('a bracket in a phrase of one’s own is taken as written', async ({ user, page1: page }) => {
  await page.getByLabel('Paste a text of yours').fill('Our oven door (the old one) squeaks.');
  await page.getByRole('button', { name: 'Add a word' }).click();
  await page.keyboard.type('oven door (');
  await expect(page.locator('.changes .new')).toContainText('oven door (');
  await keep(page);
  expect(await own(user)).toMatch(/oven door .*\(/);
  await page.reload();
  await expect(page.getByLabel('Word', { exact: true }).last()).toHaveValue('oven door (');
});

test('many words at once come from a list, and a row goes with its button', async ({ user, page1: page }) => {
  await page.getByRole('button', { name: 'Add a word' }).click();
  await page
    .getByLabel('Word', { exact: true })
    .last()
    .evaluate((input) => {
      const data = new DataTransfer();
      data.setData('text/plain', 'best ever\nyummy\ncrispy');
      input.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
  await page.getByRole('button', { name: 'Remove yummy' }).click();
  await keep(page);
  expect(await own(user)).toContain('"best ever"');
  expect(await own(user)).toContain('"crispy"');
  expect(await own(user)).not.toContain('yummy');
});

test('the page of a platform says what holds there anyway', async ({ page1: page }) => {
  await page.getByLabel('Names of your business').fill('Juno');
  await page.getByLabel('You write for').selectOption('experts');
  await page.getByLabel('How serious “Hype” is').selectOption('error');
  await rule(page, 'Last chance').locator('summary').first().click();
  await rule(page, 'Last chance').getByLabel('Look for these too').fill('chop chop (now)');
  await page.getByLabel('Settings for').selectOption('linkedin');
  const setting = (key: string) => page.locator(`[data-setting="${key}"]`);
  await expect(setting('brand')).toContainText(
    'As usual: “Juno”. What you write here is added for LinkedIn.',
  );
  await expect(setting('ban').first()).toContainText('As usual: “cheap”.');
  await expect(setting('audience').getByRole('option').first()).toHaveText('as usual: experts');
  await expect(page.getByLabel('How serious “Hype” is')).toHaveValue('error');
  await rule(page, 'Last chance').locator('summary').first().click();
  await expect(rule(page, 'Last chance')).toContainText('As usual: “chop chop (now)”.');
});

test('a switch that redraws the page closes nothing, and keeps what was looked for', async ({
  page1: page,
}) => {
  const command = page.locator('summary', { hasText: 'For the command line' });
  await command.click();
  await rule(page, 'Hurry').locator('summary').first().click();
  await rule(page, 'Hurry').locator('summary', { hasText: 'What it looks for' }).click();
  const phrases = rule(page, 'Hurry').locator('details details');
  await expect(phrases).toHaveAttribute('open');
  await page.getByLabel('All of “Value” is on').uncheck();
  await expect(page.getByLabel('“Office talk” is on')).toBeDisabled();
  await expect(page.getByLabel('“softsell check” fails from')).toBeVisible();
  await expect(phrases).toHaveAttribute('open');
  await expect(rule(page, 'Last chance').locator('details').first()).not.toHaveAttribute('open');

  await page.getByRole('searchbox', { name: 'Find a rule' }).fill('hurry');
  await expect(rule(page, 'Last chance')).toBeHidden();
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.locator('.keep-bar')).toContainText('Kept.');
  await expect(page.getByRole('searchbox', { name: 'Find a rule' })).toHaveValue('hurry');
  await expect(rule(page, 'Last chance')).toBeHidden();
  await expect(phrases).toHaveAttribute('open');
});

test('a pack that is off at first looks off, and one press switches it on', async ({ user, page1: page }) => {
  const box = page.getByLabel('All of “Job posts” is on');
  const text = 'We’re hiring a marketing rockstar to join our team in Hamburg. Which city do you work in?';
  await page.getByLabel('Paste a text of yours').fill(text);
  await expect(box).not.toBeChecked();
  await box.check();
  await expect(box).toBeFocused();
  await expect(page.getByLabel('“Rockstars and ninjas wanted” is on')).toBeChecked();
  await expect(page.locator('.changes .new').filter({ hasText: 'rockstar' })).toBeVisible();
  await keep(page);
  expect(await own(user)).toContain('job-posts');
  await page.reload();
  await expect(box).toBeChecked();
});

test('what is for the command line, and lists of rules, are folded', async ({ page1: page }) => {
  await expect(page.getByLabel('“softsell check” fails from')).toBeHidden();
  await expect(page.getByLabel('Use only these')).toBeHidden();
  const shown = await page.locator('main').innerText();
  expect(shown).not.toMatch(/exit|JSON|Flesch|toml|terminal|flagged/i);
  await page.locator('summary', { hasText: 'For the command line' }).click();
  await expect(page.getByLabel('“softsell check” fails from')).toBeVisible();
  await page.locator('summary', { hasText: 'Only for whole packs' }).click();
  await page.getByLabel('Use only these').selectOption('questions');
  await expect(page.locator('.keep-bar')).toContainText('One change');
});

test('settings can be shared', async ({ user, page1: page }) => {
  await page.getByLabel('Names of your business').fill('Juno Shoe Repair');
  await page.getByRole('button', { name: 'Add a word' }).click();
  await page.keyboard.type('free');
  await keep(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('softsell-juno-shoe-repair.toml');
  const shared = await readFile(await file.path(), 'utf8');
  expect(shared).toContain('free');

  await page.locator('#settings-file').setInputFiles({
    name: 'softsell.toml',
    mimeType: 'application/toml',
    buffer: Buffer.from('ban = ["bargain"]\nmodel = "evil"\n[server]\nport = 1\n'),
  });
  const panel = page.getByRole('region', { name: 'What this file does' });
  await expect(panel.getByRole('status')).toHaveText('This file adds 1 word.');
  await expect(panel).toContainText('Left out, because only you can set it');
  await keep(page);
  await expect(panel).toBeHidden();
  expect(await own(user)).toContain('bargain');
  expect(await own(user)).not.toMatch(/evil|server/);
});

test('a file says what it does before it’s kept, and the names of its business are left out', async ({
  user,
  page1: page,
}) => {
  await page.getByLabel('Names of your business').fill('Juno');
  await page.getByLabel('Settings for').selectOption('linkedin');
  await page.getByLabel('Reading level, in school years').fill('9');
  await keep(page);
  const before = await own(user);

  const give = (name: string, content: string): Promise<void> =>
    page
      .locator('#settings-file')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
  await give(
    'softsell.toml',
    'brand = ["Dana’s"]\nban = ["yummy"]\n[rules."pushiness/hurry"]\nenabled = false\n[platforms.linkedin]\nreading-level = 12\n',
  );
  const panel = page.getByRole('region', { name: 'What this file does' });
  await expect(panel.getByRole('status')).toHaveText(
    'This file adds 1 word, switches off 1 rule and sets “Reading level, in school years” on LinkedIn.',
  );
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axePage(page)).toEqual([]);
  }
  const level = panel.getByLabel('On LinkedIn: Reading level, in school years: 12, instead of your 9');
  await expect(level).toBeChecked();
  await expect(panel.getByLabel('Names of its business: “Dana’s”')).not.toBeChecked();
  await expect(page.getByLabel('Reading level, in school years', { exact: true })).toHaveValue('12');
  await level.uncheck();
  await expect(page.getByLabel('Reading level, in school years', { exact: true })).toHaveValue('9');
  expect(await own(user)).toBe(before);
  await keep(page);
  expect(await own(user)).toContain('yummy');
  expect(await own(user)).not.toMatch(/Dana|12/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.keep-bar')).toContainText('Undone: ');
  expect(await own(user)).toBe(before);

  // A file that the extension wrote. Its names count only if the person says so, and all of it can be left.
  await give(
    'softsell-settings.json',
    '{"engine": {"brands": ["Ana’s"], "ban": ["deal"], "audience": "everyone"}}',
  );
  await page.getByLabel('Settings for').selectOption('');
  await expect(page.getByLabel('Names of your business')).toHaveValue('Juno');
  await panel.getByLabel('Names of its business: “Ana’s”').check();
  await expect(page.getByLabel('Names of your business')).toHaveValue('Juno\nAna’s');
  await panel.getByRole('button', { name: 'Leave all of it' }).click();
  await expect(page.getByLabel('Names of your business')).toHaveValue('Juno');
  await expect(page.locator('.keep-bar')).toBeHidden();

  await give('letter.txt', 'Dear Dana,\nthe soup is on.');
  await expect(page.locator('.keep-bar')).toContainText('Choose the .toml file that somebody exported');
});

test('every setting has a place, no id and no gap is shown, and anybody can use it', async ({
  user,
  page1: page,
}) => {
  const described = (await page.evaluate(
    'softsellDoor.fetch("/v1/settings").then((answer) => answer.json())',
  )) as Record<'definitions' | 'feed_definitions', { key: string }[]> & {
    packs: { rules: { id: string }[] }[];
  };
  for (const { key } of [...described.definitions, ...described.feed_definitions]) {
    await expect(
      page.locator(`[data-setting="${key}"] label, [data-setting="${key}"] .label`).first(),
    ).not.toHaveText(key);
  }
  const shown = (await page.locator('main').innerText()) as string;
  for (const { id } of described.packs.flatMap(({ rules }) => rules)) expect(shown).not.toContain(id);
  for (const summary of await page.locator('.settable summary').all()) await summary.dispatchEvent('click');
  const opened = await page.locator('main').innerText();
  expect(opened).not.toMatch(/\{(match|count|bound|value|replacement)\}/);
  expect(await axePage(page)).toEqual([]);
  expect(user.address).toContain('127.0.0.1');
});

test('a mistake is told, and a file that changed meanwhile isn’t overwritten', async ({
  user,
  page1: page,
}) => {
  const field = page.getByLabel('Phrases to leave alone');
  await field.fill('<nummer> left');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.fault').filter({ visible: true })).toHaveText(/isn't a valid pattern/);
  await expect(page.locator('.verdict')).toHaveText('Correct what is marked first.');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axePage(page)).toEqual([]);
  }
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.locator('.keep-bar')).toContainText('A mistake is marked.');
  await expect(field).toBeFocused();
  await field.fill('3 left');
  await expect(field).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.fault').filter({ visible: true })).toHaveCount(0);
  await expect(page.locator('.keep-bar')).toContainText('not kept yet');
  await expect(page.locator('.verdict')).toHaveText(/remark/);
  // A number that can't be is marked too.
  await page.getByLabel('Reading level, in school years').fill('50');
  await expect(page.locator('.fault').filter({ visible: true })).toHaveText('Write a number from 1 to 20.');
  await page.getByLabel('Reading level, in school years').fill('');
  await writeFile(join(user.home, OWN), 'ban = ["by hand"]\n');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.locator('.keep-bar')).toContainText('changed by another program');
  expect(await own(user)).toBe('ban = ["by hand"]\n');
});
