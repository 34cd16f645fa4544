import { defineConfig } from 'vitest/config';

/** What has to come is waited for until the test's own time is over: how busy the machine is, is not what is tried. */
const PATIENT = { poll: { timeout: 240_000, interval: 100 } };

/**
 * `core` is pure and quick: it runs on every save. `api` asks the routes over ports in memory. `integration` needs the real servers, which
 * test/integration/global-setup.ts starts once. `browser` needs Chromium besides.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          // Pure code: files of one worker share what is loaded and compiled.
          isolate: false,
          maxWorkers: '100%',
          include: ['test/**/*.test.ts'],
          exclude: ['test/api/**', 'test/integration/**', 'test/browser/**'],
          // Not a measure of speed: the first test of a file compiles definitions, on whatever machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'api',
          include: ['test/api/**/*.test.ts'],
          maxWorkers: '100%',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/integration/global-setup.ts'],
          setupFiles: ['test/integration/quiet-sdk.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          expect: PATIENT,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/integration/global-setup.ts'],
          setupFiles: ['test/integration/quiet-sdk.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          expect: PATIENT,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
