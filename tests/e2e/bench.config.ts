import { defineConfig } from '@playwright/test';
import type { Options } from './support/fixtures.ts';

/** Measures times. Run it on a machine that does nothing else. */
export default defineConfig<object, Options>({
  testDir: 'bench',
  outputDir: '.results',
  workers: 1,
  timeout: 180_000,
  reporter: [['line']],
  projects: [
    { name: 'chromium', use: { engine: 'chromium' } },
    { name: 'firefox', use: { engine: 'firefox' } },
  ],
});
