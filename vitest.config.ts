import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The model's runtime is native code that wants a process of its own rather than a thread.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
