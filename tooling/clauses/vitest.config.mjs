import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const collector = fileURLToPath(new URL('collector.ts', import.meta.url));

/** The tests of the packs run in this trial word for word: only what they import as `vitest` collects them. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [
    {
      name: 'collected',
      enforce: 'pre',
      resolveId: (source, importer) =>
        source === 'vitest' && /\/packages\/.*\.test\.ts$/.test(importer ?? '') ? collector : undefined,
    },
  ],
  test: { include: ['tooling/clauses/trial.ts'], testTimeout: 300_000, reporters: [], watch: false },
});
