import { fork, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function start(file: string): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

export function answer<Message>(child: ChildProcess): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  child.once('message', (message) => resolve(message as Message));
  child.once('exit', (code) => reject(new Error(`a process of the bench ended with ${code}`)));
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
  try {
    const own = cpuOf(pid);
    return withChildren ? childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), own) : own;
  } catch {
    return 0;
  }
}

const ticksPerSecond = 100;

function cpuOf(pid: number): number {
  // after the command in brackets: state is field 3; utime, stime and those of children that ended are 14 to 17
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number);
  return fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond;
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

function parentOf(pid: number): number | null {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  } catch {
    return null;
  }
}
