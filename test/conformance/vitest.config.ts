import { defineConfig } from 'vitest/config';

/** The suites that need real services: run by `npm run verify:conformance`, not with the unit tests. */
export default defineConfig({
  test: {
    include: ['conformance/**/*.suite.ts'],
    // One after the other: each has a machine's worth of services to itself.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
