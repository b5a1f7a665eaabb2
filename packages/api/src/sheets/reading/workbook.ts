import type { SheetLine } from '@anmin/domain/sheets/column';
import type { Archive } from './archive.ts';
import { Unread } from './fault.ts';
import { cellsOf } from './cells.ts';
import { xmlReader, type Heard } from './xml.ts';

/** The lines of the first sheet of a workbook that is to be seen. What it links to is never looked at. */
export async function workbookLines(archive: Archive, take: (line: SheetLine) => void): Promise<void> {
  if (archive.names.some((name) => /vbaProject|macrosheets|activeX/i.test(name))) throw new Unread('macro');
  const { sheets, since1904 } = await sheetsOf(archive);
  const first = sheets.find(({ hidden }) => !hidden);
  const target = first === undefined ? undefined : (await targetsOf(archive)).get(first.relation);
  if (target === undefined) throw new Unread('kind');
  const dates = await dateStyles(archive);
  const texts = await sharedTexts(archive);
  const reader = xmlReader(cellsOf({ texts, dates, since1904 }, take));
  if (!(await archive.read(target, reader.write))) throw new Unread('damaged');
  reader.end();
}

async function read(archive: Archive, name: string, heard: Partial<Heard>): Promise<boolean> {
  const reader = xmlReader({ open: () => undefined, text: () => undefined, close: () => undefined, ...heard });
  const found = await archive.read(name, reader.write);
  if (found) reader.end();
  return found;
}

async function sheetsOf(archive: Archive) {
  const sheets: { readonly relation: string; readonly hidden: boolean }[] = [];
  let since1904 = false;
  const found = await read(archive, 'xl/workbook.xml', {
    open: (name, attribute) => {
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attribute('date1904') ?? '');
      if (name === 'sheet')
        sheets.push({ relation: attribute('r:id') ?? '', hidden: (attribute('state') ?? 'visible') !== 'visible' });
    },
  });
  if (!found) throw new Unread('kind');
  return { sheets, since1904 };
}

/** Where each sheet lies in the archive; what lies outside of it is no target. */
async function targetsOf(archive: Archive): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await read(archive, 'xl/_rels/workbook.xml.rels', {
    open: (name, attribute) => {
      const target = attribute('Target') ?? '';
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return;
      targets.set(attribute('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

/** the formats of days that every table program knows by number (ECMA-376 part 1, 18.8.30) */
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

async function dateStyles(archive: Archive): Promise<Set<number>> {
  const own = new Set<number>();
  const styles = new Set<number>();
  let inCells = false;
  let at = 0;
  await read(archive, 'xl/styles.xml', {
    open: (name, attribute) => {
      if (name === 'numFmt' && isDateFormat(attribute('formatCode') ?? '')) own.add(Number(attribute('numFmtId')));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const format = Number(attribute('numFmtId') ?? 0);
      if (own.has(format) || builtInDates.has(format)) styles.add(at);
      at += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

function isDateFormat(code: string): boolean {
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  return /y/i.test(bare) && /[md]/i.test(bare);
}

/** Texts several cells share. How they are read aloud is not part of them. */
async function sharedTexts(archive: Archive): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let listening = false;
  let aloud = false;
  const heard: Heard = {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') aloud = true;
      listening = name === 't' && !aloud;
    },
    text: (piece) => {
      if (listening) text += piece;
    },
    close: (name) => {
      if (name === 't') listening = false;
      if (name === 'rPh') aloud = false;
      if (name === 'si') texts.push(text);
    },
  };
  await read(archive, 'xl/sharedStrings.xml', heard);
  return texts;
}
