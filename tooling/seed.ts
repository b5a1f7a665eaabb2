import { parseArgs } from 'node:util';
import { seedMany } from '@anmin/api/demo/many';
import { asJob } from '@anmin/api/trpc';
import { openDatabase } from '@anmin/db/client';
import { openKeys } from '@anmin/server/keys';
import { reachDatabase } from '@anmin/server/reach';
import { CannotStart } from '@anmin/server/sentences';
import { readSettings } from '@anmin/server/settings';
import { command, say } from './command.ts';

const noDemo = {
  zh: '这里不是演示数据。请先用 npm start 打开演示。',
  en: 'This is no demo. Open one with npm start first.',
};

const thereAlready = {
  zh: '这些机构已经在演示中了。',
  en: 'These institutions are in the demo already.',
};

/** `npm run seed -- --institutions 200 --people 20000`: makes the demo as large as a real prefecture, the same each time. */
await command(async () => {
  const many = read();
  const settings = readSettings({ ...process.env, DEMO: '1' });
  const { staffUrl, close } = await reachDatabase(settings);
  const database = openDatabase(staffUrl, { max: 2 });
  try {
    const { rowCount } = await database.pool.query(`select from staff_user where email like '%@demo.invalid' limit 1`);
    if (rowCount === 0) throw new CannotStart(noDemo);
    await database.pool.query('set statement_timeout = 0');
    const keys = openKeys(settings);
    const databases = { staff: database, citizens: database };
    const ctx = await asJob({
      databases,
      keys,
      demo: true,
      voice: false,
      hashPassphrase: () => Promise.reject(new Error('nobody signs in here')),
    });
    const { institutions, people } = many;
    if (!(await seedMany(ctx, many))) throw new CannotStart(thereAlready);
    say({
      zh: `已加入 ${institutions} 家机构、${people} 人。`,
      en: `Added ${institutions} institutions and ${people} people.`,
    });
    return true;
  } finally {
    await database.close();
    await close();
  }
});

function read() {
  const options = {
    institutions: { type: 'string', default: '200' },
    people: { type: 'string', default: '20000' },
  } as const;
  try {
    const { values } = parseArgs({ options });
    const [institutions, people] = [Number(values.institutions), Number(values.people)];
    const areWhole = Number.isInteger(institutions) && Number.isInteger(people);
    if (areWhole && institutions >= 1 && institutions <= 999 && people >= 0 && people <= 1_000_000)
      return { institutions, people };
  } catch {
    // told below, as a number out of range is
  }
  throw new CannotStart({
    zh: '用法：npm run seed -- --institutions 1到999 --people 0到1000000',
    en: 'Usage: npm run seed -- --institutions 1…999 --people 0…1000000',
  });
}
