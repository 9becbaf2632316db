import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['packages/*/tests/**/*.test.{ts,tsx}', 'examples/{shop,intake}/tests/**/*.test.ts'],
    // Each worker reads the modules of the project once, not once for each test file: half of the processor's time.
    // So a test file leaves nothing behind in them: what it opens it closes, what it replaces it puts back.
    isolate: false,
    // What is built is read by Node itself, as whoever installs it does.
    server: { deps: { external: [/\/packages\/stagedoor\/dist\//] } },
    // Much of the time is waiting, for a disk, a browser, another process: one worker would leave a processor idle.
    maxWorkers: Math.max(2, availableParallelism()),
    // Generous, because they only bound a test that hangs: nothing is asserted about the wall clock.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: 'packages/stagedoor/tests/support/worker-databases.ts',
  },
});
