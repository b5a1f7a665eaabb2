import { randomUUID } from 'node:crypto';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import { memberWords, peopleFile } from '../../packages/api/test/sheets/files.ts';
import type { Tell } from './claim.ts';
import { withDirectory } from './cluster.ts';
import { openOffice, type ProofOffice } from './office.ts';
import { pause, until, untilReady } from './processes.ts';

/** people of a file */
const each = 1_000;
/** of how long it takes to write a file down, when the app is killed */
const moments = [0.05, 0.15, 0.25, 0.35, 0.5, 0.7];
const home = 'songtao';
const account = { username: 'songtao', password: 'shan-he-wan-li-qing' };

/** Files of people are written down while the app is killed again and again: each is in whole or not at all, and once. */
export async function imports(tell: Tell): Promise<void> {
  await withDirectory(async (directory) => {
    const office = await openOffice(directory);
    try {
      const ask = await signedIn(office);
      const before = await entered(office);
      const began = performance.now();
      await ask('confirm', await checked(ask, 0));
      const whole = performance.now() - began;
      let [cut, halves] = [0, 0];
      for (const [n, moment] of moments.entries()) {
        const wish = await checked(ask, n + 1);
        const known = await entered(office);
        const asked = isAnswered(ask, wish);
        await pause(whole * moment);
        for (const pid of office.pids.app()) process.kill(pid, 'SIGKILL');
        if (!(await asked)) cut += 1;
        await office.start.app();
        await untilReady(office.url);
        const more = (await entered(office)) - known;
        if (more !== 0 && more !== each) halves += 1;
        await until('the same wish is answered', () => isAnswered(ask, wish));
        if ((await entered(office)) - known !== each) halves += 1;
      }
      const files = moments.length + 1;
      const { rows } = await office.owner().pool.query<{ sheets: number; told: number }>(
        `select (select count(*)::int from sheet where confirmed_at is not null) as sheets,
                (select count(*)::int from journal_entry where action = 'sheet.confirmed') as told`,
      );
      const doubled = (await entered(office)) - before - files * each;
      tell(`at least 2 of ${moments.length} kills cut a file off`, cut >= 2, cut);
      tell('no file was ever in by half', halves === 0, halves);
      tell('asked for once more each is in once', doubled === 0, `${doubled} too many`);
      tell('each has one entry', rows[0]?.told === files && rows[0].sheets === files, JSON.stringify(rows[0]));
    } finally {
      await office.stop();
    }
  });
}

type Ask = (verb: 'check' | 'confirm', input: unknown) => Promise<{ readonly sheet: string }>;
type Confirming = Readonly<Record<'key' | 'sheet' | 'reason', string>> & { readonly doubles: boolean };

async function signedIn({ url }: ProofOffice): Promise<Ask> {
  const headers = { 'content-type': 'application/json' };
  const post = (path: string, body: unknown, more: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) });
  const answer = await post('/api/auth/sign-in/username', account);
  const cookie = answer.headers.getSetCookie().map((it) => it.split(';', 1)[0]);
  return async (verb, input) => {
    const told = await post(`/trpc/peopleSheets.${verb}`, input, { cookie: cookie.join('; ') });
    if (!told.ok) throw new Error(`${verb} was answered ${told.status}`);
    return ((await told.json()) as { result: { data: { sheet: string } } }).result.data;
  };
}

async function checked(ask: Ask, n: number): Promise<Confirming> {
  const born = Temporal.PlainDate.from('1930-01-01').add({ days: n * each });
  const rows = Array.from({ length: each }, (_, at) => ({
    ...{ name: '某某某', role: '入住者', phone: '13900000992', room: '601', bed: String(at), since: '2022-05-03' },
    idNumber: idNumberOf(demoRegion, born.add({ days: at }), 950 + n),
  }));
  const file = (await peopleFile(rows)).toString('base64');
  const { sheet } = await ask('check', { key: randomUUID(), unit: home, file, words: memberWords });
  return { key: randomUUID(), sheet, doubles: false, reason: '导入' };
}

function isAnswered(ask: Ask, wish: Confirming): Promise<boolean> {
  return ask('confirm', wish).then(
    () => true,
    () => false,
  );
}

async function entered(office: ProofOffice): Promise<number> {
  const asked = 'select count(*)::int as n from membership where unit = $1';
  return (await office.owner().pool.query<{ n: number }>(asked, [home])).rows[0]?.n ?? 0;
}
