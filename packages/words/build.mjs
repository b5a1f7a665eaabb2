import { readFile } from 'node:fs/promises';
import { compile } from '@inlang/paraglide-js';

await compile({
  project: './project.inlang',
  outdir: './src/paraglide',
  strategy: ['cookie', 'baseLocale'],
  cookieName: 'anmin_locale',
  emitTsDeclarations: true,
  emitReadme: false,
  emitPrettierIgnore: false,
  emitGitIgnore: false,
  // whoever builds or runs beside this build keeps finding the files
  cleanOutdir: false,
});

// a module path that does not resolve is only a warning to the compiler, and leaves a catalogue without messages
const index = await readFile('./src/paraglide/messages/_index.js', 'utf8');
if (!index.includes('export')) {
  console.error('packages/words: the compiled catalogue has no message; see modules in project.inlang/settings.json');
  process.exit(1);
}
