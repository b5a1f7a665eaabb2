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
    create: async <Data extends Record<string, unknown>, Row = Data>(call: Creating<Data>) => {
      const made = await inner.create<Data, Row>({ ...call, data: hashedIn(call.model, call.data) });
      return givenBack(call.model, made, 'token' in call.data ? call.data.token : undefined);
    },
    findOne: async <Row>(call: Parameters<Unbound['findOne']>[0]) => {
      const found = await inner.findOne<Row>({ ...call, where: hashedWhere(call) });
      return givenBack(call.model, found, tokenIn(call.where));
    },
    update: async <Row>(call: Parameters<Unbound['update']>[0]) => {
      const changed = await inner.update<Row>({
        ...call,
        where: hashedWhere(call),
        update: hashedIn(call.model, call.update),
      });
      return givenBack(call.model, changed, call.update['token'] ?? tokenIn(call.where));
    },
    findMany: (call) => inner.findMany({ ...call, where: hashedWhere(call) }),
    count: (call) => inner.count({ ...call, where: hashedWhere(call) }),
    updateMany: (call) =>
      inner.updateMany({ ...call, where: hashedWhere(call), update: hashedIn(call.model, call.update) }),
    delete: (call) => inner.delete({ ...call, where: hashedWhere(call) }),
    deleteMany: (call) => inner.deleteMany({ ...call, where: hashedWhere(call) }),
  };
}

/** As the library asks, which names this type nowhere. */
type Creating<Data> = {
  model: string;
  data: Omit<Data, 'id'>;
  select?: string[] | undefined;
  forceAllowId?: boolean | undefined;
};

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

function givenBack<Row>(model: string, row: Row, token: unknown): Row {
  if (model !== 'session' || typeof row !== 'object' || row === null || typeof token !== 'string') return row;
  return { ...row, token };
}

export function hashOf(token: string): string {
  return sha256(token).toString('base64url');
}
