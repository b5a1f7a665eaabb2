import { expect, test } from 'vitest';
import { subjectOf } from './journal-subjects.ts';

type Row = Parameters<typeof subjectOf>[0];

const office = { id: 'jiagedaqi', name: '加格达奇区婚姻登记处' };
const manager = { abilities: ['requests.see', 'units.see', 'closures.see'], officesOf: { 'requests.see': [office] } };
const row = (action: Row['action'], at: string, about: string | null = null): Row => ({
  ...{ id: 1, actor: 'job', action, subject: 'a1', office: at, fields: [], codes: {}, clauses: [] },
  ...{ at: '2022-05-16T00:30:00Z', name: null, officeName: null, about },
});
const read = (entry: Row) => subjectOf(entry, manager as Parameters<typeof subjectOf>[1]);

test('an entry leads to what it is about where its reader may look, and says it elsewhere', () => {
  expect(read(row('request.answered', 'jiagedaqi')).href).toBe('/admin/requests/a1?office=jiagedaqi');
  const foreign = read(row('request.answered', 'mohe'));
  expect(foreign.href).toBeNull();
  expect(foreign.text).toBe(read(row('request.answered', 'jiagedaqi')).text);
});

test('the closing of an institution leads to the closings, its opening to the unit by its name', () => {
  expect(read(row('unit.closed', 'jiagedaqi')).href).toBe('/admin/closings');
  expect(read(row('unit.opened', 'jiagedaqi', office.name))).toEqual({ text: office.name, href: '/admin/units/a1' });
});
