import { Agent, request } from 'node:http';
import { openDatabase } from '@anmin/db/client';

/** What the load process does in one window; it shares no process with the office. */
export type Window =
  | Posting
  | Reading
  | Rush
  | {
      readonly kind: 'sql';
      readonly url: string;
      readonly connections: number;
      readonly times: number;
      readonly text: string;
    };

/** Orders, each from a network of its own. */
type Posting = {
  readonly kind: 'http';
  readonly url: string;
  readonly connections: number;
  readonly bodies: readonly string[];
};
type Reading = {
  readonly kind: 'get';
  readonly urls: readonly string[];
  readonly connections: number;
  readonly times: number;
};
/** Everybody comes at a moment of their own within so many seconds; who sends often has one network. */
type Rush = {
  readonly kind: 'rush';
  readonly url: string;
  readonly within: number;
  /** milliseconds since 1970 at which the first may come; undefined: at once */
  readonly begins?: number;
  readonly wishes: readonly { readonly body: string; readonly from: string; readonly at?: number }[];
};

export type Ran = {
  readonly seconds: number;
  readonly perSecond: number;
  readonly p99: number;
  /** Answers by status; a statement that gave a row is 200, one that gave none 409. */
  readonly statuses: Readonly<Record<string, number>>;
  /** milliseconds of the slowest in a hundred that were not sent away with 503 */
  readonly p99Answered: number;
  /** of a rush: the status of each wish */
  readonly each: readonly number[];
};

process.on('message', (window: Window) => {
  void run(window).then((ran) => process.send?.(ran));
});

async function run(window: Window): Promise<Ran> {
  const { acts, close } = await opened(window);
  const latencies: number[] = [];
  const answered: number[] = [];
  const statuses: Record<string, number> = {};
  const each: number[] = [];
  let next = 0;
  if (window.kind === 'rush' && window.begins !== undefined) await waitUntil(window.begins);
  const began = performance.now();
  const one = async (at: number, connection: number) => {
    const start = performance.now();
    const status = await acts.act(at, connection);
    const took = performance.now() - start;
    latencies.push(took);
    if (status !== 503) answered.push(took);
    if (window.kind === 'rush') each[at] = status;
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const worker = async (connection: number) => {
    for (let at = next++; at < acts.times; at = next++) await one(at, connection);
  };
  if (window.kind === 'rush')
    await Promise.all(
      window.wishes.map((wish, at) => later(wish.at ?? Math.random(), window.within).then(() => one(at, at))),
    );
  else await Promise.all(Array.from({ length: window.connections }, (_, connection) => worker(connection)));
  const seconds = (performance.now() - began) / 1000;
  await close();
  return {
    seconds,
    perSecond: acts.times / seconds,
    p99: p99Of(latencies),
    statuses,
    p99Answered: p99Of(answered),
    each,
  };
}

function p99Of(latencies: number[]): number {
  return latencies.sort((a, b) => a - b)[Math.floor(latencies.length * 0.99)] ?? 0;
}

/** Too late is not begun: what is measured would be something else. */
async function waitUntil(begins: number): Promise<void> {
  const left = begins - Date.now();
  if (left < 0) throw new Error(`ready ${-left} ms after the rush was to begin`);
  await later(1, left / 1000);
}

/** `at` of so many seconds, from 0 to 1 */
function later(at: number, seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, at * seconds * 1000));
}

function opened(window: Window): Opened | Promise<Opened> {
  switch (window.kind) {
    case 'sql':
      return sqlActs(window);
    case 'get':
      return getActs(window);
    case 'http':
      return httpActs(window);
    case 'rush':
      return rushActs(window);
  }
}

type Acts = { readonly times: number; readonly act: (at: number, connection: number) => Promise<number> };
type Opened = { readonly acts: Acts; readonly close: () => Promise<unknown> };

function httpActs({ url, connections, bodies }: Posting): Opened {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const act = (at: number) => send(agent, url, networkOf(at), bodies[at] ?? '');
  return { acts: { times: bodies.length, act }, close: closing(agent) };
}

/** A line that broke before it was served is tried again with the same key, as the site's page does. */
function rushActs({ url, wishes }: Rush): Opened {
  const agent = new Agent({ keepAlive: false });
  const act = async (at: number) => {
    for (let tries = 1; ; tries += 1) {
      const status = await send(agent, url, wishes[at]?.from ?? '', wishes[at]?.body);
      if (status !== 0 || tries === 5) return status;
      await later(1, 1);
    }
  };
  return { acts: { times: wishes.length, act }, close: closing(agent) };
}

function getActs({ urls, connections, times }: Reading): Opened {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const act = (at: number) => send(agent, urls[at % urls.length] ?? '', networkOf(at));
  return { acts: { times, act }, close: closing(agent) };
}

const closing = (agent: Agent) => () => {
  agent.destroy();
  return Promise.resolve();
};

function networkOf(at: number): string {
  return `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`;
}

function send(agent: Agent, url: string, from: string, body?: string): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const posted =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const headers = { ...posted, 'x-forwarded-for': from };
  const outgoing = request(url, { method: body === undefined ? 'GET' : 'POST', agent, headers }, (response) => {
    response.resume();
    response.once('end', () => resolve(response.statusCode ?? 0));
  });
  // a line that broke is no answer
  outgoing.once('error', () => resolve(0));
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
