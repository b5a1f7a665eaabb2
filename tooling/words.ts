/** The one catalogue of both sites: complete in both languages, used, compiled, and without words that blame people. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const catalogues = join(root, 'packages/words/messages');
const locales = ['zh-CN', 'en'] as const;
const public_ = /^(booking|reason|error|field|sms)_/;
const blaming = /非法|无效|抱歉|异常|错误码/;

type Catalogue = ReadonlyMap<string, string>;

const faults = [...faultsOfFiles(), ...(await faultsOfWords())];
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

/** A key of two files would silently take the value of the last one. */
function faultsOfFiles(): string[] {
  return locales.flatMap((locale) => {
    const keys = filesOf(locale).flatMap((file) => Object.keys(read(file)));
    return keys.filter((key, n) => keys.indexOf(key) !== n).map((key) => `${locale}: ${key} stands in two files`);
  });
}

async function faultsOfWords(): Promise<string[]> {
  const [chinese, english] = [catalogueOf('zh-CN'), catalogueOf('en')];
  const used = usedWords();
  const compiled = new Set(Object.keys(await import('@anmin/words/m')));
  return [
    ...[...chinese.keys()].filter((key) => !english.has(key)).map((key) => `en lacks ${key}`),
    ...[...english.keys()].filter((key) => !chinese.has(key)).map((key) => `zh-CN lacks ${key}`),
    ...[...chinese].flatMap(([key, text]) => differingFacts(key, text, english.get(key) ?? text)),
    ...[...chinese, ...english].filter(([, text]) => text.trim() === '').map(([key]) => `${key} is empty`),
    ...[...chinese.keys()].filter((key) => !used.has(key)).map((key) => `${key} is used nowhere`),
    ...[...chinese.keys()].filter((key) => !compiled.has(key)).map((key) => `${key} is not in the compiled catalogue`),
    ...[...chinese]
      .filter(([key, text]) => public_.test(key) && blaming.test(text))
      .map(([key]) => `${key} blames people`),
  ];
}

function differingFacts(key: string, chinese: string, english: string): string[] {
  const [a, b] = [factsOf(chinese), factsOf(english)];
  return a === b ? [] : [`${key} names ${a || 'nothing'} in zh-CN and ${b || 'nothing'} in en`];
}

function factsOf(text: string): string {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort().join(', ');
}

function usedWords(): Set<string> {
  const folders = ['apps/booking/src', 'apps/portal/src', 'packages/words/src'];
  const files = folders.flatMap((folder) => filesUnder(join(root, folder)));
  return new Set(
    files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bm\.(\w+)/g)].map(([, key]) => key ?? '')),
  );
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !/\.(test|d)\.ts$/.test(file) && !file.includes('paraglide'))
    .map((file) => join(folder, file));
}

function catalogueOf(locale: string): Catalogue {
  return new Map(filesOf(locale).flatMap((file) => Object.entries(read(file))));
}

function filesOf(locale: string): string[] {
  return readdirSync(catalogues, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`${locale}.json`))
    .map((file) => join(catalogues, file));
}

function read(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}
