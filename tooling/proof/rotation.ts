import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asRow } from '@anmin/db/book-place';
import { sealParty, phoneIndex } from '@anmin/api/bookings/party';
import { dropClaims, keyUse, type KeyUse } from '@anmin/api/privacy/key-use';
import { addKey, dropKey, parseKeys, useKey, type Keys } from '@anmin/api/privacy/keys';
import { seal } from '@anmin/api/privacy/seal';
import { readIdNumber } from '@anmin/domain/people/id-number';
import { writeSecretFile } from '@anmin/server/secret-file';
import { answersFor, book, manId, phoneOf, womanId } from '../../packages/api/test/citizens.ts';
import { lookAround, take } from '../../packages/api/test/rotation.ts';
import type { Tell } from './claim.ts';
import { withDirectory } from './cluster.ts';
import { openOffice, type ProofOffice } from './office.ts';
import { until } from './processes.ts';

const couples = 34_000;
const live = 40;
/** milliseconds in which a server takes up the file of keys, with room */
const known = 5_000;
const patience = 8 * 60_000;

/** Trust row 7: both keys are changed under a running server over 100,000 rows, and nobody looks in vain meanwhile. */
export async function rotation(tell: Tell): Promise<void> {
  await withDirectory(async (directory) => {
    const office = await openOffice(directory);
    try {
      await prove(office, join(directory, 'keys.json'), tell);
    } finally {
      await office.stop();
    }
  });
}

async function prove(office: ProofOffice, keysFile: string, tell: Tell): Promise<void> {
  await fill(office);
  for (let n = 1; n <= live; n += 1) {
    const at = { day: `2022-05-${24 + (n % 3)}`, time: ['09:00', '09:40', '10:20'][n % 3] ?? '' };
    await book(office, answersFor(couples + n, at));
  }
  const rows = await rowsOf(office);
  const databases = { citizens: office.owner(), staff: office.owner() };
  const looking = { url: office.url, keys: office.keys, databases, cookie: await signIn(office) };
  const around = lookAround(
    looking,
    Array.from({ length: 500 }, (_, n) => n * 60 + 1),
  );
  const change = async (changed: Keys) => {
    writeSecretFile(keysFile, JSON.stringify(changed));
    await sleep(known);
    take(office, changed);
  };
  const sealing = addKey(parseKeys(JSON.parse(readFileSync(keysFile, 'utf8'))), 'sealing');
  const index = addKey(sealing.keys, 'index');
  await change(index.keys);
  const began = performance.now();
  await change(useKey(useKey(index.keys, 'sealing', sealing.id), 'index', index.id));
  const left = await untilMoved(office);
  const seconds = (performance.now() - began) / 1000;
  tell(
    `${rows} rows stand under new keys`,
    rows >= 100_000 && left === 0,
    `${left} left after ${seconds.toFixed(0)} s`,
  );
  await change(dropKey(dropKey(office.keys, 'sealing', 'k1'), 'index', 'i1'));
  await dropClaims({ database: office.owner() }, 'i1');
  await sleep(known);
  const { looked, failed } = await around.stop();
  const seen = `${failed.length} of ${looked} failed ${failed.slice(0, 3).join('; ')}`;
  tell('no look failed before, while and after', looked > 100 && failed.length === 0, seen);
  const { standing, odd } = await claimsOf(office);
  tell(
    'each live booking has the claims of its people once',
    standing > 0 && odd === 0,
    `${odd} of ${standing} have not`,
  );
}

/** Bookings that are over, so that they need neither a place nor a claim. */
async function fill(office: ProofOffice): Promise<void> {
  const { pool } = office.owner();
  await until('a day is open', async () => (await pool.query('select from slot limit 1')).rowCount === 1);
  for (let from = 0; from < couples; from += 1_000) {
    const bookings: object[] = [];
    const parties: object[] = [];
    for (let n = from; n < from + 1_000; n += 1) {
      const id = randomUUID();
      const phone = phoneOf(n);
      bookings.push({
        ...{ id, reference: `HY${String(n).padStart(10, '0')}` },
        ...asRow({
          phoneSealed: seal(office.keys, `booking.phone:${id}`, phone),
          phoneIndex: phoneIndex(office.keys, phone),
        }),
      });
      parties.push(asRow(sealParty(office.keys, id, 1, partyOf(manId(n), '王建军'))));
      parties.push(asRow(sealParty(office.keys, id, 2, partyOf(womanId(n), '李秀英'))));
    }
    await pool.query(
      `insert into booking (id, reference, office, slot, service, state, channel, made_by, phone_sealed, phone_index)
       select id, reference, 'jiagedaqi', (select min(id) from slot where office = 'jiagedaqi'), 'marriage', 'cancelled',
              'online', 'citizen', phone_sealed, phone_index from jsonb_populate_recordset(null::booking, $1::jsonb)`,
      [JSON.stringify(bookings)],
    );
    await pool.query('insert into party select * from jsonb_populate_recordset(null::party, $1::jsonb)', [
      JSON.stringify(parties),
    ]);
    await pool.query(
      `insert into journal_entry (actor, action, subject, office) select 'job', 'proof.filled', id, 'jiagedaqi'
         from jsonb_populate_recordset(null::booking, $1::jsonb)`,
      [JSON.stringify(bookings)],
    );
  }
  await pool.query('analyze');
}

function partyOf(idNumber: string, name: string) {
  const read = readIdNumber(idNumber, { today: Temporal.PlainDate.from('2022-05-16'), regions: 'demo' });
  if (!('ok' in read)) throw new Error('an invented number does not read');
  return { name, idNumber, sex: read.ok.sex, birth: read.ok.birth, screening: null };
}

async function untilMoved(office: ProofOffice): Promise<number> {
  const began = performance.now();
  let left = Infinity;
  while (left > 0 && performance.now() - began < patience) {
    await sleep(2_000);
    // as if a day had passed for drafts, which are brought nowhere
    await office.owner().pool.query(`delete from draft where substring(sealed from 2 for 2) = 'k1'`);
    left = old(await keyUse({ database: office.owner(), keys: office.keys }));
  }
  return left;
}

function old(uses: readonly KeyUse[]): number {
  return uses.filter(({ id }) => id === 'i1' || id === 'k1').reduce((sum, { rows }) => sum + rows, 0);
}

async function claimsOf(office: ProofOffice): Promise<{ standing: number; odd: number }> {
  const { rows } = await office.owner().pool.query<{ standing: number; odd: number }>(
    `select count(*)::int as standing, count(*) filter (where claims <> 2)::int as odd
       from (select (select count(*) from claim where claim.booking = booking.id) as claims
               from booking where state = 'booked') live`,
  );
  return rows[0] ?? { standing: 0, odd: 0 };
}

async function rowsOf(office: ProofOffice): Promise<number> {
  const { rows } = await office
    .owner()
    .pool.query<{ n: number }>('select ((select count(*) from booking) + (select count(*) from party))::int as n');
  return rows[0]?.n ?? 0;
}

async function signIn({ url }: ProofOffice): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'jiagedaqi', password: 'xing-an-ling-da-zi' }),
  });
  if (!response.ok) throw new Error(`the sign-in was answered ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}
