import { defineConfig } from '@playwright/test';

/** Makes the README's pictures from the tests' own pages. */
export default defineConfig({
  testDir: 'screenshots',
  outputDir: '.results',
  workers: 1,
  timeout: 120_000,
  reporter: [['list']],
});
