import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { CannotStart, type Sentence } from './sentences.ts';

export const apps = ['booking', 'portal'] as const;
export type App = (typeof apps)[number];

export interface Settings {
  /** the sites this process serves: both, or one of them on a network of its own */
  readonly apps: readonly App[];
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** undefined: the embedded PostgreSQL in the data directory */
  readonly outsideDatabase: OutsideDatabase | undefined;
  readonly keysFile: string;
  /** signs the journal's heads */
  readonly journalKeyFile: string;
  /** the folder, best on another machine, that gets the journal's heads */
  readonly journalHeads: string;
  /** seconds without a copy of the head after which the office is not ready */
  readonly journalHeadsWithin: number;
  /** where encrypted copies of the embedded database go, best on another machine, and for whom they are encrypted */
  readonly backup: { readonly folder: string; readonly recipient: string } | undefined;
  /** the instant at which the office's clock was started; undefined: real time */
  readonly clock: string | undefined;
  readonly demo: boolean;
  readonly trustProxy: boolean;
  /** the names under which browsers reach the office, one with a port at that port only; undefined: any */
  readonly hosts: readonly string[] | undefined;
  readonly smsGateway: { readonly url: string; readonly token: string } | undefined;
  /** whether the gateway can also call and read a code out */
  readonly smsVoice: boolean;
  /** days after which staff change their passphrase; undefined: never, as NIST and ASVS advise */
  readonly passphraseDays: number | undefined;
  /** how many citizens may wait for a place at one office before the next are asked to come back */
  readonly bookingQueue: number;
  /** orders a minute from one network */
  readonly bookingTries: number;
  readonly logLevel: z.infer<typeof logLevel>;
}

export interface OutsideDatabase {
  readonly citizensUrl: string;
  /** undefined: this process serves the public site alone, and holds no more rights than that takes */
  readonly staff: { readonly url: string; readonly ownerUrl: string } | undefined;
}

/** Reads every setting, and refuses with one sentence for each wrong one. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  const wrong = parsed.error?.issues.map((issue) => String(issue.path[0])) ?? [];
  const missing = missingCompanions(given);
  const sentences = [...new Set([...wrong, ...missing])].map((name) => demands[name as Name]);
  if (parsed.success && shareRole(parsed.data)) sentences.push(sameRoles);
  if (!parsed.success || sentences.length > 0) throw new CannotStart(...sentences);
  return toSettings(parsed.data);
}

const postgresUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.username !== '' && url.pathname.length > 1;
});

const yesOrNo = z
  .enum(['1', 'true', 'on', 'yes', '0', 'false', 'off', 'no'])
  .transform((text) => ['1', 'true', 'on', 'yes'].includes(text));

const instant = z.string().refine((text) => {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
});

const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,6}$/)
  .transform(Number);

const settings = z.object({
  APPS: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(apps)).min(1))
    .default([...apps]),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_CITIZENS_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  KEYS_FILE: z.string().optional(),
  JOURNAL_KEY: z.string().optional(),
  JOURNAL_HEADS: z.string().optional(),
  JOURNAL_HEADS_WITHIN: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .refine((seconds) => seconds >= 60)
    .default(300),
  BACKUP_DIR: z.string().optional(),
  BACKUP_RECIPIENT: z
    .string()
    .regex(/^age1[02-9ac-hj-np-z]{58}$/)
    .optional(),
  CLOCK: instant.optional(),
  DEMO: yesOrNo.optional(),
  TRUST_PROXY: yesOrNo.default(false),
  HOSTS: z
    .string()
    .regex(/^[a-z0-9.:[\]-]+(,[a-z0-9.:[\]-]+)*$/i)
    .transform((names) => names.toLowerCase().split(','))
    .optional(),
  SMS_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMS_GATEWAY_TOKEN: z.string().optional(),
  SMS_VOICE: yesOrNo.optional(),
  PASSPHRASE_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .optional(),
  BOOKING_QUEUE: wholeNumber.default(1_000),
  BOOKING_TRIES: wholeNumber.default(300),
  LOG_LEVEL: logLevel.default('info'),
});

type Given = z.infer<typeof settings>;
type Name = keyof Given;

/** Settings that another setting calls for and that are not given. */
function missingCompanions(given: Readonly<Record<string, string | undefined>>): Name[] {
  const alone = given['APPS'] !== undefined && !given['APPS'].split(',').includes('portal');
  const outside = alone || given['DATABASE_URL'] !== undefined || given['DATABASE_CITIZENS_URL'] !== undefined;
  const demo = yesOrNo.safeParse(given['DEMO']).data ?? !outside;
  const called: Name[] = [
    ...(outside ? (['DATABASE_CITIZENS_URL'] as const) : []),
    ...(outside && !alone ? (['DATABASE_URL', 'DATABASE_OWNER_URL'] as const) : []),
    ...(outside ? (['KEYS_FILE'] as const) : []),
    ...(given['DATABASE_OWNER_URL'] === undefined ? [] : (['DATABASE_URL'] as const)),
    ...(given['BACKUP_DIR'] === undefined ? [] : (['BACKUP_RECIPIENT'] as const)),
    ...(given['BACKUP_RECIPIENT'] === undefined ? [] : (['BACKUP_DIR'] as const)),
    ...(demo ? [] : (['HOSTS'] as const)),
    ...(demo || alone ? [] : (['SMS_GATEWAY_URL', 'SMS_GATEWAY_TOKEN'] as const)),
  ];
  return [...new Set(called)].filter((name) => given[name] === undefined);
}

