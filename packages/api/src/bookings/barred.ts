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
import { idIndexes, isFullNumber, namedOf } from './party.ts';
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
  const today = officeDay(office.now);
  const { penalties = [] } = rulesOn(office, today);
  if (channel !== 'online' || penalties.length === 0 || sandboxOf(ctx) !== null) return null;
  if (!definitionOf(ctx, application.service).penalties) return null;
  const numbers = namedOf(application).flatMap(({ idNumber }) => idNumber ?? []);
  const people = numbers.filter(isFullNumber).map((idNumber) => idIndexes(ctx.keys, idNumber));
  const until = await barredUntil(ctx, office.institution.id, people, penalties, today.toString());
  return until === null ? null : refuse('barred', [], { until });
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

async function barredUntil(
  { board }: Context,
  office: string,
  people: readonly (readonly Buffer[])[],
  penalties: readonly Penalty[],
  today: string,
): Promise<string | null> {
  const rows = await askTogether(board, `strikes ${office}`, people.flat(), (asked) => strikesOf(board, office, asked));
  const ends = people.flatMap((indexes) => {
    const own = indexes.flatMap((index) => rows.get(index.toString('hex')) ?? []);
    return barOn(penalties, own.map(strikeOf), today)?.until ?? [];
  });
  return ends.sort().at(-1) ?? null;
}

async function strikesOf({ db }: Context['board'], office: string, asked: readonly (readonly Buffer[])[]) {
  const { rows } = await db.execute<Row>(
    sql`select id_index, kind, on_day::text from strikes_of(${sql.param(asked.flat())}::bytea[], ${office})`,
  );
  return Map.groupBy(rows, ({ id_index }) => id_index.toString('hex'));
}
