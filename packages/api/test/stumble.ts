import type { TestOffice } from '../../../tooling/test/office.ts';
import { expect } from 'vitest';
import type { Answered } from './citizens.ts';
import { fingerprint } from './tables.ts';

export type Fall = 'fails' | 'dies';

const written = [
  'idempotency',
  'booking',
  'party',
  'place',
  'claim',
  'journal_entry',
  'message',
  'closure',
  'report',
] as const;

/** Lets a transaction fail, or its connection die, after its n-th write, and as the last step at its commit. */
export async function layStumblingBlock({ ownerDatabase }: TestOffice): Promise<void> {
  await ownerDatabase.pool.query(`
    create table stumble (at_step int not null, fall text not null);
    grant select on stumble to public;
    create function stumble() returns trigger language plpgsql security definer as $$
    declare
      step int := coalesce(nullif(current_setting('test.step', true), ''), '0')::int + 1;
    begin
      perform set_config('test.step', step::text, true);
      if step = (select at_step from stumble where fall = 'dies') then
        perform pg_terminate_backend(pg_backend_pid()), pg_sleep(1);
      end if;
      if step = (select at_step from stumble) then
        raise exception 'stumbled';
      end if;
      return null;
    end $$;
    ${written
      .map(
        (table) => `create trigger stumble after insert or update or delete on ${table}
                      for each statement execute function stumble();`,
      )
      .join('\n')}
    create constraint trigger stumble_at_commit after insert on journal_entry
      deferrable initially deferred for each row execute function stumble()`);
}

/**
 * Repeats an act with its fall one write later each time until it stands. After each fall everything is as it was.
 * Answers how many falls there were.
 */
export async function stumbleThrough(
  office: TestOffice,
  fall: Fall,
  act: () => Promise<Answered<unknown>>,
): Promise<number> {
  const before = await fingerprint(office);
  for (let step = 1; step < 100; step += 1) {
    await office.ownerDatabase.pool.query('truncate stumble');
    await office.ownerDatabase.pool.query('insert into stumble values ($1, $2)', [step, fall]);
    const { status, data } = await act();
    if (status === 200) {
      await office.ownerDatabase.pool.query('truncate stumble');
      return step - 1;
    }
    expect({ status, data }).toEqual({ status: expect.toSatisfy((it: number) => it >= 409) as number, data: null });
    expect(await fingerprint(office)).toEqual(before);
  }
  throw new Error('it never stood');
}
