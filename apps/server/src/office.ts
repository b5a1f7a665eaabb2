import { randomBytes } from 'node:crypto';
import { openTelling } from '@anmin/api/clients/deliver';
import { copyJournalHead, runDueJobs } from '@anmin/api/jobs';
import { sendMessages } from '@anmin/api/messages/send';
import { asJob, type Given } from '@anmin/api/trpc';
import { inTurn } from '@anmin/db/client';
import type { Logger } from 'pino';
import { shipLog, spoolIn } from './backup/archive.ts';
import { createApi } from './api.ts';
import { prepareDatabase, type PreparedDatabase } from './database.ts';
import { openDemo, type DemoAccount } from './demo.ts';
import { healthOf, officeChecks } from './health.ts';
import { openDoor, type Door } from './http.ts';
import { hashPassphrase, openIdentity } from './identity.ts';
import { isPublic, postToClients } from './interface/post.ts';
import { keepDoing, type Jobs } from './jobs.ts';
import { headKeeper } from './journal-heads.ts';
import { openJournalKey, readJournalKey } from './journal-key.ts';
import { followKeys, openKeys } from './keys.ts';
import { lockDataDirectory } from './lock.ts';
import { CannotStart, type Sentence } from './sentences.ts';
import type { Settings } from './settings.ts';
import { loadSites } from './sites.ts';
import { smsSender } from './sms.ts';

