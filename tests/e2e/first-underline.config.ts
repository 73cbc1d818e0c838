import { defineConfig } from '@playwright/test';

/** Goes the whole way of a new user, from the wheel to the first underline. Downloads what the wheel depends on. */
export default defineConfig({
  testDir: 'first-underline',
  outputDir: '.results',
  workers: 1,
  timeout: 900_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
});
