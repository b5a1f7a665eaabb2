import { expect, test } from 'vitest';
import { carriedOn, listAt } from './list.ts';

const at = (search: string) => new URL(`http://office.example/admin/requests${search}`);

test('a filter keeps the office and the columns, and begins at the first page without the news of the last act', () => {
  const url = at('?office=mohe&state=open&column=kind&column=due&before=40&done=1');
  expect(carriedOn(url, ['before', 'state'])).toEqual([
    ['office', 'mohe'],
    ['column', 'kind'],
    ['column', 'due'],
  ]);
  expect(listAt(url, { before: null, state: null })).toBe('/admin/requests?office=mohe&column=kind&column=due');
});

test('the next page keeps the filters, and no page repeats the action that was sent', () => {
  expect(listAt(at('?state=open&/save'), { before: '40' })).toBe('/admin/requests?state=open&before=40');
  expect(listAt(at('?done=1'), { before: null })).toBe('/admin/requests');
});
