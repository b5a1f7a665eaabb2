import { once } from 'node:events';
import { sequence } from '../../packages/api/test/tamper.ts';
import type { Tell } from './claim.ts';
import { withDirectory } from './cluster.ts';
import { openGateway, type Gateway } from './gateway.ts';
import type { Order } from './killer.ts';
import type { Load, Wish } from './load.ts';
import { openOffice, slots, widen, type ProofOffice } from './office.ts';
import { answerOf, pause, start } from './processes.ts';

const bookings = 600;
const kills = 12;
/** ms */
const patience = 6 * 60_000;

/** Trust row 4: every message of every booking is delivered at least once, whoever dies on the way, and twice only under one id. */
export async function outbox(tell: Tell): Promise<void> {
  await withDirectory(async (directory) => {
    const gateway = await openGateway(sequence(5));
    const office = await openOffice(directory, { SMS_GATEWAY_URL: gateway.url, SMS_GATEWAY_TOKEN: 'token' });
    try {
      await widen(office.owner());
      await bookAndKill(office);
      const left = await drained(office);
      tell('every message that was due left the outbox', left === 0, `${left} left`);
      await judge(office, gateway, tell);
    } finally {
      await office.stop();
      gateway.close();
    }
  });
}

/** The app, which sends, is killed while it sends. */
async function bookAndKill(office: ProofOffice): Promise<void> {
  const load = start('./load.ts');
  const killer = start('./killer.ts');
  const { url, keys } = office;
  load.send({ url, keys, slots, connections: 8, from: 1, times: bookings } satisfies Load);
  const booked = answerOf<{ wishes: Wish[] }>(load);
  const random = sequence(3);
  for (let kill = 0; kill < kills; kill += 1) {
    killer.send({ pids: office.pids.app(), after: 1_000 + Math.floor(random() * 1_500) } satisfies Order);
    await once(killer, 'message');
    await office.start.app();
  }
  await booked;
  load.disconnect();
  killer.disconnect();
}

/** How many that were due are left when no more come. */
async function drained(office: ProofOffice): Promise<number> {
  const latest = Date.now() + patience;
  for (;;) {
    const { rows } = await office
      .owner()
      .pool.query<{ left: number }>(
        `select count(*) as left from message where state = 'waiting' and due_at <= office_now()`,
      );
    const left = rows[0]?.left ?? -1;
    if (left === 0 || Date.now() > latest) return left;
    await pause(500);
  }
}

async function judge(office: ProofOffice, gateway: Gateway, tell: Tell): Promise<void> {
  const { rows } = await office
    .owner()
    .pool.query<{ id: string; state: string }>(`select id, state from message where due_at <= office_now()`);
  const missing = rows.filter(({ id }) => !gateway.delivered.has(id));
  tell('none is missing at the provider', missing.length === 0, `${rows.length} messages, ${missing.length} missing`);
  const failed = rows.filter(({ state }) => state !== 'sent');
  tell('each is known as sent', failed.length === 0, `${failed.length} are not`);
  const known = new Set(rows.map(({ id }) => id));
  const strange = [...gateway.delivered.keys()].filter((id) => !known.has(id));
  tell('none was sent that no booking wrote', strange.length === 0, `${strange.length}`);
  const twice = [...gateway.delivered.values()].filter((times) => times > 1).length;
  const hard = gateway.refused() > 100 && gateway.silent() > 20 && twice > 0;
  const seen = `${gateway.refused()} refused, ${gateway.silent()} delivered without an answer, ${twice} delivered again under their own id`;
  tell('the provider was hard enough', hard, seen);
}
