import { z } from 'zod';
import { addWorkingDays, nextWorkingDay, publishedSchedule } from './working-days.ts';

export const termUnits = ['days', 'workingDays', 'months', 'years'] as const;

/** A period as a rule states it: 「三十日」 {30, days}, 「十个工作日」 {10, workingDays}. */
export const term = z.object({ count: z.int().min(0), unit: z.enum(termUnits) });
export type Term = z.infer<typeof term>;

/**
 * The last day of a term that begins on `start`: the first day is not counted, a month ends on the same day number or
 * on its last day (民法典第二百零一、二百零二条), and a last day that is a rest day moves to the next working day (第二百零三条).
 */
export function deadline(start: Temporal.PlainDate, { count, unit }: Term, schedule = publishedSchedule) {
  return unit === 'workingDays'
    ? addWorkingDays(start, count, schedule)
    : nextWorkingDay(start.add({ [unit]: count }), schedule);
}
