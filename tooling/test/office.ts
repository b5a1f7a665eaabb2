import { randomUUID } from 'node:crypto';
import { runDueJobs } from '@anmin/api/jobs';
import { sendMessages, type SendSms } from '@anmin/api/messages/send';
import type { Keys } from '@anmin/api/privacy/keys';
import { appRouter } from '@anmin/api/router';
import { asJob, type Actor, type Context, type Given } from '@anmin/api/trpc';
import { openDatabase, type Database } from '@anmin/db/client';
import { createApi } from '@anmin/server/api';
import { demoAccounts, openDemo } from '@anmin/server/demo';
import { healthOf } from '@anmin/server/health';
import { openDoor } from '@anmin/server/http';
import { hashPassphrase, openIdentity } from '@anmin/server/identity';
import { apps } from '@anmin/server/settings';
import { loadSites } from '@anmin/server/sites';
import pino from 'pino';
import type { TestDatabase } from './database.ts';
import { cloneDemo } from './demo.ts';

export type SentSms = Parameters<SendSms>[0];

/** The demo's accounts, by what their holders do. */
const usernames = { clerk: 'jiagedaqi', bureau: 'minzhengju', administrator: 'guanliyuan', auditor: 'shenji' } as const;
export type DemoRole = keyof typeof usernames;

export interface TestOffice {
  /** where the API answers, and the sites if they were asked for */
  readonly url: string;
  /** the two working roles' connections */
  readonly databases: Given['databases'];
  /** as the owner of the tables, for what the application's role may not do */
  readonly ownerDatabase: Database;
  /** for a process of its own: the two working roles, and the one that owns the tables, which security of rows binds too */
  readonly urls: { readonly DATABASE_URL: string; DATABASE_CITIZENS_URL: string; DATABASE_OWNER_URL: string };
  readonly keys: Keys;
  /** what a site of this office proves itself with */
  readonly siteSecret: string;
  /** what the office's own work is done with */
  readonly job: Context;
  /** the same office served once more, with connections of its own, as by a second process; `port`: by another way */
  readonly openBeside: (port?: number) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>;
  /** calls the verbs without HTTP */
  readonly as: (actor: Actor, other?: Partial<Given>) => ReturnType<typeof appRouter.createCaller>;
  /** one round of what is due; the server's own rounds do not run */
  readonly runJobs: () => Promise<void>;
  readonly sent: readonly SentSms[];
  /** signs a demo account in over HTTP and returns its cookie; ends the session it had */
  readonly signIn: (role: DemoRole) => Promise<string>;
  /** the cookie of a demo account's one session, signed in when there is none */
  readonly cookieOf: (role: DemoRole) => Promise<string>;
  readonly close: () => Promise<void>;
}

interface Wishes {
  /** such as `2022-05-16T08:30:00+08:00`; real time without it */
  readonly clock?: string;
  /** both built sites, once in a test file */
  readonly sites?: boolean;
  /** gets every line of the log, down to the finest */
  readonly log?: (line: string) => void;
}

/** A demo office of its own on a database of its own, really listening. */
export async function openOffice({ clock, sites = false, log: keepLine }: Wishes = {}): Promise<TestOffice> {
  const log =
    keepLine === undefined
      ? pino({ level: process.env['LOG_LEVEL'] ?? 'silent' })
      : pino({ level: 'trace' }, { write: keepLine });
  const opening = (databases: Given['databases'], keys: Keys) => {
    const identity = openIdentity(databases.staff, keys, { secureCookies: false, log });
    const hash = (passphrase: string) => hashPassphrase(identity, passphrase);
    return { identity, given: { databases, keys, demo: true, voice: true, hashPassphrase: hash } };
  };
  const seed = ({ databases }: TestDatabase, keys: Keys) => {
    const { identity, given } = opening(databases, keys);
    return openDemo(given, identity);
  };
  const { url, citizensUrl, ownerUrl, databases, ownerDatabase, keys, drop } = await cloneDemo(clock, seed);
  const { identity, given } = opening(databases, keys);
  const siteSecret = randomUUID();
  const door = await openDoor({ host: '127.0.0.1', port: 0 }, { trustProxy: false, siteSecret });
  const health = healthOf({ database: async () => (await databases.staff.pool.query('select 1')).rowCount === 1 });
  const api = createApi({ given, identity, health, log });
  door.open({
    api,
    log,
    sites: sites ? await loadSites(apps, door.url, siteSecret) : { booking: noSite, portal: noSite },
  });
  const sent: SentSms[] = [];
  const signInAs = (role: DemoRole) =>
    signIn(
      door.url,
      demoAccounts.find(({ username }) => username === usernames[role]),
    );
  const cookies: Partial<Record<DemoRole, Promise<string>>> = {};
  return {
    url: door.url,
    databases,
    ownerDatabase,
    urls: { DATABASE_URL: url, DATABASE_CITIZENS_URL: citizensUrl, DATABASE_OWNER_URL: ownerUrl },
    keys,
    siteSecret,
    job: await asJob(given),
    openBeside: async (port) => {
      const at = (url: string) => (port === undefined ? url : url.replace(/:\d+\//, `:${port}/`));
      const wishes = { max: 20, answersWithin: 3_000 };
      const own = { staff: openDatabase(at(url), wishes), citizens: openDatabase(at(citizensUrl), wishes) };
      const beside = await openDoor({ host: '127.0.0.1', port: 0 }, { trustProxy: false, siteSecret });
      const ownApi = createApi({ given: { ...given, databases: own }, identity, health, log });
      beside.open({ api: ownApi, log, sites: { booking: noSite, portal: noSite } });
      const close = async () => {
        await beside.close();
        await Promise.all([own.staff.close(), own.citizens.close()]);
      };
      return { url: beside.url, close };
    },
    as: (actor, other = {}) => appRouter.createCaller({ ...given, ...other, actor }),
    runJobs: async () => {
      await runDueJobs(await asJob(given));
      await sendMessages(await asJob(given), keepIn(sent));
    },
    sent,
    signIn: signInAs,
    cookieOf: async (role) => {
      const known = await cookies[role];
      const alive = known !== undefined && (await isAlive(door.url, known));
      return alive ? known : (cookies[role] = signInAs(role));
    },
    close: async () => {
      await door.close();
      await drop();
    },
  };
}

async function signIn(url: string, account?: { username: string; passphrase: string }): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: account?.username, password: account?.passphrase }),
  });
  if (!response.ok) throw new Error(`the sign-in was answered ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

async function isAlive(url: string, cookie: string): Promise<boolean> {
  return (await fetch(`${url}/trpc/staff.me`, { headers: { cookie } })).ok;
}

const noSite = (_: unknown, response: { writeHead: (status: number) => { end: () => unknown } }) => {
  response.writeHead(404).end();
};

const keepIn =
  (sent: SentSms[]): SendSms =>
  (sms) => {
    sent.push(sms);
    return Promise.resolve();
  };
