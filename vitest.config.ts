import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/tests/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Generous, because they only bound a test that hangs: nothing is asserted about the wall clock.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
