import { daysBetween } from '../calendar/day.ts';
import { courseOn, type Course } from './course.ts';
import type { Dose } from './dose.ts';

export const vaccinationStates = ['none', 'begun', 'full', 'boosted'] as const;
export type VaccinationState = (typeof vaccinationStates)[number];

/** What somebody had reached by a day: a pure function of the doses on record, so a corrected dose lowers it at once. */
export type VaccinationStatus = Reached & {
  readonly state: VaccinationState;
  /** Doses that count for nothing, by their place in time, and why. */
  readonly uncounted: readonly Uncounted[];
  /** What is to be taken next; null: nothing is asked by the courses on record. */
  readonly next: NextDose | null;
};

/** The days on which each stage was reached. */
export type Reached = { readonly first: string | null; readonly full: string | null; readonly booster: string | null };

export type Uncounted = { readonly number: number; readonly on: string; readonly why: 'tooSoon' };

export type NextDose = {
  readonly dose: 'first' | 'course' | 'booster';
  /** The first day it counts; null: any day, or nothing is settled. */
  readonly from: string | null;
  /** The last day in time; null where none is settled. */
  readonly by: string | null;
};

export function statusOf(doses: readonly Dose[], courses: readonly Course[], day: string): VaccinationStatus {
  const given = doses.filter(({ on }) => on <= day).sort((one, other) => (one.on < other.on ? -1 : 1));
  let history = nothingYet;
  for (const dose of given) history = after(history, dose, courses);
  const { counted, full, boosters, uncounted } = history;
  const [booster = null] = boosters;
  return {
    ...{ first: counted[0]?.on ?? null, full: full?.on ?? null, booster, uncounted },
    state: booster !== null ? 'boosted' : full !== null ? 'full' : counted.length > 0 ? 'begun' : 'none',
    next: nextOf(history, courses),
  };
}

type History = {
  readonly counted: readonly Dose[];
  readonly full: { readonly on: string; readonly course: Course } | null;
  readonly boosters: readonly string[];
  readonly uncounted: readonly Uncounted[];
};

const nothingYet: History = { counted: [], full: null, boosters: [], uncounted: [] };

function after(history: History, dose: Dose, courses: readonly Course[]): History {
  if (isTooSoon(history, dose, courses))
    return { ...history, uncounted: [...history.uncounted, { number: dose.number, on: dose.on, why: 'tooSoon' }] };
  if (history.full !== null) return { ...history, boosters: [...history.boosters, dose.on] };
  const counted = [...history.counted, dose];
  const course = courseOn(courses, dose.kind, dose.on);
  // a course is completed by doses of one kind
  const isFull = course !== undefined && counted.filter(({ kind }) => kind === dose.kind).length >= course.doses;
  return { ...history, counted, full: isFull ? { on: dose.on, course } : null };
}

function isTooSoon({ counted, full, boosters }: History, dose: Dose, courses: readonly Course[]): boolean {
  const last = boosters.at(-1) ?? full?.on ?? counted.at(-1)?.on;
  if (last === undefined) return false;
  const least = full === null ? courseOn(courses, dose.kind, dose.on)?.gapDays : full.course.boosterAfterDays;
  return daysBetween(last, dose.on) < (least ?? 0);
}

function nextOf({ counted, full, boosters }: History, courses: readonly Course[]): NextDose | null {
  if (boosters.length > 0) return null;
  if (full !== null) {
    const { boosterAfterDays } = full.course;
    return boosterAfterDays === null ? null : { dose: 'booster', from: inDays(full.on, boosterAfterDays), by: null };
  }
  const last = counted.at(-1);
  if (last === undefined) return { dose: 'first', from: null, by: null };
  const course = courseOn(courses, last.kind, last.on);
  if (course === undefined) return { dose: 'course', from: null, by: null };
  const by = course.withinDays === null ? null : inDays(last.on, course.withinDays);
  return { dose: 'course', from: inDays(last.on, course.gapDays), by };
}

const inDays = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();
