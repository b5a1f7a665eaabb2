import { Agent, request } from 'node:http';
import { openDatabase } from '@anmin/db/client';

/** What the load process does in one window; it shares no process with the office. */
export type Window =
  | { readonly kind: 'http'; readonly url: string; readonly connections: number; readonly bodies: readonly string[] }
  | {
      readonly kind: 'sql';
      readonly url: string;
      readonly connections: number;
      readonly times: number;
      readonly text: string;
    };

export type Ran = {
  readonly seconds: number;
  readonly perSecond: number;
  readonly p99: number;
  /** Answers by status; a statement that gave a row is 200, one that gave none 409. */
  readonly statuses: Readonly<Record<string, number>>;
};

process.on('message', (window: Window) => {
  void run(window).then((ran) => process.send?.(ran));
});

async function run(window: Window): Promise<Ran> {
  const { acts, close } = window.kind === 'http' ? httpActs(window) : await sqlActs(window);
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  let next = 0;
  const began = performance.now();
  const worker = async (connection: number) => {
    for (let at = next++; at < acts.times; at = next++) {
      const start = performance.now();
      const status = await acts.act(at, connection);
      latencies.push(performance.now() - start);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: window.connections }, (_, connection) => worker(connection)));
  const seconds = (performance.now() - began) / 1000;
  await close();
  latencies.sort((a, b) => a - b);
  return {
    seconds,
    perSecond: acts.times / seconds,
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
    statuses,
  };
}

type Acts = { readonly times: number; readonly act: (at: number, connection: number) => Promise<number> };
type Opened = { readonly acts: Acts; readonly close: () => Promise<unknown> };

function httpActs({ url, connections, bodies }: Extract<Window, { kind: 'http' }>): Opened {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const act = (at: number) => postJson(agent, url, bodies[at] ?? '');
  const close = () => {
    agent.destroy();
    return Promise.resolve();
  };
  return { acts: { times: bodies.length, act }, close };
}

function postJson(agent: Agent, url: string, body: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
    response.resume();
    response.once('end', () => resolve(response.statusCode ?? 0));
  });
  outgoing.once('error', reject);
  outgoing.end(body);
  return promise;
}

async function sqlActs({ url, connections, times, text }: Extract<Window, { kind: 'sql' }>): Promise<Opened> {
  const { pool, close } = openDatabase(url, { max: connections });
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await pool.connect();
      await client.query('set lock_timeout = 0; set statement_timeout = 0');
      return client;
    }),
  );
  const act = async (at: number, connection: number) => {
    const result = await clients[connection]?.query({ name: 'bare', text, values: [at] });
    return result?.rowCount === 1 ? 200 : 409;
  };
  const closeAll = () => {
    for (const client of clients) client.release();
    return close();
  };
  return { acts: { times, act }, close: closeAll };
}
