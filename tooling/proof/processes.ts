import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Until the load has been told yes so many times more: each kill meets a busy office. */
export async function untilMore(load: ChildProcess, count: number): Promise<void> {
  const acked = async () => {
    load.send('count');
    return (await answerOf<{ acked: number }>(load)).acked;
  };
  const latest = Date.now() + 60_000;
  for (const goal = (await acked()) + count; (await acked()) < goal;) {
    if (Date.now() > latest) throw new Error('the load is not told yes any more');
    await pause(20);
  }
}

export function untilReady(url: string): Promise<void> {
  return until('the office is ready', async () => (await fetch(`${url}/readyz`).catch(() => null))?.status === 200);
}

/** Looks until it is so, and gives up after two minutes. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const latest = Date.now() + 120_000;
  while (!(await isSo())) {
    if (Date.now() > latest) throw new Error(`in two minutes it was not so: ${what}`);
    await pause(20);
  }
}

export function start(file: string): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

export async function answerOf<Message>(child: ChildProcess): Promise<Message> {
  const [message] = (await once(child, 'message')) as [Message];
  return message;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
