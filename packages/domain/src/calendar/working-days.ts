import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { isBefore } from './day.ts';
import { overrides, type Override } from './overrides.ts';

export interface WorkingDay {
  readonly work: boolean;
  /** the holiday a declared day belongs to, also for the make-up day (调休) worked for it */
  readonly name?: string;
}

/** The declared days, and the years whose yearly notice is out. */
export interface Schedule {
  readonly declared: ReadonlyMap<string, Required<WorkingDay>>;
  readonly years: ReadonlySet<number>;
}

/** The yearly holiday notice is not out, so nobody can say which days of that year are worked. */
export class UnpublishedYear extends Error {
  readonly year: number;

  constructor(year: number) {
    super(`the working days of ${year} are not published`);
    this.name = 'UnpublishedYear';
    this.year = year;
  }
}

/** Builds a schedule from the package's table ("English,中文,days" by ISO day) with the overrides laid on top. */
export function scheduleFrom(table: HolidayTable, moved: readonly Override[]): Schedule {
  const declared = new Map([
    ...declaredDays(table.holidays, false),
    ...declaredDays(table.workdays, true),
    ...moved.map(({ day, kind, name }) => [day, { work: kind === 'work', name }] as const),
  ]);
  return { declared, years: publishedYears(declared) };
}

export const publishedSchedule: Schedule = scheduleFrom(published, overrides);

/** @throws {UnpublishedYear} rather than guess from the weekday. */
export function workingDay(day: Temporal.PlainDate, schedule = publishedSchedule): WorkingDay {
  if (!isPublished(day.year, schedule)) throw new UnpublishedYear(day.year);
  return schedule.declared.get(day.toString()) ?? { work: day.dayOfWeek <= 5 };
}

export const isWorkingDay = (day: Temporal.PlainDate, schedule = publishedSchedule): boolean =>
  workingDay(day, schedule).work;

export const isPublished = (year: number, schedule = publishedSchedule): boolean => schedule.years.has(year);

/** The last day whose kind is known without a gap before it; nothing after it can be promised. */
export function horizon(schedule = publishedSchedule): Temporal.PlainDate {
  let year = Math.min(...schedule.years);
  if (!Number.isFinite(year)) throw new RangeError('a schedule without a published year has no horizon');
  while (isPublished(year + 1, schedule)) year += 1;
  return new Temporal.PlainDate(year, 12, 31);
}

/** The day itself when it is worked, else the next that is. */
export function nextWorkingDay(day: Temporal.PlainDate, schedule = publishedSchedule): Temporal.PlainDate {
  return workingDayFrom(day, 1, schedule);
}

/**
 * The nth working day after a day, the day itself not counted (民法典第二百零一条); before it when n is negative.
 * With n = 0 the day itself when worked, else the next working day.
 */
export function addWorkingDays(day: Temporal.PlainDate, n: number, schedule = publishedSchedule): Temporal.PlainDate {
  if (n === 0) return nextWorkingDay(day, schedule);
  const step = Math.sign(n);
  let reached = day;
  for (let left = Math.abs(n); left > 0; left -= 1) {
    reached = workingDayFrom(reached.add({ days: step }), step, schedule);
  }
  return reached;
}

/** How many working days lie in the half-open interval [from, until). */
export function workingDaysBetween(
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
  schedule = publishedSchedule,
): number {
  let count = 0;
  for (let day = from; isBefore(day, until); day = day.add({ days: 1 })) {
    if (isWorkingDay(day, schedule)) count += 1;
  }
  return count;
}

interface HolidayTable {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

function workingDayFrom(day: Temporal.PlainDate, step: number, schedule: Schedule): Temporal.PlainDate {
  let candidate = day;
  while (!isWorkingDay(candidate, schedule)) candidate = candidate.add({ days: step });
  return candidate;
}

function declaredDays(days: Readonly<Record<string, string>>, work: boolean) {
  return Object.entries(days).map(([day, label]) => [day, { work, name: chineseName(label) }] as const);
}

function chineseName(label: string): string {
  const name = label.split(',')[1];
  if (name === undefined) throw new RangeError(`a holiday without a Chinese name: ${label}`);
  return name;
}

// The first and the last holiday of the year: one stray day of next year (元旦 is often announced with December)
// must not make the whole year look published.
function publishedYears(declared: Schedule['declared']): Set<number> {
  const restIn = (name: string) =>
    new Set([...declared].filter(([, day]) => !day.work && day.name === name).map(([day]) => Number(day.slice(0, 4))));
  return restIn('元旦').intersection(restIn('国庆节'));
}
