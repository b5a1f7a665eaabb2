import { style, stylesPart, type Style } from './styles.ts';
import { zipped } from './zip.ts';

export type SheetColumn = {
  readonly head: string;
  /** in characters */
  readonly width: number;
  /** Shown where the cell is written in. */
  readonly note?: string | undefined;
  /** What can be chosen. */
  readonly options?: readonly string[] | undefined;
  readonly hidden?: boolean;
};

/** A cell that something is said about is marked; a number is a count, which table programs add up. */
export type SheetCell = string | number | { readonly marked: string };

export type Sheet = {
  /** Of the tab. */
  readonly name: string;
  readonly title: string;
  /** Who made it, when, of what; on every printed page as well. */
  readonly about: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>;
  /** Empty lines that can be written in. */
  readonly spare?: number;
  /** Below the lines: who signs. */
  readonly foot?: string;
};

/** A workbook of one sheet, as table programs keep it (ECMA-376, transitional), piece by piece. */
export function workbook(sheet: Sheet): AsyncGenerator<Uint8Array> {
  return zipped([
    { name: '[Content_Types].xml', body: [contentTypes] },
    { name: '_rels/.rels', body: [relations([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', body: [workbookPart(sheet)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      body: [
        relations([
          ['worksheet', 'worksheets/sheet1.xml'],
          ['styles', 'styles.xml'],
        ]),
      ],
    },
    { name: 'xl/styles.xml', body: [stylesPart] },
    { name: 'xl/worksheets/sheet1.xml', body: sheetPart(sheet) },
  ]);
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const kindOf = (part: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${part}+xml` as const;

const contentTypes =
  `${declaration}<Types xmlns="${packages}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${kindOf('sheet.main')}"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kindOf('worksheet')}"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${kindOf('styles')}"/></Types>`;

function relations(parts: readonly (readonly [kind: string, target: string])[]): string {
  const told = parts.map(
    ([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${office}/${kind}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packages}/relationships">${told.join('')}</Relationships>`;
}

/** the lines of the title, of who made it, and of the heads */
const headLines = 3;

function workbookPart({ name }: Sheet): string {
  const tab = name.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 31);
  const printed = `'${tab}'!$${headLines}:$${headLines}`;
  return (
    `${declaration}<workbook xmlns="${main}" xmlns:r="${office}">` +
    `<sheets><sheet name="${escaped(tab)}" sheetId="1" r:id="rId1"/></sheets>` +
    `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">${escaped(printed)}</definedName></definedNames></workbook>`
  );
}

async function* sheetPart({ title, about, columns, rows, spare = 0, foot }: Sheet): AsyncGenerator<string> {
  const last = letters(columns.length - 1);
  yield (
    `${declaration}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${headLines}" topLeftCell="A${headLines + 1}" ` +
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/>' +
    `<cols>${columns.map(columnOf).join('')}</cols><sheetData>` +
    lineOf(1, [title], style.title) +
    lineOf(2, [about], style.about) +
    lineOf(
      headLines,
      columns.map(({ head }) => head),
      style.head,
    )
  );
  let number = headLines;
  let waiting = '';
  for await (const row of rows) {
    number += 1;
    waiting += lineOf(number, row, style.cell);
    if (waiting.length < piece) continue;
    yield waiting;
    waiting = '';
  }
  const signed = number + spare + 1;
  const across = foot === undefined ? [1, 2] : [1, 2, signed];
  yield (
    `${waiting}${foot === undefined ? '' : lineOf(signed, [foot], style.about)}</sheetData>` +
    `<mergeCells count="${across.length}">${across.map((it) => `<mergeCell ref="A${it}:${last}${it}"/>`).join('')}</mergeCells>` +
    validations(columns, number + spare) +
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
    `<headerFooter><oddFooter>${escaped(`&L${about.replaceAll('&', '&&').slice(0, 180)}&R&P/&N`)}</oddFooter></headerFooter></worksheet>`
  );
}

/** characters packed at once */
const piece = 60_000;

function columnOf({ width, hidden }: SheetColumn, at: number): string {
  const place = `min="${at + 1}" max="${at + 1}"`;
  return `<col ${place} width="${width}" style="${style.plain}" customWidth="1"${hidden === true ? ' hidden="1"' : ''}/>`;
}

function lineOf(number: number, cells: readonly SheetCell[], look: Style): string {
  const told = cells.map((cell, at) => {
    if (typeof cell === 'number') return `<c r="${letters(at)}${number}" s="${style.count}"><v>${cell}</v></c>`;
    const [text, worn] = typeof cell === 'string' ? [cell, look] : [cell.marked, style.marked];
    const place = `r="${letters(at)}${number}" s="${worn}"`;
    return text === ''
      ? `<c ${place}/>`
      : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  });
  return `<row r="${number}">${told.join('')}</row>`;
}

/** what a table program takes as a list or a note at most */
const longest = 255;

function validations(columns: readonly SheetColumn[], lastLine: number): string {
  const told = columns.flatMap(({ head, note, options }, at) => {
    if ((options === undefined && note === undefined) || lastLine <= headLines) return [];
    const range = `${letters(at)}${headLines + 1}:${letters(at)}${lastLine}`;
    const list = options?.join(',') ?? '';
    const choice = options !== undefined && list.length <= longest;
    const prompt =
      note === undefined
        ? ''
        : ` showInputMessage="1" promptTitle="${escaped(head.slice(0, 32))}" prompt="${escaped(note.slice(0, longest))}"`;
    const kind = choice ? ' type="list" showErrorMessage="1"' : '';
    const formula = choice ? `<formula1>${escaped(`"${list}"`)}</formula1>` : '';
    return [`<dataValidation${kind} allowBlank="1"${prompt} sqref="${range}">${formula}</dataValidation>`];
  });
  return told.length === 0 ? '' : `<dataValidations count="${told.length}">${told.join('')}</dataValidations>`;
}

function letters(at: number): string {
  return (at < 26 ? '' : letters(Math.floor(at / 26) - 1)) + String.fromCodePoint(65 + (at % 26));
}

/** Without what XML cannot hold; a cell takes 32,767 characters. */
function escaped(text: string): string {
  return text
    .slice(0, 32_767)
    .toWellFormed()
    .replaceAll(unheld, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const unheld = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;
