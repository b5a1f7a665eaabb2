import { z } from 'zod';
import { wallTime } from '../calendar/day.ts';
import { penaltySchema } from './penalty.ts';
import { queueSchema } from './queue.ts';
import { paperId } from './papers.ts';
import { serviceId } from './service.ts';
import { visitRulesSchema } from './visit-rules.ts';

/** Who brings a booking in. Shares of a day's places belong to channels. */
export const channels = ['online', 'phone', 'counter'] as const;
export type Channel = (typeof channels)[number];

const share = z.int().min(0).max(1000);
const moment = z.iso.datetime({ local: true, precision: -1 }).refine((it) => !it.endsWith('Z'), 'notLocal');

/** How a peak day is drawn. Times are those of the office's wall: 'YYYY-MM-DDTHH:MM'. */
export const ballotRulesSchema = z
  .strictObject({
    applyFrom: moment,
    applyUntil: moment,
    /** Not drawn before; absent: as soon as the public value is known. */
    drawAt: moment.optional(),
    /** Which figure that nobody of the office makes is taken, as citizens can find it. */
    publicValue: z.string().trim().min(2).max(100),
    /** Hours in which a winner who has another booking of that business decides between the two. */
    answerHours: z.int().min(1).max(168),
  })
  .refine(({ applyFrom, applyUntil }) => applyFrom < applyUntil, 'applyReversed')
  .refine(({ applyUntil, drawAt }) => drawAt === undefined || applyUntil <= drawAt, 'drawnTooSoon');

export type BallotRules = z.infer<typeof ballotRulesSchema>;

/** What a channel has not used falls to another one, so many minutes before a time begins. */
export const fallBackSchema = z
  .strictObject({ from: z.enum(channels), to: z.enum(channels), minutesBefore: z.int().min(0).max(44_640) })
  .refine(({ from, to }) => from !== to, 'fallsNowhere');

export type FallBack = z.infer<typeof fallBackSchema>;

const restMinutes = z.int().min(1).max(1440);

const officeRules = z.strictObject({
  services: z.array(serviceId).min(1),
  /** Absent: on working days, make-up days among them. */
  opens: z.enum(['workingDays', 'daily']).optional(),
  /** Places of a day it opens. */
  quota: z.int().min(0).max(2000),
  slots: z
    .array(z.strictObject({ starts: wallTime, ends: wallTime, weight: z.int().min(0).max(1000) }))
    .min(1)
    .max(48)
    .refine((slots) => slots.some(({ weight }) => weight > 0), 'noWeight')
    .refine((slots) => slots.every(({ starts, ends }) => starts < ends), 'slotReversed')
    .refine((slots) => slots.every((slot, i) => i === 0 || (slots[i - 1]?.ends ?? '') <= slot.starts), 'slotsOverlap'),
  shares: z.strictObject({ online: share, phone: share, counter: share }).refine(hasShare, 'noShare'),
  /** Absent: each channel keeps its share. */
  fallBacks: z
    .array(fallBackSchema)
    .max(3)
    .refine((rules) => new Set(rules.map(({ from }) => from)).size === rules.length, 'fallsTwice')
    .refine((rules) => rules.every(({ from }) => !fallsInCircle(rules, from)), 'fallsInCircle')
    .optional(),
  /** Days with their own quota, for example 20 May. Marked as peak days for citizens. */
  peakDays: z.array(
    z
      .strictObject({
        day: z.iso.date(),
        quota: z.int().min(0).max(2000),
        /** Drawn among all who apply; absent: first come, first served. */
        ballot: ballotRulesSchema.optional(),
      })
      .refine(({ day, ballot }) => ballot === undefined || (ballot.drawAt ?? ballot.applyUntil) < day, 'drawnTooLate'),
  ),
  /** Days the office opens although they are rest days. */
  extraDays: z.array(z.strictObject({ day: z.iso.date(), reason: z.string().min(1).max(100) })),
  /** Working days between booking and appointment, at least. 1: tomorrow at the earliest if it is a working day. */
  leadWorkingDays: z.int().min(0).max(60),
  /** Calendar days ahead, at most. */
  windowDays: z.int().min(1).max(180),
  /** When the farthest day of the window is released. */
  releaseAt: wallTime,
  /** After this wall time the earliest bookable day is no longer bookable; null: no such limit. */
  closeAt: wallTime.nullable(),
  /** Citizens may cancel or move up to this many calendar days before, until that wall time. */
  cancelBefore: z.strictObject({ days: z.int().min(0).max(60), at: wallTime }),
  walkIns: z.boolean(),
  /** Minutes a place that was given back rests before it is on offer again, drawn anew for each; absent: none. */
  restMinutes: z
    .strictObject({ from: restMinutes, to: restMinutes })
    .refine(({ from, to }) => from <= to, 'restReversed')
    .optional(),
  /** Hours a place that came free is held for who is first in line; absent: the office keeps no waiting list. */
  waitHours: z.int().min(1).max(72).optional(),
  /** Wall times between which such places are offered, and the hours above run; absent: at any time. */
  waitOffers: z
    .strictObject({ from: wallTime, to: wallTime })
    .refine(({ from, to }) => from < to, 'offersReversed')
    .optional(),
  /** Hours an offered place is held after the office closed a day. */
  offerHours: z.int().min(1).max(336),
  /** Working days ahead in which places are looked for after a closure. */
  offerWithinWorkingDays: z.int().min(1).max(90),
  reminders: z.array(z.strictObject({ daysBefore: z.int().min(0).max(30), at: wallTime })).max(5),
  /** Few left: at or below this many. */
  fewLeft: z.int().min(0).max(50),
  /** Areas both parties are asked about while a gate rule is in force; empty: not set. */
  keyAreas: z.array(z.string().min(1).max(50)).max(100),
  /** Who is barred from booking online for a while, and for what; absent: nobody. */
  penalties: z.array(penaltySchema).max(12).optional(),
  /** How many people may be inside at once; absent: not set. */
  inside: z.int().min(1).max(2000).optional(),
  /** How visits to those who live there are settled; absent: it takes none. */
  visits: visitRulesSchema.optional(),
  /** One more than may be inside; absent: refused. */
  insideOver: z.enum(['refused', 'withReason']).optional(),
  /** How who has come is called; absent: by plain numbers, and nobody is late. */
  queue: queueSchema.optional(),
  extraMaterials: z.array(
    z.strictObject({
      service: serviceId,
      id: paperId.optional(),
      zh: z.string().min(1).max(100),
      en: z.string().min(1).max(200),
    }),
  ),
});

/** What an office settles for itself, each version with its source and the days it is valid for. */
export const officeRulesSchema = officeRules.refine(
  ({ peakDays, waitHours }) => waitHours !== undefined || peakDays.every(({ ballot }) => ballot === undefined),
  // who is not drawn waits in line
  { path: ['waitHours'], error: 'ballotNeedsLine' },
);

export type OfficeRules = z.infer<typeof officeRulesSchema>;

function hasShare({ online, phone, counter }: { online: number; phone: number; counter: number }): boolean {
  return online + phone + counter > 0;
}

/** Whether what falls from a channel comes back to it. */
function fallsInCircle(rules: readonly FallBack[], start: Channel): boolean {
  let at: Channel | undefined = start;
  for (let n = 0; n < rules.length && at !== undefined; n += 1) {
    at = rules.find(({ from }) => from === at)?.to;
    if (at === start) return true;
  }
  return false;
}
