import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function start(file: string): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

export function answer<Message>(child: ChildProcess): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  const ended = (code: number | null) => reject(new Error(`a process of the bench ended with ${code}`));
  child.once('exit', ended);
  child.once('message', (message) => {
    child.off('exit', ended);
    resolve(message as Message);
  });
  return promise;
}

export async function stop(child: ChildProcess): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  child.once('exit', () => resolve(undefined));
  child.disconnect();
  await promise;
}

/** CPU seconds a process and its children have used so far; 0 where there is no /proc. */
export function cpuSeconds(pid: number, withChildren: boolean): number {
  // the process last: what a child used that ends meanwhile is then counted there
  const children = withChildren ? childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), 0) : 0;
  return children + cpuOf(pid);
}

const ticksPerSecond = 100;

/** 0 for a process that is gone. */
function cpuOf(pid: number): number {
  // after the command in brackets: state is field 3; utime, stime and those of children that ended are 14 to 17
  const fields = statOf(pid).map(Number);
  return fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond;
}

function childrenOf(pid: number): number[] {
  if (!existsSync('/proc')) return [];
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.map(Number).filter((candidate) => Number(statOf(candidate)[1]) === pid);
}

function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}
