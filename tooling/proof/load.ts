import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { provePhone } from '@anmin/api/bookings/phone-proof';
import type { Keys } from '@anmin/api/privacy/keys';
import { answersFor } from '../../packages/api/test/citizens.ts';

/** Where and for which hot slots to book, one slot after the other, until told to stop or `times` are made. */
export type Load = {
  readonly url: string;
  readonly keys: Keys;
  readonly slots: readonly { readonly day: string; readonly time: string }[];
  readonly connections: number;
  /** the first couple */
  readonly from: number;
  readonly times: number;
};

/** One wish and what became of it. Instants are of this machine, in ms. */
export type Wish = {
  readonly key: string;
  /** when it first ended without an answer, though it had been sent; null: every answer was an answer */
  readonly unknownAt: number | null;
  readonly tries: number;
  readonly sentAt: number;
  readonly answeredAt: number;
  /** the last status, and what it said */
  readonly status: number;
  readonly body: string;
};

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const wishes: Wish[] = [];
let stopped = false;

process.on('message', (told: Load | 'stop' | 'count') => {
  if (told === 'stop') stopped = true;
  else if (told === 'count') process.send?.({ acked: wishes.filter(({ status }) => status === 200).length });
  else void run(told);
});
process.once('disconnect', () => process.exit());

async function run(load: Load): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (!stopped && next < load.times) wishes.push(await persist(load, next++));
  };
  await Promise.all(Array.from({ length: load.connections }, worker));
  process.send?.({ wishes });
}

/** Asks with one key until there is an answer: yes, or no. */
async function persist({ url, keys, slots, from }: Load, at: number): Promise<Wish> {
  const key = randomUUID();
  const slot = slots[at % slots.length] ?? { day: '', time: '' };
  const answers = answersFor(from + at, slot);
  const proof = provePhone(keys, answers.phone ?? '', Temporal.Now.instant());
  const body = JSON.stringify({ key, answers, proof });
  let unknownAt: number | null = null;
  const sentAt = Date.now();
  for (let tries = 1; ; tries += 1) {
    const answer = await post(`${url}/trpc/bookings.book`, body);
    const busy = answer.status === 409 && answer.body.includes('"busy"');
    if (answer.status > 0 && answer.status < 500 && !busy)
      return { key, unknownAt, tries, sentAt, answeredAt: Date.now(), ...answer };
    if (answer.sent) unknownAt ??= Date.now();
    if (stopped && tries > 300) return { key, unknownAt, tries, sentAt, answeredAt: Date.now(), ...answer };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

type Answer = { readonly status: number; readonly body: string; readonly sent: boolean };

/** `status` 0: the connection broke; `sent`: the office may have got the wish all the same. */
function post(url: string, body: string): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const outgoing = request(url, { method: 'POST', agent, headers, timeout: 20_000 }, (response) => {
    let text = '';
    response.on('data', (chunk: Buffer) => (text += chunk.toString()));
    response.once('end', () => resolve({ status: response.statusCode ?? 0, body: text, sent: true }));
    response.once('error', () => resolve({ status: 0, body: '', sent: true }));
  });
  outgoing.once('timeout', () => outgoing.destroy(new Error('timeout')));
  outgoing.once('error', (error: NodeJS.ErrnoException) =>
    resolve({ status: 0, body: '', sent: error.code !== 'ECONNREFUSED' }),
  );
  outgoing.end(body);
  return promise;
}
