import type { Database } from '@anmin/db/client';
import type { Keys } from './privacy/keys.ts';
import { sign } from './privacy/seal.ts';

/** How often within how many seconds. A guard of the service, not policy; real time. */
export type Rate = { readonly most: number; readonly seconds: number };

export type Counting = { readonly database: Database; readonly keys: Keys };

/**
 * Counts one attempt of a subject in the database, so that all processes agree. Null: it may go on; else the seconds
 * after which to come back.
 */
export async function countAttempt({ database, keys }: Counting, subject: string, rate: Rate): Promise<number | null> {
  const { rows } = await database.pool.query<{ within: boolean; wait: number }>(
    `insert into attempt as a (subject, since, count) values ($1, now(), 1)
     on conflict (subject) do update set
       since = case when a.since <= now() - make_interval(secs => $2) then now() else a.since end,
       count = case when a.since <= now() - make_interval(secs => $2) then 1 else least(a.count, $3) + 1 end
     returning count <= $3 as within,
               greatest(1, ceil(extract(epoch from since + make_interval(secs => $2) - now())))::int as wait`,
    [hashed(keys, subject), rate.seconds, rate.most],
  );
  return rows[0]?.within === true ? null : (rows[0]?.wait ?? rate.seconds);
}

/** Takes an attempt back that turned out well. */
export async function forgiveAttempt({ database, keys }: Counting, subject: string): Promise<void> {
  await database.pool.query('update attempt set count = greatest(0, count - 1) where subject = $1', [
    hashed(keys, subject),
  ]);
}

/** Who one client is among addresses: one of IPv4, or all 2^64 of an IPv6 network that a household or a host is given. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [text = ''] = address.split('%', 1);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text);
  if (mapped?.[1] !== undefined) return mapped[1];
  const [head = '', tail] = text.toLowerCase().split('::', 2);
  const [front, back] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = tail === undefined ? 0 : 8 - (front?.length ?? 0) - (back?.length ?? 0);
  const groups = [...(front ?? []), ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...(back ?? [])];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

function hashed(keys: Keys, subject: string): Buffer {
  return sign(keys, 'attempt', subject);
}
