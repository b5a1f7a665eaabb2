import { openDatabase, type Database } from '@anmin/db/client';
import type { Ran, Window } from './load.ts';
import type { BenchOffice } from './office.ts';
import { answer, cpuSeconds, start, stop } from './processes.ts';

export type Bench = {
  readonly office: BenchOffice;
  readonly owner: Database;
  readonly load: (window: Window) => Promise<Ran>;
  readonly measured: (window: Window) => Promise<Measured>;
};

/** A window, and the CPU an operation of it cost each side, in microseconds. */
export type Measured = Ran & { readonly node: number; readonly postgres: number };

/** An office and a load process, each a process of its own, for as long as the work lasts. */
export async function withOffice<Result>(work: (bench: Bench) => Promise<Result>): Promise<Result> {
  const officeProcess = start('./office.ts');
  const office = await answer<BenchOffice>(officeProcess);
  const loadProcess = start('./load.ts');
  const owner = openDatabase(office.administratorUrl, { max: 2 });
  const load = (window: Window) => {
    loadProcess.send(window);
    return answer<Ran>(loadProcess);
  };
  const cpu = () => [cpuSeconds(officeProcess.pid ?? 0, false), cpuSeconds(office.postgresPid, true)] as const;
  const measured = async (window: Window) => {
    const before = cpu();
    const ran = await load(window);
    const after = cpu();
    const acts = Object.values(ran.statuses).reduce((sum, count) => sum + count, 0);
    const each = (index: 0 | 1) => ((after[index] - before[index]) * 1e6) / acts;
    return { ...ran, node: each(0), postgres: each(1) };
  };
  try {
    return await work({ office, owner, load, measured });
  } finally {
    await owner.close();
    await Promise.all([stop(loadProcess), stop(officeProcess)]);
  }
}
