import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dropKey } from '@anmin/api/privacy/keys';
import { expect, test } from 'vitest';
import { collect } from '../../../tooling/collect.ts';
import { openOffice } from '../../../tooling/test/office.ts';
import { answersFor, book } from '../../../packages/api/test/citizens.ts';
import { readKeys } from '../src/keys.ts';
import { newDataDir } from './running.ts';

test('a key is added, then used, and one whose drop was broken off loses its claims the next time', async () => {
  const office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
  expect(await book(office, answersFor(1, { day: '2022-05-24', time: '09:40' }))).toMatchObject({ status: 200 });
  const file = join(newDataDir(), 'keys.json');
  mkdirSync(dirname(file));
  writeFileSync(file, JSON.stringify(office.keys));
  const keys = (...args: string[]) => collect('tooling/keys.ts', args, { ...office.urls, KEYS_FILE: file });

  expect(await keys('use', 'index')).toMatchObject({
    code: 1,
    said: expect.stringContaining('No key was added') as string,
  });
  expect(await keys('add', 'index')).toMatchObject({ code: 0 });
  expect(readKeys(file).index).toMatchObject({
    current: 'i1',
    keys: { i1: expect.any(String) as string, i2: expect.any(String) as string },
  });
  utimesSync(file, 0, 0);
  expect(await keys('use', 'index')).toMatchObject({ code: 0 });
  expect(readKeys(file).index.current).toBe('i2');

  Object.assign(office.keys, readKeys(file));
  await office.runJobs();
  writeFileSync(file, JSON.stringify(dropKey(office.keys, 'index', 'i1')));
  expect(await keys('drop', 'index', 'i1')).toEqual({ code: 0, said: expect.stringContaining('is dropped') as string });
  const { rows } = await office.ownerDatabase.pool.query<{ mark: string }>(
    `select convert_from(substring(key from 33), 'UTF8') as mark from claim`,
  );
  expect(rows).toEqual([{ mark: 'i2' }, { mark: 'i2' }]);
  await office.close();
});
