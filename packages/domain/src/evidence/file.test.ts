import { expect, test } from 'vitest';
import { fileName, fileTypeOf } from './file.ts';

const bytes = (text: string) => Uint8Array.from(text, (it) => it.charCodeAt(0));

test('what a file is its bytes say, and not its name: a page, a script or half a document is none', () => {
  expect(fileTypeOf(bytes('%PDF-1.4\n…\n%%EOF\n'))).toBe('application/pdf');
  expect(fileTypeOf(bytes(`\xff\xd8\xff${'x'.repeat(200)}`))).toBe('image/jpeg');
  expect(fileTypeOf(bytes('\x89PNG\r\n\x1a\n…IEND\xae\x42\x60\x82'))).toBe('image/png');
  for (const evil of [
    '',
    '%PDF-1.4',
    '<html>%PDF-1.4 %%EOF',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
    'MZ\x90\x00',
    'PK\x03\x04',
    'GIF89a',
    '\xff\xd8\xff',
    '\x89PNG\r\n\x1a\n',
  ])
    expect(fileTypeOf(bytes(evil)), evil).toBeNull();
  expect(fileName('0a1b2c3d-0000', 'application/pdf')).toBe('certificate-0a1b2c3d.pdf');
});
