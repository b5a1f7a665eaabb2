import type { Database } from '@anmin/db/client';
import { CannotStart } from './sentences.ts';

/**
 * Starts the office's clock at the first start and lets it run; a later start must name the same instant.
 * The offset is kept in seconds: an interval of days would follow the time zone's own changes.
 */
export async function startClock(owner: Database, clock: string | undefined): Promise<void> {
  await owner.pool.query(
    `insert into office_clock (started_as, offset_)
     values ($1::text, coalesce(make_interval(secs => extract(epoch from $1::timestamptz - now())), interval '0'))
     on conflict do nothing`,
    [clock ?? null],
  );
  const { rows } = await owner.pool.query<{ begun: string | null }>('select started_as as begun from office_clock');
  const begun = rows[0]?.begun ?? undefined;
  if (!isSameInstant(begun, clock)) throw anotherClock(begun);
}

function isSameInstant(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Temporal.Instant.from(one).equals(Temporal.Instant.from(other));
}

function anotherClock(begun: string | undefined): CannotStart {
  if (begun === undefined) {
    return new CannotStart({
      zh: '这些数据按真实时间开始，不能用 CLOCK 改变；请去掉 CLOCK，或用另一个 DATA_DIR。',
      en: 'This data was begun in real time, which CLOCK cannot change: leave CLOCK out, or use another DATA_DIR.',
    });
  }
  return new CannotStart({
    zh: `这些数据以 CLOCK=${begun} 开始；请设置同样的 CLOCK，或用另一个 DATA_DIR。`,
    en: `This data was begun with CLOCK=${begun}: set the same CLOCK, or use another DATA_DIR.`,
  });
}
