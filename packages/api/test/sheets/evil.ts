import type { FileFault } from '@anmin/domain/sheets/column';
import { crc32, deflateRawSync } from 'node:zlib';

type Part = {
  readonly name: string;
  readonly text: string | Buffer;
  /** what the archive says of its size, if not the truth */
  readonly claims?: number;
  readonly encrypted?: boolean;
  /** as archives of Unix keep a file that is only the name of another */
  readonly link?: boolean;
};

/** An archive as somebody makes it who means no good: everything in it is as told, true or not. */
export function archive(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const { name, text, claims, encrypted = false, link = false } of parts) {
    const plain = Buffer.from(text);
    const packed = deflateRawSync(plain);
    const title = Buffer.from(name);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(encrypted ? 1 : 0, 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(plain), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(claims ?? plain.length, 18);
    about.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), about, title, packed]);
    const rest = Buffer.alloc(14);
    if (link) rest.writeUInt32LE((0o12_0777 << 16) >>> 0, 6);
    rest.writeUInt32LE(at, 10);
    listed.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), about, rest, title]));
    bodies.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(listed);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, directory, Buffer.from('PK\x05\x06'), end]);
}

const book = (sheet: string, others: readonly Part[] = [], more = ''): Buffer =>
  archive([
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns:r="r">${more}<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    { name: 'xl/worksheets/sheet1.xml', text: `<worksheet><sheetData>${sheet}</sheetData></worksheet>` },
    ...others,
  ]);

const cell = (reference: string, text: string) => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (number: number, cells = cell(`A${number}`, 'x')) => `<row r="${number}">${cells}</row>`;
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n + 1)).join('');
const plain = (text: string) => book(row(1, cell('A1', text)));
const styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';
const numbered = (value: string, style = 0, more = '') =>
  book(row(1, `<c r="A1" s="${style}"><v>${value}</v></c>`), [{ name: 'xl/styles.xml', text: styles }], more);

/** What is expected of a file: that it is not read, or that its first cell holds this, or is marked so. */
export type Expected = FileFault | { readonly text: string } | { readonly odd: string };
type Evil = readonly [what: string, bytes: () => Buffer, expected: Expected];

/** Read with every run of the tests. */
export const evilFiles: readonly Evil[] = [
  [
    'a bomb: a hundred million bytes packed to a hundredth',
    () => book(`<a>${' '.repeat(100_000)}</a>`.repeat(1_010)),
    'unpacked',
  ],
  [
    'a size in the header that is not the size',
    () => book('', [{ name: 'xl/styles.xml', text: 'x'.repeat(5_000), claims: 5 }]),
    'damaged',
  ],
  [
    'a document type with an entity of a file of the machine',
    () => book(`<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>${row(1, cell('A1', '&e;'))}`),
    'damaged',
  ],
  ['an entity that nobody declared', () => plain('&e;'), 'damaged'],
  ['an entity called as JavaScript calls something of its own', () => plain('&constructor;'), 'damaged'],
  ['a name outside of the archive', () => book(row(1), [{ name: '../../evil.xml', text: 'x' }]), 'damaged'],
  [
    'a part that is only the name of another file',
    () => book(row(1), [{ name: 'xl/a', text: '/etc/passwd', link: true }]),
    'damaged',
  ],
  ['a part with a password', () => book(row(1), [{ name: 'xl/a', text: 'x', encrypted: true }]), 'encrypted'],
  ['a macro', () => book(row(1), [{ name: 'xl/vbaProject.bin', text: 'x' }]), 'macro'],
  ['more lines than are taken', () => book(rows(20_011)), 'rows'],
  ['a column far to the right', () => book(row(1, cell('XFD1', 'x'))), 'columns'],
  ['a formula', () => book(row(1, '<c r="A1"><f>cmd|"/c calc"!A0</f><v>1</v></c>')), { odd: 'formula' }],
  ['a number of eighteen digits as table programs keep it', () => numbered('1.1010519491231E+17'), { odd: 'rounded' }],
];

