import type { Database, Transaction } from '@anmin/db/client';
import { closure, institution, officeSetting } from '@anmin/db/schema/offices';
import { type ClosedSpan } from '@anmin/domain/appointments/bookable';
import type { Door } from '@anmin/domain/appointments/entering';
import type { OfficeBook } from '@anmin/domain/appointments/booking';
import type { OfficeRules } from '@anmin/domain/appointments/settings';
import { isOfferedOn } from '@anmin/domain/appointments/service';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { loadDoor } from '../visits/door.ts';
import { Refused, sandboxOf, type Context } from '../trpc.ts';
import { readInstant } from './now.ts';

export type Institution = typeof institution.$inferSelect;
export type Setting = typeof officeSetting.$inferSelect;

/** An office with its settings and closures, and its clock at the moment of reading. */
export type Office = {
  readonly institution: Institution;
  readonly settings: readonly Setting[];
  readonly closures: readonly ClosedSpan[];
  /** Days whose ballot is published, and whether it is drawn. */
  readonly ballots: readonly { readonly day: string; readonly drawn: boolean }[];
  /** What is known at its door, where it takes visits; null: it takes none. */
  readonly door: Omit<Door, 'remote'> | null;
  readonly now: Temporal.Instant;
};

export async function loadOffice(db: Database['db'] | Transaction, id: string): Promise<Office> {
  const [found] = await db
    .select({
      institution,
      now: sql<string>`office_now()`,
      ballots: sql<
        Office['ballots'] | null
      >`(select jsonb_agg(jsonb_build_object('day', day, 'drawn', drawn_at is not null))
        from ballot where ballot.office = institution.id)`,
    })
    .from(institution)
    .where(eq(institution.id, id));
  if (found === undefined) throw new Refused(refuse('notFound'));
  const settings = await loadSettings(db, id);
  const closures = await loadClosures(db, found.institution);
  const { institution: own, ballots } = found;
  const door = settings.some(({ rules }) => rules.visits !== undefined) ? await loadDoor(db, id) : null;
  return { institution: own, settings, closures, ballots: ballots ?? [], door, now: readInstant(found.now) };
}

/** One change of an office's plan at a time; citizens go on booking meanwhile. */
export async function lockOffices(tx: Transaction, offices: readonly Pick<Institution, 'id'>[]): Promise<void> {
  const ids = offices.map(({ id }) => id);
  const own = tx.select({ id: institution.id }).from(institution).where(inArray(institution.id, ids));
  await own.orderBy(asc(institution.id)).for('no key update');
}

/** How long a reading may be stale: what it says of free places and closures is a hint, the write decides. */
const staleAfterMs = 1000;
const readings = new WeakMap<Database, Map<string, { at: number; office: Promise<Office> }>>();

/** The public path's reading: at most a second old, one query for all who ask at once, with the clock carried on. */
export async function recentOffice(ctx: Pick<Context, 'board' | 'actor'>, id: string): Promise<Office> {
  const office = await recentReading(ctx, id);
  refuseOtherSandbox(ctx, office);
  return office;
}

/** A sandbox exists for its own client only, and for that client nothing else does. */
export function refuseOtherSandbox(ctx: Pick<Context, 'actor'>, { institution: { id, sandbox } }: Office): void {
  if (sandboxOf(ctx) !== (sandbox ? id : null)) throw new Refused(refuse('notFound'));
}

async function recentReading({ board: database }: Pick<Context, 'board'>, id: string): Promise<Office> {
  const known = readings.get(database) ?? new Map<string, { at: number; office: Promise<Office> }>();
  readings.set(database, known);
  const seen = known.get(id);
  const monotonic = performance.now();
  if (seen === undefined || monotonic - seen.at > staleAfterMs) {
    const reading = { at: monotonic, office: loadOffice(database.db, id) };
    reading.office.catch(() => known.delete(id));
    known.set(id, reading);
    return reading.office;
  }
  const office = await seen.office;
  return { ...office, now: office.now.add({ milliseconds: Math.round(monotonic - seen.at) }) };
}

/** After a change of closures, settings or contacts this process reads afresh; another one follows within a second. */
export function readAfresh({ board: database }: Pick<Context, 'board'>): void {
  readings.delete(database);
}

/** The settings in force on a day: the newest version that is valid by then. */
export function settingOn({ settings }: Pick<Office, 'settings'>, day: Temporal.PlainDate): Setting | undefined {
  return settings.findLast(({ validFrom }) => validFrom <= day.toString());
}

export function rulesOn(office: Office, day: Temporal.PlainDate): OfficeRules {
  const setting = settingOn(office, day);
  if (setting === undefined) throw new Refused(refuse('notOpenYet', [], { day: day.toString() }));
  return setting.rules;
}

export function bookOn({ services }: Pick<Context, 'services'>, office: Office, day: Temporal.PlainDate): OfficeBook {
  const { region, kind } = office.institution;
  const { closures } = office;
  const remote = services.flatMap((it) => (it.remote === true ? [it.id] : []));
  const over = services.flatMap((it) => (isOfferedOn(it, day.toString()) ? [] : [it.id]));
  const settled = rulesOn(office, day);
  const rules =
    over.length === 0 ? settled : { ...settled, services: settled.services.filter((id) => !over.includes(id)) };
  return {
    ...{ place: { region, kind }, rules, closures, underBallot: isUnderBallot(office, day) },
    door: office.door === null ? null : { ...office.door, remote },
  };
}

/** What was published holds until it is drawn, whatever the settings say by then. */
function isUnderBallot(office: Office, on: Temporal.PlainDate): boolean {
  const day = on.toString();
  const published = office.ballots.find((it) => it.day === day);
  const planned = rulesOn(office, on).peakDays.find((it) => it.day === day)?.ballot;
  return published === undefined ? planned !== undefined : !published.drawn;
}

function loadSettings(db: Database['db'] | Transaction, office: string): Promise<Setting[]> {
  return db
    .select()
    .from(officeSetting)
    .where(eq(officeSetting.office, office))
    .orderBy(asc(officeSetting.validFrom), asc(officeSetting.id));
}

async function loadClosures(db: Database['db'] | Transaction, { id, prefecture }: Institution): Promise<ClosedSpan[]> {
  const rows = await db
    .select()
    .from(closure)
    .where(
      and(
        isNull(closure.liftedAt),
        or(eq(closure.office, id), and(isNull(closure.office), eq(closure.prefecture, prefecture))),
      ),
    );
  return rows.map(({ fromDay, untilDay, services, reason, clauses }) => ({
    from: Temporal.PlainDate.from(fromDay),
    until: Temporal.PlainDate.from(untilDay),
    services,
    reason,
    clauses,
  }));
}
