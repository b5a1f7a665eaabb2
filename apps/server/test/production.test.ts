import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { demoRules } from '@anmin/api/demo/seed';
import { createKeys } from '@anmin/api/privacy/keys';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../../tooling/prepare.mjs';
import { emptyDatabase, type TestDatabase } from '../../../tooling/test/database.ts';
import { newDataDirectory, removeDataDirectory, startServer } from './running.ts';

const office = {
  ...{ id: 'huma', kind: 'marriageRegistrationOffice', region: '232721', name: '呼玛县婚姻登记处' },
  ...{ address: '某路3号', phone: '0457-000 0003', hours: '工作日 8:30—17:00' },
};
const file = {
  bureau: {
    ...{ region: '232700', name: '大兴安岭地区', organizer: '某民政局', undertaker: '某信息中心', address: '某路1号' },
    ...{ phone: '0457-000 0000', siteCode: 'x', icp: 'x', police: 'x' },
  },
  administrator: { username: 'first', name: '周晓梅' },
  offices: [office],
};

let database: TestDatabase;
let env: Record<string, string>;
let folder: string;
beforeAll(async () => {
  database = await emptyDatabase();
  folder = newDataDirectory();
  const keysFile = join(folder, 'keys.json');
  writeFileSync(keysFile, JSON.stringify(createKeys()), { mode: 0o600 });
  env = {
    ...{
      DATABASE_URL: database.url,
      DATABASE_CITIZENS_URL: database.citizensUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
    },
    ...{
      HOSTS: '127.0.0.1',
      KEYS_FILE: keysFile,
      SMS_GATEWAY_URL: 'http://127.0.0.1:9/',
      SMS_GATEWAY_TOKEN: 'x',
      LOG_LEVEL: 'silent',
    },
  };
});
afterAll(async () => {
  removeDataDirectory(folder);
  await database.drop();
});

describe('an office in earnest, with its sites on two networks', () => {
  test('a file that is wrong is told place by place, and nothing is begun', () => {
    const wrong = { ...file, bureau: { ...file.bureau, icp: '' }, offices: [{ ...office, region: '110101' }] };
    const { status, output } = begin(wrong);
    expect(status).toBe(1);
    expect(output).toContain('bureau.icp');
  });

  test('begins once with its first administrator, who chooses a passphrase at the portal', async () => {
    const { status, output } = begin(file);
    expect([status, output]).toEqual([0, expect.stringContaining('first')]);
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(output)?.[0] ?? '';
    expect(begin(file)).toMatchObject({ status: 1, output: expect.stringContaining('has begun before') as string });
    const portal = await startServer({ ...env, APPS: 'portal' });
    const passphrase = 'yi-ge-chang-kou-ling';
    const accepted = await post(portal.url, '/trpc/staff.accept', { username: 'first', code, passphrase });
    expect(accepted.status).toBe(200);
    const signedIn = await post(portal.url, '/api/auth/sign-in/username', { username: 'first', password: passphrase });
    expect(signedIn.status).toBe(200);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((it) => it.split(';', 1)[0])
      .join('; ');
    const tree = await fetch(`${portal.url}/trpc/units.tree`, { headers: { cookie } });
    expect(await tree.text()).toContain('呼玛县婚姻登记处');
    expect((await fetch(`${portal.url}/hunyin`)).status).toBe(404);
    expect((await fetch(`${portal.url}/admin/sign-in`)).status).toBe(200);
    expect(await readiness(portal.url)).toEqual({ ready: true, failed: [] });
    process.kill(portal.pid, 'SIGTERM');
    await portal.exit;
  });

  test('[A13] the public process holds the citizens’ role alone, and the staff’s verbs do not exist there', async () => {
    const { DATABASE_CITIZENS_URL = '', KEYS_FILE = '', LOG_LEVEL = '', HOSTS = '' } = env;
    const booking = await startServer({ APPS: 'booking', DATABASE_CITIZENS_URL, KEYS_FILE, LOG_LEVEL, HOSTS });
    expect(await readiness(booking.url)).toEqual({ ready: true, failed: [] });
    const before = await fetch(`${booking.url}/hunyin`);
    expect([before.status, await before.text()]).toEqual([404, expect.stringContaining('网上预约还没有开放')]);
    await database.ownerDatabase.pool.query(
      `insert into office_setting (office, valid_from, rules, source, made_by) values ('huma', '2021-01-01', $1, '试验', 'test')`,
      [demoRules],
    );
    const page = await fetch(`${booking.url}/hunyin`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('某民政局')]);
    expect(await (await fetch(`${booking.url}/trpc/office.list`)).text()).toContain('呼玛县婚姻登记处');
    expect((await fetch(`${booking.url}/admin/`)).status).toBe(404);
    for (const path of [
      'staff.me',
      'counter.sheet',
      'staff.accept',
      'units.tree',
      'office.list,units.tree',
      'office.list%2Cunits.tree',
    ])
      expect([path, (await fetch(`${booking.url}/trpc/${path}?batch=1`)).status]).toEqual([path, 404]);
    expect((await post(booking.url, '/api/auth/sign-in/username', { username: 'first', password: 'x' })).status).toBe(
      404,
    );
    process.kill(booking.pid, 'SIGTERM');
    await booking.exit;
  });
});

function begin(given: unknown): { status: number | null; output: string } {
  const path = join(dirname(env['KEYS_FILE'] ?? ''), 'begin.json');
  writeFileSync(path, JSON.stringify(given));
  const { PATH = '' } = process.env;
  const command = ['--disable-warning=ExperimentalWarning', 'tooling/begin.ts', path];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    env: { PATH, ...env },
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

function post(url: string, path: string, body: unknown): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function readiness(url: string): Promise<unknown> {
  return (await fetch(`${url}/readyz`)).json();
}
