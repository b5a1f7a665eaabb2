import { expect, test } from 'vitest';
import { readComer, type TypedComer } from './comer.ts';
import { demoRegion, idNumberOf } from './id-number.ts';

const today = Temporal.PlainDate.from('2022-01-30');
const number = idNumberOf(demoRegion, Temporal.PlainDate.from('1980-05-01'), 7);
const read = (change: Partial<TypedComer>, byNumber = false) =>
  readComer(
    { came: 'visitor', name: '宁远航', phone: '139 0000 0001', idNumber: '', purpose: ' 看望 ', ...change },
    { today, regions: 'demo', byNumber },
  );

test('who comes in is read as at a counter: name, phone and what for; the number where a rule asks for it', () => {
  expect(read({})).toEqual({
    ok: { came: 'visitor', name: '宁远航', phone: '13900000001', idNumber: null, purpose: '看望' },
  });
  expect(read({}, true)).toEqual({ wrong: ['idNumber.empty'] });
  expect(read({ idNumber: number }, true)).toMatchObject({ ok: { idNumber: number } });
  expect(read({ idNumber: ' e1234 5678 ' }, true)).toMatchObject({ ok: { idNumber: 'E12345678' } });
  expect(read({ idNumber: number.slice(0, 17) })).toEqual({ wrong: ['idNumber.length'] });
});

test('everything that is wrong is told at once; only who works there needs no phone', () => {
  expect(read({ came: '', name: '', phone: '12', idNumber: '1', purpose: '' })).toEqual({
    wrong: ['came.empty', 'name.empty', 'phone.wrong', 'idNumber.length', 'purpose.empty'],
  });
  expect(read({ phone: '' })).toEqual({ wrong: ['phone.wrong'] });
  expect(read({ came: 'staff', phone: '' })).toMatchObject({ ok: { phone: null } });
});
