import { addKey, useKey, type Keys, type RingName } from '@anmin/api/privacy/keys';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestOffice } from '../../../tooling/test/office.ts';
import { holderOf, manId, phoneOf } from './citizens.ts';
import { get } from './staff.ts';
import { post } from './citizens.ts';

/** What the file of keys says from now on reaches whoever holds them. */
export function take({ keys }: Pick<TestOffice, 'keys'>, changed: Keys): void {
  Object.assign(keys, changed);
}

/** A new key, read and written under at once. */
export function turned(keys: Keys, ring: RingName): Keys {
  const added = addKey(keys, ring);
  return useKey(added.keys, ring, added.id);
}

type Looking = Pick<TestOffice, 'url' | 'keys' | 'databases'> & { readonly cookie: string };

/** The couple finds its booking by the phone, the desk by the last four of the number, and the card compares. */
export async function lookOnce(office: Looking, n: number): Promise<void> {
  const found = await (await holderOf(office, phoneOf(n))).find();
  if (found.data?.length !== 1) throw new Error(`the phone of couple ${n} found ${found.data?.length ?? 'nothing'}`);
  const desk = { cookie: office.cookie };
  const text = manId(n).slice(-4);
  const rows = await post<{ id: string }[]>(office.url, 'counter.find', { office: 'jiagedaqi', text }, desk);
  const booking = found.data[0]?.id ?? '';
  if (rows.data?.some(({ id }) => id === booking) !== true) throw new Error(`the desk did not find couple ${n}`);
  const card = { booking, position: 1, idNumber: manId(n) };
  const compared = await post<{ same: boolean }>(office.url, 'counter.compare', card, desk);
  if (compared.data?.same !== true) throw new Error(`the card of couple ${n} was not recognised`);
  await get(office.url, 'counter.row', { booking }, office.cookie);
}

/** Looks until it is stopped, and tells what failed. */
export function lookAround(office: Looking, couples: readonly number[]) {
  const seen = { looked: 0, failed: [] as string[] };
  let looking = true;
  const look = async () => {
    while (looking) {
      const n = couples[seen.looked % couples.length] ?? 0;
      seen.looked += 1;
      await lookOnce(office, n).catch((error: unknown) => seen.failed.push(String(error)));
      await sleep(1);
    }
  };
  const ended = look();
  const stop = async () => {
    looking = false;
    await ended;
    return seen;
  };
  return { seen, stop };
}
