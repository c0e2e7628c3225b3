import { defineConfig } from 'vitest/config';

// What is pure needs no modules of its own for each file of tests, and to read them anew takes as long as the tests.
export default defineConfig({ test: { setupFiles: ['seed.setup.ts'], isolate: false } });
