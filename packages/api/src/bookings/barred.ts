import type { Transaction } from '@anmin/db/client';
import type { Application } from '@anmin/domain/appointments/application';
import { barOn, type Penalty, type StrikeKind } from '@anmin/domain/appointments/penalty';
import type { Channel } from '@anmin/domain/appointments/settings';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse, type Refusal } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { askTogether } from '../gathering.ts';
import { rulesOn, settingOn, type Office } from '../office/office.ts';
import { sandboxOf, type Context } from '../trpc.ts';
import type { Loaded } from './load.ts';
import { idIndexes, idNumberOf, isFullNumber, namedOf } from './party.ts';
import { definitionOf } from './service.ts';

/**
 * Whether one of the parties may not book online for a while, by the ladder of the office. Which of them, and for what,
 * is told to nobody who only types a number; the counter stays open to both.
 */
export async function barredRefusal(
  ctx: Context,
  office: Office,
  application: Pick<Application, 'service' | 'parties' | 'visit'>,
  channel: Channel,
): Promise<Refusal | null> {
  const penalties = channel === 'online' ? ladderFor(ctx, office, application.service) : [];
  if (penalties.length === 0) return null;
  const numbers = namedOf(application).flatMap(({ idNumber }) => idNumber ?? []);
  const people = peopleOf(ctx, numbers);
  const { board } = ctx;
  const id = office.institution.id;
  const strikes = await askTogether(board, `strikes ${id}`, people.flat(), (asked) => strikesOf(board.db, id, asked));
  return refusalBy(penalties, people, strikes, officeDay(office.now).toString());
}

/** The same of who waits, asked in the transaction that offers or takes the place. */
export async function barredOf(
  tx: Transaction,
  ctx: Context,
  office: Office,
  { booking, parties }: Pick<Loaded, 'booking' | 'parties'>,
): Promise<Refusal | null> {
  const penalties = ladderFor(ctx, office, booking.service);
  if (penalties.length === 0) return null;
  const people = peopleOf(
    ctx,
    parties.flatMap((it) => idNumberOf(ctx.keys, it) ?? []),
  );
  const strikes = await strikesOf(tx, office.institution.id, people);
  return refusalBy(penalties, people, strikes, officeDay(office.now).toString());
}

/** The ladder in force today; empty: not coming has no consequences here. */
function ladderFor(ctx: Context, office: Office, service: string): readonly Penalty[] {
  const { penalties = [] } = rulesOn(office, officeDay(office.now));
  return sandboxOf(ctx) === null && definitionOf(ctx, service).penalties ? penalties : [];
}

function peopleOf({ keys }: Context, numbers: readonly string[]): Buffer[][] {
  return numbers.filter(isFullNumber).map((idNumber) => idIndexes(keys, idNumber));
}

/** How many people are barred today by the ladder in force, and how many another one would bar. */
export async function barredByLadders(tx: Transaction, office: Office, planned: readonly Penalty[]) {
  const today = officeDay(office.now);
  const current = settingOn(office, today)?.rules.penalties ?? [];
  if (current.length === 0 && planned.length === 0) return null;
  const { rows } = await tx.execute<Row>(
    sql`select id_index, kind, on_day::text from strikes_near(${office.institution.id})`,
  );
  const people = [...Map.groupBy(rows, ({ id_index }) => id_index.toString('hex')).values()];
  const countBy = (ladder: readonly Penalty[]) =>
    people.filter((own) => barOn(ladder, own.map(strikeOf), today.toString()) !== null).length;
  return { before: countBy(current), after: countBy(planned) };
}

const strikeOf = ({ kind, on_day }: Row) => ({ kind, on: on_day });

type Row = { readonly id_index: Buffer; readonly kind: StrikeKind; readonly on_day: string };

type Strikes = ReadonlyMap<string, readonly Row[]>;

function refusalBy(
  penalties: readonly Penalty[],
  people: readonly (readonly Buffer[])[],
  strikes: Strikes,
  today: string,
): Refusal | null {
  const ends = people.flatMap((indexes) => {
    const own = indexes.flatMap((index) => strikes.get(index.toString('hex')) ?? []);
    return barOn(penalties, own.map(strikeOf), today)?.until ?? [];
  });
  const until = ends.sort().at(-1);
  return until === undefined ? null : refuse('barred', [], { until });
}

async function strikesOf(
  db: Context['board']['db'] | Transaction,
  office: string,
  asked: readonly (readonly Buffer[])[],
) {
  const { rows } = await db.execute<Row>(
    sql`select id_index, kind, on_day::text from strikes_of(${sql.param(asked.flat())}::bytea[], ${office})`,
  );
  return Map.groupBy(rows, ({ id_index }) => id_index.toString('hex'));
}
