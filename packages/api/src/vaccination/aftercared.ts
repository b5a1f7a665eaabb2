import type { Transaction } from '@anmin/db/client';
import { dose, vaccinationReaction } from '@anmin/db/schema/vaccination';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import type { Recorded } from '@anmin/domain/measures/recorded';
import type { Days, RecordsOf } from '@anmin/domain/measures/records';
import { handledSteps } from '@anmin/domain/vaccination/aftercare';
import { and, gte, isNull, lt, lte, sql } from 'drizzle-orm';
import { joinedUp } from '../evidence/kept.ts';
import { isUnder } from '../scope.ts';

type Kept = Pick<Recorded, 'deadline' | 'ledger'>;
type Events = readonly RecordsOf['deadline'][];
export type Asked = Pick<RuleVersion, 'requirement' | 'from'>;

/** What is on record of what follows a dose at units under these, of as much as is asked. */
export async function aftercaredUnder(
  tx: Transaction,
  roots: readonly string[],
  on: string,
  asked: readonly Asked[],
): Promise<(unit: string) => Kept> {
  const doses = await dosesOpen(tx, roots, on, asked);
  const asksReactions = asked.some(
    ({ requirement: it }) =>
      (it.kind === 'ledger' && it.of === 'adverseReaction') || (it.kind === 'deadline' && isHandling(it)),
  );
  const reactions = asksReactions ? await reactionsOpen(tx, roots, on) : [];
  const [dosesAt, reactionsAt] = [Map.groupBy(doses, unitOf), Map.groupBy(reactions, unitOf)];
  return (unit) => ({
    deadline: (requirement, since) => {
      if (isHandling(requirement)) return (reactionsAt.get(unit) ?? []).map(({ event, done }) => ({ event, done }));
      if (!isFollowUp(requirement)) return null;
      const own = (dosesAt.get(unit) ?? []).filter((it) => it.on >= since);
      return own.map(({ on, asked }): Events[number] => ({
        event: `${on}T00:00`,
        done: asked.map((day) => ({ to: null, at: `${day}T00:00`, signed: false })),
      }));
    },
    ledger: ({ of }) =>
      of === 'adverseReaction'
        ? { entries: (reactionsAt.get(unit) ?? []).map(({ id, steps }) => ({ id, steps })), signedOff: [] }
        : null,
  });
}

type AskedDeadline = Parameters<Recorded['deadline']>[0];
export const isFollowUp = ({ act, after }: AskedDeadline): boolean => act === 'followUp' && after === 'dose';
const isHandling = ({ act, after }: AskedDeadline): boolean => act === 'handleReaction' && after === 'adverseReaction';
const unitOf = ({ unit }: { readonly unit: string }): string => unit;

/**
 * Whose dose of a unit a duty still has a day of on which nobody asked them how they are, and for which days they were asked.
 * Nobody owes it of whom has left, nor for the days before they came.
 */
export async function dosesOpen(tx: Transaction, roots: readonly string[], today: string, duties: readonly Asked[]) {
  const asking = duties.flatMap(({ requirement: it, from }) =>
    it.kind === 'deadline' && isFollowUp(it) ? [{ from, days: it.onDays }] : [],
  );
  const [first] = asking.map(({ from }) => from).sort();
  if (first === undefined) return [];
  const days = sql.param([...new Set(asking.flatMap((it) => it.days))]);
  const isOf = (table: string) =>
    sql`${sql.raw(table)}.person = ${dose}.person and ${sql.raw(table)}.unit = ${dose}.unit`;
  const asked = sql<string[]>`array(select f.for_day::text from vaccination_follow_up f
    where ${isOf('f')} and f.for_day > ${dose}.given_on)`;
  const stays = sql<Days[]>`(select json_agg(json_build_object('from', m.since, 'until', m.until) order by m.since)
    from membership m where ${isOf('m')})`;
  const isThere = sql`exists (select from membership m
    where ${isOf('m')} and m.since <= ${today} and (m.until is null or m.until > ${today}))`;
  const isOpen = sql`exists (select from unnest(${days}::int[]) after where not exists (
    select from vaccination_follow_up f where ${isOf('f')} and f.for_day = ${dose}.given_on + after))`;
  const rows = await tx
    .select({ unit: dose.unit, person: dose.person, on: dose.givenOn, asked, stays })
    .from(dose)
    .where(
      and(
        ...[isNull(dose.knownUntil), gte(dose.givenOn, first), lt(dose.givenOn, today), isUnder(dose.unit, roots)],
        ...[isThere, isOpen],
      ),
    );
  return rows.map(({ stays, asked, ...it }) => {
    const stay = joinedUp(stays).find(({ from, until }) => from <= today && (until === null || today < until));
    return { ...it, asked: [...asked, ...daysAmid(it.on, stay?.from ?? today)] };
  });
}

/** The days after one and before another. */
function daysAmid(after: string, before: string): string[] {
  const first = Temporal.PlainDate.from(after).add({ days: 1 });
  const count = Math.max(0, first.until(before).days);
  return Array.from({ length: count }, (_, days) => first.add({ days }).toString());
}

/** Reactions nobody has closed: with what is closed nothing is left to do. */
async function reactionsOpen(tx: Transaction, roots: readonly string[], today: string) {
  const { id, unit, onDay, treatedAt, informedAt, closedAt } = vaccinationReaction;
  const at = sql<string | null>`to_char(${treatedAt} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI')`;
  const rows = await tx
    .select({ id, unit, onDay, at, informedAt })
    .from(vaccinationReaction)
    .where(and(isNull(closedAt), lte(onDay, today), isUnder(unit, roots)));
  return rows.map((it) => ({
    ...{ id: it.id, unit: it.unit, event: `${it.onDay}T00:00` },
    done: it.at === null ? [] : [{ to: null, at: it.at, signed: false }],
    steps: handledSteps({ treated: it.at !== null, informed: it.informedAt !== null }),
  }));
}
