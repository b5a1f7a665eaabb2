import { seedDemo } from '@anmin/api/demo/seed';
import type { Context } from '@anmin/api/trpc';
import type { Database } from '@anmin/db/client';
import { seedStaff, type Identity, type StaffAccount } from './identity.ts';
import { CannotStart, type Sentence } from './sentences.ts';

export type DemoAccount = Pick<StaffAccount, 'username' | 'passphrase' | 'role'>;

/**
 * The demo office and its two accounts, made if they are missing; outside the demo there are none.
 * Data begun as a demo stays one: its passphrases are known to everybody.
 */
export async function openDemo(context: Omit<Context, 'actor'>, identity: Identity): Promise<readonly DemoAccount[]> {
  const begun = await howBegun(context.database);
  if (begun === (context.demo ? 'in earnest' : 'as a demo')) throw new CannotStart(otherwise(context.demo));
  if (!context.demo) return [];
  // The accounts come first: they are what tells a demo.
  await seedStaff(identity, accounts);
  await seedDemo({ ...context, actor: { kind: 'job' } });
  return accounts;
}

async function howBegun({ pool }: Database): Promise<'not yet' | 'as a demo' | 'in earnest'> {
  const { rows } = await pool.query<{ demo: boolean; offices: boolean }>(
    `select exists (select from staff_user where email like $1) as demo, exists (select from institution) as offices`,
    [`%${demoDomain}`],
  );
  if (rows[0]?.demo === true) return 'as a demo';
  return rows[0]?.offices === true ? 'in earnest' : 'not yet';
}

function otherwise(demo: boolean): Sentence {
  return demo
    ? { zh: '这些数据不是演示数据，请设置 DEMO=0。', en: 'This data is no demo: set DEMO=0.' }
    : {
        zh: '这些数据以演示开始，口令众所周知：请设置 DEMO=1，或另用一个新的数据库。',
        en: 'This data was begun as a demo, with passphrases known to everybody: set DEMO=1, or use a new database.',
      };
}

const demoDomain = '@demo.invalid';

const accounts: readonly StaffAccount[] = [
  {
    username: 'jiagedaqi',
    email: `jiagedaqi${demoDomain}`,
    passphrase: 'xing-an-ling-da-zi',
    name: '林晓燕',
    role: 'clerk',
    office: 'jiagedaqi',
    region: '232761',
  },
  {
    username: 'minzhengju',
    email: `minzhengju${demoDomain}`,
    passphrase: 'song-shu-he-xue-di',
    name: '赵建国',
    role: 'bureau',
    office: null,
    region: '232700',
  },
];
