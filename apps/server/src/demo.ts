import { seedDemo } from '@anmin/api/demo/seed';
import type { Context } from '@anmin/api/trpc';
import { seedStaff, type Identity, type StaffAccount } from './identity.ts';

export type DemoAccount = Pick<StaffAccount, 'username' | 'passphrase' | 'role'>;

/** The demo office and its two accounts, made if they are missing; outside the demo there are none. */
export async function openDemo(context: Omit<Context, 'actor'>, identity: Identity): Promise<readonly DemoAccount[]> {
  if (!context.demo) return [];
  await seedDemo({ ...context, actor: { kind: 'job' } });
  await seedStaff(identity, accounts);
  return accounts;
}

const accounts: readonly StaffAccount[] = [
  {
    username: 'jiagedaqi',
    passphrase: 'xing-an-ling-da-zi',
    name: '林晓燕',
    role: 'clerk',
    office: 'jiagedaqi',
    region: '232761',
  },
  {
    username: 'minzhengju',
    passphrase: 'song-shu-he-xue-di',
    name: '赵建国',
    role: 'bureau',
    office: null,
    region: '232700',
  },
];
