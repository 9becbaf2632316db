import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** They hold nothing but values and stores of their own: sharing the modules spares reading them for each file. */
const pure = ['core', 'config', 'texts'].map((room) => `packages/stagedoor/tests/${room}/**/*.test.{ts,tsx}`);

export default defineConfig({
  test: {
    environment: 'node',
    // Much of the time is waiting, for a disk, a browser, another process: one worker would leave a processor idle.
    maxWorkers: Math.max(2, availableParallelism()),
    // Generous, because they only bound a test that hangs: nothing is asserted about the wall clock.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['packages/*/tests/**/*.test.{ts,tsx}', 'examples/shop/tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...pure],
        },
      },
    ],
  },
});
