import type { ClientChannel, ClientScope } from '@anmin/domain/organisation/clients';
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { sha256 } from '../privacy/seal.ts';
import type { ClientActor, Given } from '../trpc.ts';

export type NewKey = { readonly secret: string; readonly hash: Buffer; readonly hint: string };

/** 256 random bits, so a plain hash of them is as good as a slow one. What it begins with says what it is for. */
export function newKey({ test }: { test: boolean }): NewKey {
  const secret = `${test ? 'anmin_test_' : 'anmin_live_'}${randomBytes(32).toString('base64url')}`;
  return { secret, hash: sha256(secret), hint: secret.slice(-4) };
}

/** What a key opens, and how much of this minute it has used. */
export type Recognised = {
  readonly actor: ClientActor;
  readonly limit: number;
  readonly left: number;
  /** seconds until the next minute */
  readonly resets: number;
  readonly spent: boolean;
};

/** Whose key this is; null for whatever is no key here and now, without saying why. Counts the use. */
export async function recogniseKey(
  { databases }: Pick<Given, 'databases'>,
  secret: string,
  address: string,
): Promise<Recognised | null> {
  if (!secret.startsWith('anmin_')) return null;
  const { rows } = await databases.staff.pool.query<Row>('select * from use_key($1, $2::inet)', [
    sha256(secret),
    plainAddress(address),
  ]);
  const [row] = rows;
  if (row === undefined) return null;
  const { client: id, name, channel, sandbox, unit, scopes, per_minute: limit, used, resets } = row;
  return {
    actor: { kind: 'client', id, name, channel, sandbox, unit, scopes },
    limit,
    left: Math.max(0, limit - used),
    resets,
    spent: used > limit,
  };
}

/** Without the zone, which means something on this machine only; null: none is known. */
function plainAddress(address: string): string | null {
  const [plain = ''] = address.split('%', 1);
  return isIP(plain) === 0 ? null : plain;
}

type Row = {
  client: string;
  name: string;
  channel: ClientChannel;
  sandbox: string | null;
  unit: string;
  scopes: ClientScope[];
  per_minute: number;
  used: number;
  resets: number;
};
