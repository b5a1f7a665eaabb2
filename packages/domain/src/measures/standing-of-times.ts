import { breached, due, met, notSet, type Standing } from './answer.ts';
import { beginOf, dayOf, endOf, isLate, minutesAfter, nextAfter } from './moments.ts';
import type { Days, Evaluator, Presence, RecordsOf } from './records.ts';

/** Judged by the last whole period that was owed; the period that runs is due at its end. */
export const cadenceStands: Evaluator<'cadence'> = ({ requirement }, records, asOf) => {
  const { times, per, items } = requirement;
  if (times === null || per === null) return notSet;
  const now = beginOf(per, dayOf(asOf));
  const before = beginOf(per, now.subtract({ days: 1 }));
  const doneBy = Map.groupBy(records.done, ({ who }) => who);
  const lacking = (from: Temporal.PlainDate, owes: (presence: Presence) => boolean) =>
    records.subjects
      .filter((who) => owes(records.presence?.get(who) ?? always))
      .filter((who) => countOf(doneBy.get(who) ?? [], items, from, nextAfter(per, from)) < times);
  const owed = Temporal.PlainDate.compare(before, records.since) >= 0;
  const missed = owed ? lacking(before, (it) => owedThrough(it, before, now)) : [];
  if (missed.length > 0) return breached(missed, endOf(now.subtract({ days: 1 })));
  const today = dayOf(asOf).toString();
  const open = lacking(now, ({ belongs, out }) => isIn(belongs, today) && !isIn(out, today));
  return open.length === 0 ? met : due(open, endOf(nextAfter(per, now).subtract({ days: 1 })));
};

const always: Presence = { belongs: [{ from: '', until: null }], out: [] };

const isIn = (spans: readonly Days[], day: string): boolean =>
  spans.some(({ from, until }) => from <= day && (until === null || day < until));

/** Who belonged there all through a period and was in the house on a day of it: of one begun before they came nothing is missed. */
function owedThrough({ belongs, out }: Presence, from: Temporal.PlainDate, until: Temporal.PlainDate): boolean {
  const [first, after] = [from.toString(), until.toString()];
  if (!belongs.some((it) => it.from <= first && (it.until === null || it.until >= after))) return false;
  for (let day = from; day.toString() < after; day = day.add({ days: 1 })) if (!isIn(out, day.toString())) return true;
  return false;
}

function countOf(
  done: RecordsOf['cadence']['done'],
  items: readonly string[],
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): number {
  const [first, out] = [from.toString(), until.toString()];
  return done.filter((it) => it.at >= first && it.at < out && items.every((item) => it.items.includes(item))).length;
}

/** For every recipient, or on every day named; without a number nothing is late, only open. */
export const deadlineStands: Evaluator<'deadline'> = ({ requirement }, records, asOf) => {
  const { after, onDays, signedBy } = requirement;
  if (after !== null && records.event === null) return met;
  const done = records.done.filter(({ signed }) => signedBy === null || signed);
  if (onDays.length > 0) return records.event === null ? met : onEachDay(records.event, onDays, done, asOf);
  const limit = limitOf(requirement, records.event);
  const recipients = requirement.to.length === 0 ? [null] : requirement.to;
  const inTime = (to: string | null) => done.some((it) => it.to === to && (limit === null || !isLate(it.at, limit)));
  const missing = recipients.filter((to) => !inTime(to)).map((to) => to ?? requirement.act);
  if (missing.length === 0) return met;
  if (limit === null) return requirement.by === null && requirement.withinMinutes === null ? notSet : due(missing);
  return isLate(asOf, limit) ? breached(missing, limit) : due(missing, limit);
};

function limitOf(
  { by, withinMinutes }: { readonly by: string | null; readonly withinMinutes: number | null },
  event: string | null,
): string | null {
  if (by !== null) return endOf(by);
  return withinMinutes === null || event === null ? null : minutesAfter(event, withinMinutes);
}

function onEachDay(
  event: string,
  onDays: readonly number[],
  done: RecordsOf['deadline']['done'],
  asOf: string,
): Standing {
  const open = onDays
    .map((days) => dayOf(event).add({ days }).toString())
    .filter((day) => !done.some(({ at }) => at.startsWith(day)));
  const missed = open.filter((day) => isLate(asOf, endOf(day)));
  const [first] = missed;
  if (first !== undefined) return breached(missed, endOf(first));
  const [next] = open;
  return next === undefined ? met : due([next], endOf(next));
}
