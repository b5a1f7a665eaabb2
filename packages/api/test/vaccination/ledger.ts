import type { StaffActor } from '@anmin/api/trpc';
import { randomUUID } from 'node:crypto';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';

/** An office with nobody on record yet, and who keeps its vaccination ledgers. */
export type Ledger = {
  readonly office: TestOffice;
  readonly staff: Readonly<Record<Keeper, StaffActor>>;
  readonly verbs: (who: Keeper) => ReturnType<TestOffice['as']>['vaccination'];
  readonly enter: (
    who: Keeper,
    unit: string,
    person: string,
    given: ReturnType<typeof dose>,
  ) => Promise<{ dose: string }>;
};

const posts = {
  liuzhou: ['sectionClerk', '450200-shehui'],
  shangdang: ['countyClerk', '140404'],
  home: ['institutionManager', 'liuzhou-yanglao'],
  jingsong: ['institutionManager', 'shangdang-jingsong'],
  yanglao: ['institutionManager', 'shangdang-yanglao'],
  lanzhou: ['institutionStaff', 'lanzhou-yanglao'],
  children: ['institutionManager', 'liuzhou-ertong'],
} as const;
export type Keeper = keyof typeof posts;

export async function openLedger(): Promise<Ledger> {
  const office = await openOffice({ clock: '2021-12-08T10:00:00+08:00' });
  // the people of the demo are counted elsewhere
  await office.ownerDatabase.pool.query('delete from person');
  const appointed = Object.entries(posts).map(async ([who, [role, unit]]) => [who, await appoint(office, role, unit)]);
  const staff = Object.fromEntries(await Promise.all(appointed)) as Record<Keeper, StaffActor>;
  const verbs = (who: Keeper) => office.as(staff[who]).vaccination;
  return {
    ...{ office, staff, verbs },
    enter: (who, unit, person, given) => verbs(who).enterDose({ key: randomUUID(), unit, person, dose: given }),
  };
}

/** All that is looked at, by what is known now. */
export const now = { unit: null, day: null, known: null };
export const listed = { ...now, at: null, after: null };

export const dose = (on: string, number = 1, more = {}) => ({
  ...{ kind: 'inactivated' as const, number, on, product: '灭活疫苗', batch: 'B1', place: '卫生院', ...more },
});

type Meanwhile = {
  readonly query: (text: string, values: readonly unknown[]) => Promise<unknown>;
  /** Until somebody waits for what was done here, or has an answer without. */
  readonly waits: (answer: Promise<unknown>) => Promise<void>;
};

/** What somebody else does and has not committed yet. */
export async function meanwhile(
  { ownerDatabase }: TestOffice,
  work: (other: Meanwhile) => Promise<void>,
): Promise<void> {
  const client = await ownerDatabase.pool.connect();
  try {
    await client.query('begin');
    await work({
      query: (text, values) => client.query(text, [...values]),
      waits: async (answer) => {
        const state = { over: false };
        void answer.then(
          () => (state.over = true),
          () => (state.over = true),
        );
        while (!state.over && !(await isWaited(ownerDatabase.pool))) await new Promise(setImmediate);
      },
    });
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function isWaited(pool: TestOffice['ownerDatabase']['pool']): Promise<boolean> {
  const { rows } = await pool.query(
    `select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
  );
  return rows.length > 0;
}
