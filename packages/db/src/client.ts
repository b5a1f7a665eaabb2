import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Socket } from 'node:net';
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

interface Wishes {
  readonly max: number;
  /** milliseconds of silence after which a connection is given up; without it a database that hangs is waited for */
  readonly answersWithin?: number;
}

export function openDatabase(url: string, { max, answersWithin }: Wishes): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'anmin',
    options: sessionOptions,
    statement_timeout: 5_000,
    ...(answersWithin === undefined
      ? {}
      : { stream: () => impatientSocket(answersWithin), idleTimeoutMillis: answersWithin / 2 }),
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

/** A database that was stopped, or a line that was cut without a word, answers nothing at all: no timeout of its own ends that. */
function impatientSocket(answersWithin: number): Socket {
  const socket = new Socket();
  return socket.setTimeout(answersWithin, () =>
    socket.destroy(new Error('Connection terminated: the database did not answer')),
  );
}

export function inTransaction<Result>(
  database: Database,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return database.db.transaction(work);
}

/** One process at a time does the work; the others wait for their turn, which is any number they agree on. */
export async function inTurn<Result>({ pool }: Database, turn: number, work: () => Promise<Result>): Promise<Result> {
  // a connection of its own, which may be silent for as long as it takes
  const client = new pg.Client({ connectionString: pool.options.connectionString, application_name: 'anmin' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [turn]);
    return await work();
  } finally {
    // The turn ends with its connection.
    await client.end();
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
