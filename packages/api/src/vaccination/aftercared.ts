import type { Transaction } from '@anmin/db/client';
import { dose, vaccinationReaction } from '@anmin/db/schema/vaccination';
import type { Recorded } from '@anmin/domain/measures/recorded';
import type { RecordsOf } from '@anmin/domain/measures/records';
import type { Requirement } from '@anmin/domain/measures/requirement';
import { handledSteps } from '@anmin/domain/vaccination/aftercare';
import { and, gte, isNull, lt, or, sql } from 'drizzle-orm';
import { isUnder } from '../scope.ts';

type Kept = Pick<Recorded, 'deadline' | 'ledger'>;
type Events = readonly RecordsOf['deadline'][];

/** What is on record of what follows a dose at units under these, of as much as is asked. */
export async function aftercaredUnder(
  tx: Transaction,
  roots: readonly string[],
  on: string,
  asked: readonly Requirement[],
): Promise<(unit: string) => Kept> {
  const asksDays = asked.some((it) => it.kind === 'deadline' && isFollowUp(it));
  const doses = asksDays ? await dosesLately(tx, roots, on) : [];
  const asksReactions = asked.some(
    (it) => (it.kind === 'ledger' && it.of === 'adverseReaction') || (it.kind === 'deadline' && isHandling(it)),
  );
  const reactions = asksReactions ? await reactionsLately(tx, roots, on) : [];
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

/** how many days a follow-up that nobody made is still asked for; a habit of the page, not policy */
const lately = 30;

/**
 * Who of a unit had a dose in the last days, and for which days since they were asked how they are. Nobody owes it of whom
 * has left, nor for the days before they came.
 */
export async function dosesLately(tx: Transaction, roots: readonly string[], today: string) {
  const since = Temporal.PlainDate.from(today).subtract({ days: lately }).toString();
  const asked = sql<string[]>`array(select f.for_day::text from vaccination_follow_up f
    where f.person = ${dose}.person and f.unit = ${dose}.unit and f.for_day > ${dose}.given_on)`;
  const cameOn = sql<string | null>`(select min(m.since)::text from membership m
    where m.person = ${dose}.person and m.unit = ${dose}.unit
    having bool_or(m.since <= ${today} and (m.until is null or m.until > ${today})))`;
  const rows = await tx
    .select({ unit: dose.unit, person: dose.person, on: dose.givenOn, asked, cameOn })
    .from(dose)
    .where(and(isNull(dose.knownUntil), gte(dose.givenOn, since), lt(dose.givenOn, today), isUnder(dose.unit, roots)));
  return rows.flatMap(({ cameOn, asked, ...it }) =>
    cameOn === null ? [] : [{ ...it, asked: [...asked, ...daysAmid(it.on, cameOn)] }],
  );
}

/** The days after one and before another. */
function daysAmid(after: string, before: string): string[] {
  const first = Temporal.PlainDate.from(after).add({ days: 1 });
  const count = Math.max(0, first.until(before).days);
  return Array.from({ length: count }, (_, days) => first.add({ days }).toString());
}

/** Reactions that are open, and those of the last days. */
async function reactionsLately(tx: Transaction, roots: readonly string[], today: string) {
  const { id, unit, onDay, treatedAt, informedAt, closedAt } = vaccinationReaction;
  const since = Temporal.PlainDate.from(today).subtract({ days: lately }).toString();
  const at = sql<string | null>`to_char(${treatedAt} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI')`;
  const rows = await tx
    .select({ id, unit, onDay, at, informedAt })
    .from(vaccinationReaction)
    .where(and(or(isNull(closedAt), gte(onDay, since)), isUnder(unit, roots)));
  return rows.map((it) => ({
    ...{ id: it.id, unit: it.unit, event: `${it.onDay}T00:00` },
    done: it.at === null ? [] : [{ to: null, at: it.at, signed: false }],
    steps: handledSteps({ treated: it.at !== null, informed: it.informedAt !== null }),
  }));
}
