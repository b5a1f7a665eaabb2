import { earliestDay, isOver } from '@anmin/domain/appointments/bookable';
import { calendarRefusal, dayChoiceRefusal } from '@anmin/domain/appointments/booking';
import { lawOn } from '@anmin/domain/appointments/law';
import { daysBetween, isBefore, officeDay } from '@anmin/domain/calendar/day';
import { lunarCell, lunarFestival } from '@anmin/domain/calendar/lunar';
import { isPublished, workingDay } from '@anmin/domain/calendar/working-days';
import { serviceId } from '@anmin/domain/appointments/service';
import { refuse, type Reason, type Refusal } from '@anmin/domain/refusal';
import { z } from 'zod';
import { recent } from '../recent.ts';
import type { Context } from '../trpc.ts';
import { placesLeft, type FreeSlot } from './free.ts';
import { bookOn, recentOffice, settingOn, type Office } from './office.ts';
import { channels } from '@anmin/domain/appointments/settings';

export const monthInput = z.strictObject({
  office: z.string().max(50),
  service: serviceId,
  from: z.iso.date().optional(),
  day: z.iso.date().optional(),
  applicationDay: z.iso.date().optional(),
  channel: z.enum(channels).default('online'),
});
export type MonthInput = z.infer<typeof monthInput>;

type Known = Pick<Context, 'packs' | 'services'>;

export const dayStates = [
  'open',
  'few',
  'full',
  'ballot',
  'rest',
  'closed',
  'past',
  'notReleased',
  'notOpened',
  'unpublished',
  'outside',
] as const;
export type DayState = (typeof dayStates)[number];

/** One month of an office as a citizen sees it, and the slots of a chosen day. */
export async function month(ctx: Context, input: MonthInput) {
  const office = await recentOffice(ctx, input.office);
  return recent(ctx.board, `month ${JSON.stringify(input)}`, () => monthNow(ctx, office, input));
}

async function monthNow(ctx: Context, office: Office, input: MonthInput) {
  const first = firstOf(input, office);
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  const free = await placesLeft(ctx.board.db, {
    offices: [input.office],
    from: first.toString(),
    until: last.toString(),
    channel: input.channel,
  });
  const days = Array.from({ length: first.daysInMonth }, (_, n) =>
    dayView(ctx, office, input, first.add({ days: n }), free),
  );
  const chosen = input.day === undefined ? null : Temporal.PlainDate.from(input.day);
  const today = officeDay(office.now);
  return {
    from: first.toString(),
    until: last.toString(),
    previous: isBefore(first, today) ? null : first.subtract({ months: 1 }).toString(),
    next: isBefore(lastShown(office), last) ? null : first.add({ months: 1 }).toString(),
    days,
    slots: chosen === null ? null : slotsOf(office, free, chosen),
    refusal: chosen === null ? null : refusalOn(ctx, office, input, chosen),
    betterDays: chosen === null ? [] : betterDays(days, chosen),
  };
}

/** The month asked for; else the chosen day's; else that of the first day one may book. */
function firstOf({ from, day }: MonthInput, office: Office): Temporal.PlainDate {
  const asked = from ?? day;
  if (asked !== undefined) return Temporal.PlainDate.from(asked).with({ day: 1 });
  const today = officeDay(office.now);
  const setting = settingOn(office, today);
  return ((setting && earliestDay(setting.rules, office.now)) ?? today).with({ day: 1 });
}

function lastShown(office: Office): Temporal.PlainDate {
  const today = officeDay(office.now);
  return today.add({ days: settingOn(office, today)?.rules.windowDays ?? 0 });
}

function dayView(ctx: Known, office: Office, input: MonthInput, day: Temporal.PlainDate, free: readonly FreeSlot[]) {
  const refusal = refusalOn(ctx, office, input, day);
  const planned = free.filter((it) => it.day === day.toString());
  const own = planned.filter((it) => !isOver(it.day, it.ends, office.now));
  const over = isBefore(day, officeDay(office.now)) || (planned.length > 0 && own.length === 0);
  const left = refusal === null ? own.reduce((sum, it) => sum + it.left, 0) : 0;
  const { work, name } = isPublished(day.year) ? workingDay(day) : { work: true, name: undefined };
  const few = settingOn(office, day)?.rules.fewLeft ?? 0;
  return {
    day: day.toString(),
    weekday: day.dayOfWeek,
    state: stateOf(refusal, own, left, few, over),
    left,
    peak: isPeak(ctx, office, input, day),
    lunar: lunarFestival(day) ?? lunarCell(day),
    holiday: work ? null : (name ?? null),
    makeUp: work && day.dayOfWeek > 5,
    reason: refusal !== null && typeof refusal.facts['reason'] === 'string' ? refusal.facts['reason'] : null,
  };
}

function stateOf(
  refusal: Refusal | null,
  own: readonly FreeSlot[],
  left: number,
  few: number,
  past: boolean,
): DayState {
  if (past) return 'past';
  if (refusal !== null) return stateOfReason[refusal.refused] ?? 'closed';
  if (own.length === 0) return 'notOpened';
  if (left === 0) return 'full';
  return left <= few ? 'few' : 'open';
}

const stateOfReason: Partial<Record<Reason, DayState>> = {
  tooSoon: 'past',
  restDay: 'rest',
  notReleased: 'notReleased',
  underBallot: 'ballot',
  notOpenYet: 'notOpened',
  yearNotPublished: 'unpublished',
  coolingOff: 'outside',
  collectionOver: 'outside',
};

function refusalOn(
  ctx: Known,
  office: Office,
  { service, applicationDay, channel }: MonthInput,
  day: Temporal.PlainDate,
): Refusal | null {
  if (settingOn(office, day) === undefined) return refuse('notOpenYet', [], { day: day.toString() });
  const book = bookOn(ctx, office, day);
  if (service === 'divorceCertificate' && applicationDay === undefined)
    return calendarRefusal(book, { service, day, channel }, office.now);
  const wish = {
    service,
    day,
    applicationDay: applicationDay === undefined ? null : Temporal.PlainDate.from(applicationDay),
    channel,
  };
  return dayChoiceRefusal(ctx.packs, book, wish, office.now);
}

/** A day the notice in force names, or one the office gave its own quota. */
function isPeak({ packs }: Known, office: Office, { service }: MonthInput, day: Temporal.PlainDate): boolean {
  const { region, kind } = office.institution;
  const law = lawOn(packs, { region, kind }, service, officeDay(office.now), day);
  const own = settingOn(office, day)?.rules.peakDays.some((peak) => peak.day === day.toString()) ?? false;
  return law.peak !== null || own;
}

function slotsOf({ now }: Office, free: readonly FreeSlot[], day: Temporal.PlainDate) {
  const open = free.filter((it) => it.day === day.toString() && !isOver(it.day, it.ends, now));
  return open.map(({ starts, ends, left }) => ({ starts, ends, left }));
}

/** Quieter days near a peak or crowded one, nearest first. */
function betterDays(days: readonly ReturnType<typeof dayView>[], chosen: Temporal.PlainDate): string[] {
  const at = days.find(({ day }) => day === chosen.toString());
  if (at !== undefined && at.state === 'open' && !at.peak) return [];
  const distance = (day: string) => Math.abs(daysBetween(chosen, Temporal.PlainDate.from(day)));
  return days
    .filter(({ state, peak }) => state === 'open' && !peak)
    .map(({ day }) => day)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 3);
}
