import { defineConfig } from 'vitest/config';

/** Builds stay outside the transformation: they run as the server runs them. */
const built = [/\/apps\/[a-z]+\/build\//];

const processes = ['start', 'journal', 'outside', 'backup', 'keys', 'production'].map(
  (name) => `apps/server/test/${name}.test.ts`,
);

export default defineConfig({
  test: {
    globalSetup: ['tooling/test/cluster.ts', 'tooling/test/chromium.ts'],
    maxWorkers: 4,
    projects: [
      {
        test: {
          name: 'domain',
          // pure: nothing of one file can reach another
          isolate: false,
          include: ['packages/{domain,policies,words}/**/*.test.ts', 'apps/{booking,portal}/src/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'office',
          // each file has an office of its own; to load the house anew for each takes a second of a processor
          isolate: false,
          include: ['packages/{db,api,client}/**/*.test.ts', 'apps/server/**/*.test.ts', 'tooling/*/*.test.ts'],
          exclude: ['**/*.browser.test.ts', ...processes],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          server: { deps: { external: built } },
        },
      },
      {
        test: {
          // each starts and kills processes for a minute or more: side by side, and not one after the other
          name: 'processes',
          include: processes,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['apps/*/test/*.browser.test.ts', 'tooling/*/*.browser.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          server: { deps: { external: built } },
        },
      },
    ],
  },
});
