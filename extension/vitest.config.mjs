import { defineConfig } from 'vitest/config';
import { viteFacts } from './facts.mjs';

export default defineConfig({ plugins: [viteFacts] });
