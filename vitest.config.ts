import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/tests/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Much of the time is waiting, for a disk, a browser, another process: one worker would leave a processor idle.
    maxWorkers: Math.max(2, availableParallelism()),
    // Generous, because they only bound a test that hangs: nothing is asserted about the wall clock.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
