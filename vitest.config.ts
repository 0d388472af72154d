import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000,
  },
});
