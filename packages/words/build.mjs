import { readFile } from 'node:fs/promises';
import { compile } from '@inlang/paraglide-js';

const options = {
  project: './project.inlang',
  strategy: ['cookie', 'baseLocale'],
  cookieName: 'anmin_locale',
  emitReadme: false,
  emitPrettierIgnore: false,
  emitGitIgnore: false,
  // whoever builds or runs beside this build keeps finding the files
  cleanOutdir: false,
};
const outdir = './src/paraglide';

// a process takes one file a language: thousands of modules would take it two seconds to find
await compile({ ...options, outdir, outputStructure: 'locale-modules', emitTsDeclarations: true });
// a page takes only the messages it says
await compile({ ...options, outdir: `${outdir}/browser`, outputStructure: 'message-modules' });

// a module path that does not resolve is only a warning to the compiler, and leaves a catalogue without messages
const index = await readFile(`${outdir}/messages/_index.js`, 'utf8');
if (!index.includes('export')) {
  console.error('packages/words: the compiled catalogue has no message; see modules in project.inlang/settings.json');
  process.exit(1);
}
