import { readFileSync } from 'node:fs';
import { asJob } from '@anmin/api/trpc';
import { beginBureau, beginning, type Beginning } from '@anmin/api/units/begin';
import { prepareDatabase } from '@anmin/server/database';
import { openKeys } from '@anmin/server/keys';
import { lockDataDirectory } from '@anmin/server/lock';
import { CannotStart, type Sentence } from '@anmin/server/sentences';
import { readSettings } from '@anmin/server/settings';
import { command, say } from './command.ts';

/** `npm run begin -- FILE.json`: opens a bureau in earnest, with its offices and its first administrator. */
await command(async () => {
  const wish = read(process.argv[2]);
  // neither SMS nor browsers are a matter of this command
  const settings = readSettings({
    SMS_GATEWAY_URL: 'https://unused.invalid',
    SMS_GATEWAY_TOKEN: 'unused',
    HOSTS: 'unused.invalid',
    ...process.env,
    DEMO: '0',
  });
  const unlock = settings.outsideDatabase === undefined ? lockDataDirectory(settings.dataDir) : () => undefined;
  const keys = openKeys(settings);
  const { databases, close } = await prepareDatabase(settings, keys);
  try {
    const hashPassphrase = () => Promise.reject(new Error('a passphrase is chosen in the portal'));
    const begun = await beginBureau(await asJob({ databases, keys, demo: false, voice: false, hashPassphrase }), wish);
    if (begun === null) throw new CannotStart(begunBefore());
    say({
      zh: `已开局。请把用户名 ${begun.username} 和邀请码 ${begun.code} 当面交给管理员，在 /admin/invitation 设置口令，72 小时内有效。`,
      en: `Begun. Hand the user name ${begun.username} and the code ${begun.code} over in person; a passphrase is chosen at /admin/invitation within 72 hours.`,
    });
    return true;
  } finally {
    await close();
    unlock();
  }
});

function read(file: string | undefined): Beginning {
  if (file === undefined)
    throw new CannotStart({ zh: '用法：npm run begin -- 文件.json', en: 'Usage: npm run begin -- FILE.json' });
  const parsed = beginning.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const places = [...new Set(parsed.error.issues.map(({ path, message }) => `${path.join('.')} (${message})`))].join(
    '; ',
  );
  throw new CannotStart({ zh: `${file} 中有误：${places}。`, en: `${file} is wrong at: ${places}.` });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CannotStart(
      error instanceof SyntaxError
        ? { zh: `${file} 不是 JSON。`, en: `${file} is not JSON.` }
        : { zh: `${file} 无法读取。`, en: `${file} cannot be read.` },
    );
  }
}

function begunBefore(): Sentence {
  return {
    zh: '这里已经开过局：账号和机构请在后台办理。',
    en: 'This bureau has begun before: accounts and units are managed in the portal.',
  };
}
