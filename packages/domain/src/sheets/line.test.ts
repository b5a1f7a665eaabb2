import { describe, expect, test } from 'vitest';
import type { Column } from './column.ts';
import { readLine } from './line.ts';

describe('several options in one cell', () => {
  const columns: readonly Column<'groups'>[] = [{ key: 'groups', holds: 'options', width: 20 }];
  const words = {
    heads: {},
    options: {
      groups: {
        党员: 'partyMember',
        'party member': 'partyMember',
        社工: 'socialWorker',
        'social worker': 'socialWorker',
      },
    },
  };
  const read = (text: string) =>
    readLine({ number: 1, cells: [text], odd: {} }, columns, new Map([['groups', 0]]), words);

  test.each(['党员 社工', '党员、社工', '党员；社工', 'party member, social worker', 'party member\nsocial worker'])(
    'are read however they are set apart: %j',
    (text) => {
      expect(read(text)).toEqual({ values: { groups: 'partyMember socialWorker' }, wrong: [] });
    },
  );

  test('one that is none of them is wrong in its cell', () => {
    expect(read('party member, social').wrong).toEqual([['groups', 'option']]);
  });
});
