import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { Office } from './office.ts';
import { CannotStart, spoken, type Sentence } from './sentences.ts';
import { readSettings, type Settings } from './settings.ts';

const began = performance.now();
try {
  const settings = readSettings(process.env);
  // Wrong settings are told before all the rest is loaded.
  const { openOffice } = await import('./office.ts');
  const office = openOffice(settings, () => openLog(settings));
  closeWhenTold(office);
  greet(await office, settings);
} catch (error) {
  for (const sentence of sentencesOf(error)) console.error(spoken(sentence));
  process.exitCode = 1;
}

/** Ctrl-C reaches the launcher and this process alike, so the same wish may arrive twice. */
function closeWhenTold(opening: Promise<Office>): void {
  let closing: Promise<void> | undefined;
  const close = (exitCode: number) => {
    if (closing !== undefined) return;
    process.exitCode = exitCode;
    // longer than requests, jobs and the database take together
    setTimeout(() => process.exit(1), 30_000).unref();
    closing = opening.then(
      async (office) => {
        await office.close();
        process.exit(exitCode);
      },
      () => undefined,
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => close(0));
  // A launcher that was killed can no longer pass on the wish to stop.
  process.on('disconnect', () => close(0));
  process.channel?.unref();
  void opening.then(
    async ({ lost }) => {
      await lost;
      if (closing === undefined) console.error(spoken(databaseLost()));
      close(1);
    },
    () => undefined,
  );
}

function greet({ url, accounts }: Office, { demo, clock }: Settings): void {
  const lines = [
    `安民已开门（${Math.round(performance.now() - began)} 毫秒）。 Anmin is open.`,
    `  预约 Booking   ${url}/`,
    `  窗口 Counter   ${url}/admin`,
    ...(clock === undefined ? [] : [`  时钟 Clock     CLOCK=${clock}`]),
    ...(demo ? ['  演示账号 Demo accounts, in the demo only'] : []),
    ...accounts.map(({ username, passphrase, title }) => `    ${title}   ${username}   ${passphrase}`),
    '  按 Ctrl-C 停止。 Ctrl-C stops everything.',
  ];
  console.log(lines.join('\n'));
}

/** Beside the embedded database the log is a file, so that the addresses stay in sight; else it goes to standard output. */
function openLog({ outsideDatabase, dataDir, logLevel }: Settings): Logger {
  const options = { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (outsideDatabase !== undefined) return pino(options);
  const dest = join(dataDir, 'server.log');
  if (existsSync(dest)) renameSync(dest, `${dest}.1`);
  return pino(options, pino.destination({ dest, mode: 0o600, sync: true }));
}

/** What nobody foresaw is told by its first cause: what wraps it may quote the values of a statement. */
function sentencesOf(error: unknown): readonly Sentence[] {
  if (error instanceof CannotStart) return error.sentences;
  let cause = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  return [{ zh: '启动失败：', en: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }];
}

function databaseLost(): Sentence {
  return {
    zh: '内置数据库意外停止，服务器随之停止；重新启动即可恢复。',
    en: 'The embedded database ended unexpectedly, so the server stops; starting again recovers.',
  };
}
