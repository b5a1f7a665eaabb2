import { expect, test } from 'vitest';
import { readResults } from './pasted.ts';

const people = [
  { person: 'a', name: '张三', room: '101', bed: '1' },
  { person: 'b', name: '李四', room: '101', bed: '2' },
  { person: 'c', name: '张三', room: '102', bed: '1' },
  { person: 'd', name: '王五', room: null, bed: null },
];
const words = { negative: ['阴性', 'negative'], positive: ['阳性'], pending: ['待出结果'] };
const read = (text: string) => {
  const { results, unread } = readResults(text, people, words);
  return { results: Object.fromEntries(results), unread };
};

test.each<[string, string, Record<string, string>, string[]]>([
  ['a column of a sheet', '李四\t2022-01-05\t阴性\n王五\t2022-01-05\t阳性', { b: 'negative', d: 'positive' }, []],
  ['full-width commas and empty lines', '李四，阴性\n\n王五，待出结果\n', { b: 'negative', d: 'pending' }, []],
  ['room and bed alone', '101-2 阴性', { b: 'negative' }, []],
  ['two of one name by their beds', '张三 102-1 阴性\n张三 101-1 阳性', { c: 'negative', a: 'positive' }, []],
  ['two of one name without a bed', '张三 阴性', {}, ['张三 阴性']],
  ['a name in somebody else’s bed', '李四 102-1 阴性', {}, ['李四 102-1 阴性']],
  ['a stranger and a line without a result', '赵六 阴性\n李四 合格', {}, ['赵六 阴性', '李四 合格']],
  ['the same person twice', '李四 阴性\n李四 阳性', { b: 'negative' }, ['李四 阳性']],
  ['a negative among the words of another', '李四 非阴性', {}, ['李四 非阴性']],
])('%s', (_, text, results, unread) => {
  expect(read(text)).toEqual({ results, unread });
});
