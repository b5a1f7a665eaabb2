import { describe, expect, test } from 'vitest';
import { demoRegion, idNumberOf } from './id-number.ts';
import { readMember, type MemberProblem, type TypedMember } from './member.ts';

const today = Temporal.PlainDate.from('2022-05-16');
const number = idNumberOf(demoRegion, Temporal.PlainDate.from('1941-03-05'), 901);
const resident: TypedMember = {
  ...{
    name: '申屠长庚',
    idNumber: number,
    sex: '',
    bornOn: '',
    phone: '139 0000 0001',
    role: 'resident',
    standing: '',
  },
  ...{ groups: '', post: '', room: '１０１', bed: '2', since: '2022-05-16' },
};
const read = (change: Partial<TypedMember> = {}) => readMember({ ...resident, ...change }, { today, regions: 'demo' });

test('a resident is read as written, sex and day of birth from the number', () => {
  expect(read()).toEqual({
    ok: {
      ...{ name: '申屠长庚', idNumber: number, phone: '13900000001', sex: 'male', bornOn: '1941-03-05' },
      ...{ role: 'resident', standing: null, groups: [], post: null, room: '101', bed: '2', since: '2022-05-16' },
    },
  });
});

test('who works there is in service without a word, who retired says how', () => {
  const staff = { role: 'staff', room: '', bed: '', post: '护士', groups: 'partyMember  socialWorker' };
  expect(read(staff)).toMatchObject({
    ok: { standing: 'inService', post: '护士', groups: ['partyMember', 'socialWorker'] },
  });
  expect(read({ role: 'retiree', room: '', bed: '', standing: 'retiredCadre' })).toMatchObject({
    ok: { standing: 'retiredCadre' },
  });
});

test('without a number the sex is told, and the day of birth where it is known', () => {
  expect(read({ idNumber: ' \u200b', sex: 'female' })).toMatchObject({
    ok: { idNumber: null, sex: 'female', bornOn: null },
  });
});

describe('what is wrong is told by its field', () => {
  test.each<[string, Partial<TypedMember>, MemberProblem[]]>([
    ['no name', { name: '' }, ['name.empty']],
    [
      'a mistyped number',
      { idNumber: `${number.slice(0, -1)}${number.endsWith('1') ? '2' : '1'}` },
      ['idNumber.check'],
    ],
    ['an old number', { idNumber: '990001410305901' }, ['idNumber.old15']],
    ['another sex than the number’s', { sex: 'female' }, ['sex.other']],
    ['another day than the number’s', { bornOn: '1941-03-06' }, ['bornOn.other']],
    ['neither number nor sex', { idNumber: '' }, ['sex.empty']],
    ['a day of birth to come', { idNumber: '', sex: 'male', bornOn: '2022-05-17' }, ['bornOn.future', 'since.born']],
    ['no phone', { phone: '12345' }, ['phone.wrong']],
    ['no role', { role: 'guest' }, ['role.empty']],
    ['a retiree without a standing', { role: 'retiree', room: '', bed: '' }, ['standing.empty']],
    ['a resident in service', { standing: 'inService' }, ['standing.role']],
    ['an unknown group', { groups: 'partyMember guild' }, ['groups.unknown']],
    ['a resident with a post', { post: '护士' }, ['post.role']],
    ['a cook with a bed', { role: 'staff', room: '' }, ['bed.role']],
    ['a bed without a room', { room: '' }, ['bed.room']],
    ['a room of a long name', { room: '东'.repeat(21) }, ['room.length']],
    ['no first day', { since: '2022-02-30' }, ['since.empty']],
    ['a first day to come', { since: '2022-05-17' }, ['since.future']],
    ['a first day before the birth', { since: '1941-03-04' }, ['since.born']],
    ['several at once', { name: '', role: '', since: '' }, ['name.empty', 'role.empty', 'since.empty']],
  ])('%s', (_, change, wrong) => {
    expect(read(change)).toEqual({ wrong });
  });
});
