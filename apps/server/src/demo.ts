import { seedDemo, type SeededPost } from '@anmin/api/demo/seed';
import { memo } from '@anmin/domain/measures/memo';
import { seedSecondFactor } from '@anmin/api/staff/second-factor';
import { asJob, type Given } from '@anmin/api/trpc';
import type { Role } from '@anmin/domain/organisation/roles';
import { hashPassphrase, seedAccount, type Identity, type StaffAccount } from './identity.ts';
import { CannotStart, type Sentence } from './sentences.ts';

export type DemoAccount = StaffAccount & { readonly title: string; readonly role: Role; readonly unit: string };

/**
 * The demo office and its accounts, made if they are missing; outside the demo there are none.
 * Data begun as a demo stays one: its passphrases are known to everybody.
 */
export async function openDemo(given: Omit<Given, 'actor'>, identity: Identity): Promise<readonly DemoAccount[]> {
  const begun = await howBegun(given.databases);
  if (begun === (given.demo ? 'in earnest' : 'as a demo')) throw new CannotStart(otherwise(given.demo));
  if (!given.demo) return [];
  // The accounts come first: they are what tells a demo.
  const posts: SeededPost[] = [];
  const hash = (passphrase: string) => memo(hashes, passphrase, () => hashPassphrase(identity, passphrase));
  for (const { title: _, role, unit, ...account } of demoAccounts)
    posts.push({ holder: await seedAccount(identity, account, hash), role, unit });
  const holding = { database: given.databases.staff, keys: given.keys };
  for (const { holder } of posts) await seedSecondFactor(holding, holder);
  await seedDemo(await asJob(given), posts);
  return demoAccounts;
}

/** Hashing is meant to be slow, and everybody knows these passphrases anyhow. */
const hashes = new Map<string, Promise<string>>();

async function howBegun({ staff, citizens }: Given['databases']): Promise<'not yet' | 'as a demo' | 'in earnest'> {
  const demo = await staff.pool.query('select from staff_user where email like $1 limit 1', [`%${demoDomain}`]);
  if (demo.rowCount === 1) return 'as a demo';
  const offices = await citizens.pool.query('select from institution limit 1');
  return offices.rowCount === 1 ? 'in earnest' : 'not yet';
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

export const demoAccounts: readonly DemoAccount[] = [
  {
    username: 'jiagedaqi',
    email: `jiagedaqi${demoDomain}`,
    passphrase: 'xing-an-ling-da-zi',
    name: '林晓燕',
    title: '窗口人员 clerk ',
    role: 'institutionManager',
    unit: 'jiagedaqi',
  },
  {
    username: 'minzhengju',
    email: `minzhengju${demoDomain}`,
    passphrase: 'song-shu-he-xue-di',
    name: '赵建国',
    title: '民政局   bureau',
    role: 'sectionClerk',
    unit: '232700-shehui',
  },
  {
    username: 'guanliyuan',
    email: `guanliyuan${demoDomain}`,
    passphrase: 'hong-pi-yun-shan-lin',
    name: '孙志强',
    title: '系统管理 admin ',
    role: 'systemAdministrator',
    unit: '232700',
  },
  {
    username: 'shenji',
    email: `shenji${demoDomain}`,
    passphrase: 'luo-ye-song-gao-feng',
    name: '马秀兰',
    title: '审计     audit ',
    role: 'auditor',
    unit: '232700',
  },
  elsewhere('changzhi', '郭海燕', '长治     bureau', '140400-shehui'),
  elsewhere('liuzhou', '韦秀英', '柳州     bureau', '450200-shehui'),
  elsewhere('ningbo', '陈海波', '宁波     bureau', '330200-shehui'),
  elsewhere('jiaxing', '沈玉芳', '嘉兴     bureau', '330400-shehui'),
  elsewhere('lanzhou', '马建军', '兰州     bureau', '620100-shehui'),
  { ...elsewhere('yinzhou', '周敏', '鄞州     county', '330212'), role: 'countyClerk' },
  { ...elsewhere('juzhang', '祝明远', '局领导   head  ', '232700'), role: 'prefectureHead' },
  { ...elsewhere('songtao', '柏文静', '养老院   home  ', 'songtao'), role: 'institutionManager' },
  { ...elsewhere('fucai', '屈秋实', '投注站   outlet', 'fucai-0101'), role: 'institutionManager' },
];

/** All others share a passphrase, which everybody knows anyhow. */
function elsewhere(username: string, name: string, title: string, unit: string): DemoAccount {
  const email = `${username}${demoDomain}`;
  return { username, email, passphrase: 'shan-he-wan-li-qing', name, title, role: 'sectionClerk', unit };
}
