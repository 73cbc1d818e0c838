import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'specs',
  outputDir: '.results',
  fullyParallel: true,
  workers: Number(process.env['E2E_WORKERS'] ?? 2),
  timeout: 30_000,
  expect: { timeout: 8_000 },
  reporter: [['list']],
  use: { trace: 'off' },
});