export interface Office {
  readonly url: string;
  readonly accounts: readonly DemoAccount[];
  /** resolves if the embedded database ends although nobody stopped it */
  readonly lost: Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens the office step by step; if a step fails, what was open is closed again. */
export async function openOffice(settings: Settings, openLog: () => Logger): Promise<Office> {
  const opened: Opened = {};
  const close = () => closeAll(opened);
  try {
    return { ...(await open(settings, openLog, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What cannot be closed keeps nothing else from it. */
async function closeAll({ door, database, unlock, copyHead, ship, ...opened }: Opened): Promise<void> {
  const { jobs, sending, telling, heads, keys, shipping } = opened;
  const works = [jobs, sending, telling, heads, keys, shipping].filter((work) => work !== undefined);
  await door?.close().catch(() => undefined);
  await Promise.allSettled(works.map((work) => work.stop()));
  // A database that is gone has been copied as far as it could be.
  await copyHead?.().catch(() => undefined);
  try {
    await database?.close();
  } finally {
    // PostgreSQL finishes its log when it stops.
    await ship?.().catch(() => undefined);
    unlock?.();
  }
}

interface Opened {
  unlock?: () => void;
  door?: Door;
  database?: PreparedDatabase;
  jobs?: Jobs;
  sending?: Jobs;
  telling?: Jobs;
  heads?: Jobs;
  keys?: Jobs;
  shipping?: Jobs;
  ship?: () => Promise<void>;
  copyHead?: () => Promise<void>;
}

/** a minute; a guard of the service, far more than a person sends */
const ordersOfPhone = 10;
/** ms; who would wait longer than a page takes is better told to come back */
const mostBehind = 500;

async function open(settings: Settings, openLog: () => Logger, opened: Opened): Promise<Omit<Office, 'close'>> {
  const siteSecret = randomBytes(32).toString('base64url');
  const door = await takePlace(settings, siteSecret, opened);
  const log = openLog();
  const keys = openKeys(settings);
  opened.keys = keepDoing(followKeys(settings.keysFile, keys), log, betweenKeys);
  const { databases, cluster } = (opened.database = await prepareDatabase(settings, keys));
  const { passphraseDays, trustProxy: secureCookies } = settings;
  const staffed = settings.apps.includes('portal');
  const identity = staffed ? openIdentity(databases.staff, keys, { secureCookies, passphraseDays, log }) : undefined;
  const given = {
    ...{ databases, keys, demo: settings.demo, voice: settings.smsVoice },
    crowd: {
      queue: settings.bookingQueue,
      ofPhone: ordersOfPhone,
      ofNetwork: settings.bookingTries,
      behind: mostBehind,
    },
    hashPassphrase: async (passphrase: string) => {
      if (identity === undefined) throw new Error('nobody signs in here');
      return hashPassphrase(identity, passphrase);
    },
  };
  const accounts =
    identity === undefined ? [] : await inTurn(databases.staff, openingTurn, () => openDemo(given, identity));
  const sites = await loadSites(settings.apps, door.url, siteSecret);
  const dataDir = settings.outsideDatabase === undefined ? settings.dataDir : undefined;
  const work = staffed ? await startWork(settings, given, log, opened) : {};
  const { keysFile } = settings;
  const watched = { database: databases.staff, ...work, keysFile, dataDir, isClosing: door.isClosing };
  const health = healthOf(officeChecks(watched));
  door.open({ api: createApi({ given, identity, secureCookies, passphraseDays, health, log }), sites, log });
  return { url: door.url, accounts, lost: cluster?.ended ?? Promise.withResolvers<undefined>().promise };
}

/** What the office does by itself; the public site alone leaves it to the others. */
async function startWork(settings: Settings, given: Omit<Given, 'actor'>, log: Logger, opened: Opened) {
  openJournalKey(settings);
  const job = await asJob(given);
  const jobs = (opened.jobs = keepDoing(async () => runDueJobs(await asJob(given)), log));
  const sendSms = smsSender(settings.smsGateway);
  const sending = (opened.sending = keepDoing(() => sendMessages(job, sendSms), log, betweenSendings));
  const post = postToClients({ plain: settings.demo, mayReach: isPublic });
  const deliveries = openTelling(job, post);
  const rounds = keepDoing(deliveries.round, log);
  const telling = (opened.telling = {
    sinceDone: rounds.sinceDone,
    stop: () => rounds.stop().then(deliveries.stop),
  });
  const keep = headKeeper(settings.journalHeads);
  // the key is read each time: `npm run journal -- new-key` changes it while the office runs
  const copyHead = (opened.copyHead = async () => copyJournalHead(job, readJournalKey(settings.journalKeyFile), keep));
  const heads = (opened.heads = keepDoing(copyHead, log, betweenHeads));
  const shipping = startShipping(settings, log, opened);
  return { jobs, sending, telling, heads, shipping, headsWithin: settings.journalHeadsWithin * 1_000 };
}

/** The log of the embedded database leaves the machine as it is written, if a backup is kept. */
function startShipping({ backup, outsideDatabase, dataDir }: Settings, log: Logger, opened: Opened): Jobs | undefined {
  if (backup === undefined || outsideDatabase !== undefined) return undefined;
  const ship = (opened.ship = () => shipLog(spoolIn(dataDir), backup.folder, backup.recipient));
  return (opened.shipping = keepDoing(ship, log, 5_000));
}

/** milliseconds between two looks at the file of keys; `npm run keys -- use` waits longer than that */
const betweenKeys = 2_000;

/** milliseconds in which a message waits for its sender at most */
const betweenSendings = 250;

/** milliseconds between two copies of the journal's head */
const betweenHeads = 20_000;

/** Servers that open one database at once fill it one after the other. */
const openingTurn = 232_700_221;

/** The data directory and the port, so that both are known to be free before anything is written. */
async function takePlace(settings: Settings, siteSecret: string, opened: Opened): Promise<Door> {
  const { outsideDatabase, dataDir, host, port, trustProxy, hosts } = settings;
  const refusals: Sentence[] = [];
  const noting = (error: unknown) => {
    if (!(error instanceof CannotStart)) throw error;
    refusals.push(...error.sentences);
  };
  try {
    if (outsideDatabase === undefined) opened.unlock = lockDataDirectory(dataDir);
  } catch (error) {
    noting(error);
  }
  const door = await openDoor({ host, port }, { trustProxy, siteSecret, hosts }).catch(noting);
  if (door !== undefined) opened.door = door;
  if (door === undefined || refusals.length > 0) throw new CannotStart(...refusals);
  return door;
}
