import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';

/** Days, times, instants and intervals stay the text PostgreSQL wrote: a JavaScript Date would shift them. */
const asText = (value: string): string => value;
const { DATE, TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ, INTERVAL, INT8 } = pg.types.builtins;
for (const type of [DATE, TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ, INTERVAL]) pg.types.setTypeParser(type, asText);
pg.types.setTypeParser(INT8, (value) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('an int8 of the database is beyond the safe integers');
  return number;
});

export interface Database {
  readonly db: NodePgDatabase;
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
}

export type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];

/** Instants are written in office time, intervals as ISO 8601 durations. */
const sessionOptions = '-c timezone=Asia/Shanghai -c datestyle=ISO -c intervalstyle=iso_8601';

export function openDatabase(url: string, { max }: { max: number }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'anmin',
    options: sessionOptions,
    statement_timeout: 5_000,
    lock_timeout: 1_000,
    idle_in_transaction_session_timeout: 15_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // A connection that breaks fails its statement or is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { db: drizzle({ client: pool, casing: 'snake_case' }), pool, close: () => pool.end() };
}

export function inTransaction<Result>(
  database: Database,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.db.transaction(work);
}

/** One process at a time does the work; the others wait for their turn, which is any number they agree on. */
export async function inTurn<Result>({ pool }: Database, turn: number, work: () => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('set lock_timeout = 0; set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [turn]);
    return await work();
  } finally {
    // The turn ends with its connection.
    client.release(true);
  }
}

/** SQLSTATE of a failed statement; undefined if the error is not PostgreSQL's. */
export function sqlState(error: unknown): string | undefined {
  return postgresError(error)?.code;
}

export function violatedConstraint(error: unknown): string | undefined {
  return postgresError(error)?.constraint;
}

/** Drizzle wraps the driver's error as the cause of its own. */
function postgresError(error: unknown): pg.DatabaseError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof pg.DatabaseError) return cause;
  }
  return undefined;
}
