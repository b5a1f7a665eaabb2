import { sha256 } from '@anmin/api/privacy/seal';
import type { BetterAuthOptions, DBAdapter, DBTransactionAdapter, Where } from 'better-auth';

type Adapter = DBAdapter;
type Unbound = DBTransactionAdapter;

/**
 * Keeps of each session's token only its hash in the database, so that whoever reads the table signs in with none. The
 * identity library asks by token and gets the token back it asked by.
 */
export function withHashedSessions(open: (options: BetterAuthOptions) => Adapter) {
  return (options: BetterAuthOptions): Adapter => {
    const adapter = open(options);
    return {
      ...adapter,
      ...hashing(adapter),
      transaction: (work) => adapter.transaction((tx) => work({ ...tx, ...hashing(tx) })),
    };
  };
}

function hashing(
  inner: Unbound,
): Pick<Unbound, 'create' | 'findOne' | 'findMany' | 'count' | 'update' | 'updateMany' | 'delete' | 'deleteMany'> {
  return {
    create: async (call) => {
      const made = await inner.create({ ...call, data: hashedIn(call.model, call.data) });
      return givenBack(call.model, made, (call.data as { token?: unknown }).token) as never;
    },
    findOne: async (call) => {
      const found = await inner.findOne({ ...call, where: hashedWhere(call) });
      return givenBack(call.model, found, tokenIn(call.where)) as never;
    },
    update: async (call) => {
      const changed = await inner.update({
        ...call,
        where: hashedWhere(call),
        update: hashedIn(call.model, call.update),
      });
      return givenBack(call.model, changed, call.update['token'] ?? tokenIn(call.where)) as never;
    },
    findMany: (call) => inner.findMany({ ...call, where: hashedWhere(call) }),
    count: (call) => inner.count({ ...call, where: hashedWhere(call) }),
    updateMany: (call) =>
      inner.updateMany({ ...call, where: hashedWhere(call), update: hashedIn(call.model, call.update) }),
    delete: (call) => inner.delete({ ...call, where: hashedWhere(call) }),
    deleteMany: (call) => inner.deleteMany({ ...call, where: hashedWhere(call) }),
  };
}

function hashedIn<Data extends object>(model: string, data: Data): Data {
  if (model !== 'session' || !('token' in data) || typeof data.token !== 'string') return data;
  return { ...data, token: hashOf(data.token) };
}

function hashedWhere({ model, where = [] }: { model: string; where?: Where[] | undefined }): Where[] {
  if (model !== 'session') return where;
  return where.map((it) =>
    it.field === 'token' && typeof it.value === 'string' ? { ...it, value: hashOf(it.value) } : it,
  );
}

function tokenIn(where: readonly Where[]): unknown {
  return where.find(({ field }) => field === 'token')?.value;
}

function givenBack(model: string, row: unknown, token: unknown): unknown {
  if (model !== 'session' || typeof row !== 'object' || row === null || typeof token !== 'string') return row;
  return { ...row, token };
}

export function hashOf(token: string): string {
  return sha256(token).toString('base64url');
}
