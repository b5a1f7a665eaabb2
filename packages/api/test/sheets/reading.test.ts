import { readFile } from '@anmin/api/sheets/reading/read';
import { expect, test } from 'vitest';
import { evilFiles, type Expected } from './evil.ts';

test.each(evilFiles.map(([what, bytes, expected]) => ({ what, bytes, expected })))(
  '[D01] [D04] [D08] $what is refused, or read for what it is',
  async ({ bytes, expected }) => {
    expect(asExpected(await readFile(bytes()), expected)).toEqual(expected);
  },
);

/** What came of a file in the words of what was expected. */
function asExpected(read: Awaited<ReturnType<typeof readFile>>, expected: Expected): unknown {
  if (typeof read === 'string' || typeof expected === 'string') return read;
  const [first] = read;
  return 'odd' in expected ? { odd: first?.odd[0] } : { text: first?.cells[0] };
}