/** The others of the table, read by `npm run proof -- files`. */
export const moreEvilFiles: readonly Evil[] = [
  ['nothing', () => Buffer.alloc(0), 'empty'],
  ['an archive of nothing', () => archive([]), 'kind'],
  ['an archive that is no workbook', () => archive([{ name: 'a.txt', text: 'x' }]), 'kind'],
  ['an archive in an archive', () => archive([{ name: 'a.zip', text: book(row(1)) }]), 'kind'],
  ['the first half of a workbook', () => book(rows(50)).subarray(0, 400), 'damaged'],
  ['a workbook with a bent byte', () => bent(book(rows(500))), 'damaged'],
  ['two parts of one name', () => book(row(1), [{ name: 'xl/workbook.xml', text: 'x' }]), 'damaged'],
  [
    'more parts than a workbook has',
    () =>
      book(
        row(1),
        Array.from({ length: 220 }, (_, n) => ({ name: `xl/${n}`, text: 'x' })),
      ),
    'entries',
  ],
  ['an old workbook', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old'],
  ['a page of the web', () => Buffer.from('<html><table><tr><td>x</td></tr></table></html>'), 'kind'],
  ['a picture', () => Buffer.from('89504e470d0a1a0a', 'hex'), 'kind'],
  ['a paper', () => Buffer.from('%PDF-1.7 x'), 'kind'],
  ['a packed file', () => Buffer.from('1f8b080000000000', 'hex'), 'kind'],
  ['a program', () => Buffer.from('7f454c4602010100', 'hex'), 'kind'],
  ['more than is taken at all', () => Buffer.alloc(10_000_001, 'x'), 'big'],
  ['tags without end', () => book('<a'.repeat(200_000)), 'damaged'],
  ['a tag longer than any', () => book(`<a b="${'x'.repeat(400_000)}"/>`), 'damaged'],
  ['a text longer than a cell', () => plain('x'.repeat(33_000)), 'damaged'],
  ['a text without end', () => book(`<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(3_000_000)}`), 'damaged'],
  ['elements one in another', () => book('<a>'.repeat(100_000) + '</a>'.repeat(100_000)), 'empty'],
  [
    'a million lines of nothing',
    () => book(Array.from({ length: 1_048_576 }, (_, n) => `<row r="${n + 1}"/>`).join('')),
    'empty',
  ],
  ['a line beyond the last', () => book(row(1_048_577)), 'damaged'],
  ['lines that go back', () => book(row(5) + row(3)), 'damaged'],
  ['a line twice', () => book(row(5) + row(5)), 'damaged'],
  ['a number of a line that is none', () => book('<row r="x"><c><v>1</v></c></row>'), 'damaged'],
  ['a number that is none', () => numbered('1x'), 'damaged'],
  ['an endless number', () => numbered('1e999'), 'damaged'],
  ['a shared text that is not there', () => book(row(1, '<c r="A1" t="s"><v>99</v></c>')), 'empty'],
  ['a sheet that is elsewhere', () => elsewhere('https://example.invalid/sheet.xml', ' TargetMode="External"'), 'kind'],
  ['a sheet outside of the archive', () => elsewhere('../../../etc/passwd', ''), 'damaged'],
  [
    'a link to another workbook',
    () => book(row(1, cell('A1', 'x')), [{ name: 'xl/externalLinks/externalLink1.xml', text: '<x/>' }]),
    { text: 'x' },
  ],
  ['a macro sheet', () => book(row(1), [{ name: 'xl/macrosheets/sheet1.xml', text: '<x/>' }]), 'macro'],
  ['letters no XML has', () => plain('&#0;'), 'damaged'],
  ['a letter beyond the last', () => plain('&#x110000;'), 'damaged'],
  ['entities of entities', () => plain('&lol9;'), 'damaged'],
  [
    'text as it is',
    () => book(row(1, '<c r="A1" t="inlineStr"><is><t><![CDATA[<b>&amp;]]></t></is></c>')),
    { text: '<b>&amp;' },
  ],
  [
    'what is read aloud',
    () => book(row(1, '<c r="A1" t="inlineStr"><is><t>王</t><rPh><t>wang</t></rPh></is></c>')),
    { text: '王' },
  ],
  ['a text like a formula', () => plain('=1+1'), { text: '=1+1' }],
  ['an error', () => book(row(1, '<c r="A1" t="e"><v>#REF!</v></c>')), { odd: 'error' }],
  ['29 February 1900', () => numbered('60', 1), { odd: 'date' }],
  ['the first of March 1900', () => numbered('61', 1), { text: '1900-03-01' }],
  ['a day since 1904', () => numbered('43831', 1, '<workbookPr date1904="1"/>'), { text: '2024-01-02' }],
  ['a day before all days', () => numbered('-5', 1), { odd: 'date' }],
  ['a day after all days', () => numbered('99999999', 1), { odd: 'date' }],
  ['one tenth and two', () => numbered('0.30000000000000004'), { text: '0.3' }],
  ['a hidden sheet only', () => hiddenOnly(), 'kind'],
  ['UTF-16 without a mark', () => Buffer.from('姓名,a\r\n', 'utf16le'), 'kind'],
  ['bytes of no encoding', () => Buffer.from('c0ffff80ff', 'hex'), 'encoding'],
  ['GB18030', () => Buffer.from('d0d5c3fb2c61', 'hex'), { text: '姓名' }],
  ['a mark before UTF-8', () => Buffer.from('\ufeff姓名,a'), { text: '姓名' }],
  ['commas without end', () => Buffer.from(','.repeat(5_000_000)), 'columns'],
  ['lines without end', () => Buffer.from('a,b\n'.repeat(2_000_000)), 'rows'],
  ['a quote that is never closed', () => Buffer.from(`"${'a,b\n'.repeat(100_000)}`), 'damaged'],
  ['a long number as a program shows it', () => Buffer.from('1.10105E+17,a\n'), { odd: 'rounded' }],
];

function bent(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf('xl/worksheets/sheet1.xml') + 60;
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

const elsewhere = (target: string, more: string) =>
  archive([
    {
      name: 'xl/workbook.xml',
      text: '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships><Relationship Id="rId1" Target="${target}"${more}/></Relationships>`,
    },
  ]);

const hiddenOnly = () =>
  archive([
    {
      name: 'xl/workbook.xml',
      text: '<workbook xmlns:r="r"><sheets><sheet name="a" state="veryHidden" r:id="rId1"/></sheets></workbook>',
    },
  ]);