function shareRole({ DATABASE_URL, DATABASE_CITIZENS_URL, DATABASE_OWNER_URL }: Given): boolean {
  const given = [DATABASE_URL, DATABASE_CITIZENS_URL, DATABASE_OWNER_URL].filter((url) => url !== undefined);
  return new Set(given.map((url) => new URL(url).username)).size < given.length;
}

function toSettings(given: Given): Settings {
  const dataDir = resolve(given.DATA_DIR);
  const { DATABASE_URL: url, DATABASE_CITIZENS_URL: citizensUrl, DATABASE_OWNER_URL: ownerUrl } = given;
  const staff = url !== undefined && ownerUrl !== undefined ? { url, ownerUrl } : undefined;
  const outsideDatabase = citizensUrl === undefined ? undefined : { citizensUrl, staff };
  const { BACKUP_DIR: folder, BACKUP_RECIPIENT: recipient } = given;
  const keysFile = resolve(given.KEYS_FILE ?? `${dataDir}/keys.json`);
  const { SMS_GATEWAY_URL: smsUrl, SMS_GATEWAY_TOKEN: token } = given;
  const demo = given.DEMO ?? outsideDatabase === undefined;
  return {
    apps: given.APPS,
    port: given.PORT,
    host: given.HOST,
    dataDir,
    outsideDatabase,
    keysFile,
    journalKeyFile: resolve(given.JOURNAL_KEY ?? `${dirname(keysFile)}/journal-key.pem`),
    journalHeads: resolve(given.JOURNAL_HEADS ?? `${dirname(keysFile)}/journal-heads`),
    journalHeadsWithin: given.JOURNAL_HEADS_WITHIN,
    backup: folder !== undefined && recipient !== undefined ? { folder: resolve(folder), recipient } : undefined,
    clock: given.CLOCK,
    demo,
    trustProxy: given.TRUST_PROXY,
    hosts: given.HOSTS,
    smsGateway: smsUrl !== undefined && token !== undefined ? { url: smsUrl, token } : undefined,
    smsVoice: given.SMS_VOICE ?? demo,
    passphraseDays: given.PASSPHRASE_DAYS,
    bookingQueue: given.BOOKING_QUEUE,
    bookingTries: given.BOOKING_TRIES,
    logLevel: given.LOG_LEVEL,
  };
}

const demands: Record<Name, Sentence> = {
  APPS: {
    zh: 'APPS 应为 booking、portal 或 booking,portal；只开一个网站时须使用外部数据库。',
    en: 'APPS must be booking, portal or booking,portal; booking alone takes a database on a server of its own.',
  },
  PORT: { zh: 'PORT 应为 0 至 65535 的整数。', en: 'PORT must be a whole number from 0 to 65535.' },
  HOST: { zh: 'HOST 应为本机的一个地址。', en: 'HOST must be an address of this machine.' },
  DATA_DIR: { zh: 'DATA_DIR 应为一个目录。', en: 'DATA_DIR must be a directory.' },
  DATABASE_URL: {
    zh: 'DATABASE_URL 应为带用户名和库名的 postgres:// 地址，与 DATABASE_OWNER_URL 一同设置。',
    en: 'DATABASE_URL must be a postgres:// URL with a role and a database, set together with DATABASE_OWNER_URL.',
  },
  DATABASE_CITIZENS_URL: {
    zh: 'DATABASE_CITIZENS_URL 应为公众网站角色的 postgres:// 地址，设置 DATABASE_URL 时必填。',
    en: 'DATABASE_CITIZENS_URL must be the postgres:// URL of the role of the public site; DATABASE_URL requires it.',
  },
  DATABASE_OWNER_URL: {
    zh: 'DATABASE_OWNER_URL 应为建表角色的 postgres:// 地址，设置 DATABASE_URL 时必填。',
    en: 'DATABASE_OWNER_URL must be the postgres:// URL of the role that owns the tables; DATABASE_URL requires it.',
  },
  KEYS_FILE: {
    zh: 'KEYS_FILE 应为密钥文件的路径，设置 DATABASE_URL 时必填。',
    en: 'KEYS_FILE must be the path of the file of keys; DATABASE_URL requires it.',
  },
  JOURNAL_KEY: {
    zh: 'JOURNAL_KEY 应为日志链头签名私钥文件的路径。',
    en: 'JOURNAL_KEY must be the path of the private key that signs the heads of the journal.',
  },
  JOURNAL_HEADS: {
    zh: 'JOURNAL_HEADS 应为存放日志链头的文件夹，最好在另一台机器上。',
    en: 'JOURNAL_HEADS must be the folder that gets the heads of the journal, best on another machine.',
  },
  JOURNAL_HEADS_WITHIN: {
    zh: 'JOURNAL_HEADS_WITHIN 应为不小于 60 的秒数。',
    en: 'JOURNAL_HEADS_WITHIN must be a number of seconds, 60 or more.',
  },
  BACKUP_DIR: {
    zh: 'BACKUP_DIR 应为存放备份的文件夹，与 BACKUP_RECIPIENT 一同设置。',
    en: 'BACKUP_DIR must be the folder that gets the backups, set together with BACKUP_RECIPIENT.',
  },
  BACKUP_RECIPIENT: {
    zh: 'BACKUP_RECIPIENT 应为备份的公钥（age1…），与 BACKUP_DIR 一同设置；用 npm run backup -- new-key 文件名 生成。',
    en: 'BACKUP_RECIPIENT must be the public key of the backups (age1…), set together with BACKUP_DIR; npm run backup -- new-key FILE makes one.',
  },
  CLOCK: {
    zh: 'CLOCK 应为带时区偏移的时刻，例如 2022-05-16T08:30:00+08:00。',
    en: 'CLOCK must be an instant with its offset, such as 2022-05-16T08:30:00+08:00.',
  },
  DEMO: { zh: 'DEMO 应为 1 或 0。', en: 'DEMO must be 1 or 0.' },
  TRUST_PROXY: { zh: 'TRUST_PROXY 应为 1 或 0。', en: 'TRUST_PROXY must be 1 or 0.' },
  HOSTS: {
    zh: 'HOSTS 应为浏览器访问本系统所用的主机名，多个用逗号分隔，例如 yuyue.example.gov.cn；非演示时必填。',
    en: 'HOSTS must be the host names browsers use, separated by commas, such as yuyue.example.gov.cn; only the demo does without them.',
  },
  SMS_GATEWAY_URL: {
    zh: 'SMS_GATEWAY_URL 应为短信网关的 http(s) 地址，非演示时必填。',
    en: 'SMS_GATEWAY_URL must be the http(s) address of the SMS gateway; only the demo does without it.',
  },
  SMS_GATEWAY_TOKEN: {
    zh: 'SMS_GATEWAY_TOKEN 应为短信网关的令牌，非演示时必填。',
    en: 'SMS_GATEWAY_TOKEN must be the token of the SMS gateway; only the demo does without it.',
  },
  SMS_VOICE: { zh: 'SMS_VOICE 应为 1 或 0。', en: 'SMS_VOICE must be 1 or 0.' },
  PASSPHRASE_DAYS: {
    zh: 'PASSPHRASE_DAYS 应为口令更换周期的天数，不设置则不要求定期更换。',
    en: 'PASSPHRASE_DAYS must be the days after which passphrases change; without it they need not.',
  },
  BOOKING_QUEUE: {
    zh: 'BOOKING_QUEUE 应为正整数：一个办事处同时排队的公众人数上限。',
    en: 'BOOKING_QUEUE must be a whole number above 0: how many citizens may wait at one office.',
  },
  BOOKING_TRIES: {
    zh: 'BOOKING_TRIES 应为正整数：一个网络每分钟的预约提交次数上限。',
    en: 'BOOKING_TRIES must be a whole number above 0: how many orders one network may send in a minute.',
  },
  LOG_LEVEL: {
    zh: 'LOG_LEVEL 应为 fatal、error、warn、info、debug、trace 或 silent。',
    en: 'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent.',
  },
};

const sameRoles: Sentence = {
  zh: 'DATABASE_URL、DATABASE_CITIZENS_URL 与 DATABASE_OWNER_URL 应使用不同的角色。',
  en: 'DATABASE_URL, DATABASE_CITIZENS_URL and DATABASE_OWNER_URL must use different roles.',
};
