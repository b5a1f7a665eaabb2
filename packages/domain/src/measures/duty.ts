import { z } from 'zod';

/** A word of the packs' vocabulary: an activity, a role, a group, a recipient. The static checker knows the list. */
const word = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
const words = z.array(word);
const count = z.int().positive();

/**
 * What sets a status going. The first three hold by the rule's own scope and interval; the others wait for a fact. A
 * decision on a breach, such as a sanction, is asked of nobody before there is one.
 */
export const triggers = [
  'immediateList',
  'citywide',
  'campaignPhase',
  'authorityDecision',
  'breachDecision',
  'confirmedCase',
  'hqOrder',
  'outbreak',
  'communityStatus',
  'riskLevel',
] as const;
export type Trigger = (typeof triggers)[number];

/** What a gate may check. 二码联查 is health code and vaccination record, 双码 health code and travel code. */
export const gateChecks = [
  'healthCode',
  'travelCode',
  'scanCode',
  /** 亮码: whichever code the place asks for. */
  'showCode',
  'vaccinationRecord',
  'temperature',
  'mask',
  'realName',
  'registration',
  'disinfection',
  'monitoring',
  'quarantineCertificate',
  'nucleicAcidCertificate',
  'disinfectionCertificate',
] as const;

/** Whom or what a gate refuses, whatever the checks say. */
export const gateRefusals = [
  'refusesChecks',
  'fromRiskArea',
  'unvaccinated',
  'travelsToRiskArea',
  'travelsToRiskCity',
  'fever',
  'yellowCode',
  'ill',
  'unreleasedGoods',
  'withoutTest',
  'overOccupancy',
] as const;

/** What must be done before an act of a certain size: filing never waits for a yes, approval does. */
export const thresholdActs = [
  'apply',
  'approve',
  'seekOpinion',
  'report',
  'file',
  'plan',
  'giveReason',
  'refuse',
] as const;

export const periods = ['day', 'week', 'month', 'year'] as const;

/** 91.2 % of all are 912 thousandths of `all`; who counts below the line is part of the rule (C2). */
const share = z.strictObject({
  permille: z.int().min(0).max(1000),
  of: z.enum(['all', 'withoutContraindicated', 'eligible']),
});

/** Whom a duty is about: who stayed in a region on this day or later. */
const exposure = z.strictObject({ region: z.string(), since: z.iso.date() });

/** The duties of the notices. A number or day of null is one the text does not give: the standing is then `notSet`. */
export const dutySchemas = [
  /** A state something is in while the trigger holds, and who may not pass meanwhile. */
  z.strictObject({
    kind: z.literal('status'),
    subject: word,
    state: word,
    trigger: z.enum(triggers),
    /** Who decides, for a decision or an order; the level within which a case counts. */
    by: word.nullable(),
    bars: words,
  }),
  /** Who may pass: every check recorded, none of the refusals true unless exempt. */
  z.strictObject({
    kind: z.literal('gate'),
    at: z.enum(['entry', 'goods', 'trip', 'assignment', 'event', 'community', 'exit']),
    /** Only for these; absent: for whoever or whatever comes. */
    of: words.min(1).optional(),
    checks: z.array(z.enum(gateChecks)),
    refuses: z.array(z.enum(gateRefusals)),
    exempt: words,
  }),
  /** Something done by each of a group so many times a period, with the items that count as done. */
  z.strictObject({
    kind: z.literal('cadence'),
    activity: word,
    each: word,
    times: count.nullable(),
    per: z.enum(periods).nullable(),
    items: words,
    exposure: exposure.optional(),
  }),
  /** A share of a cohort, in thousandths; compared in integers, never rounded. */
  z.strictObject({
    kind: z.literal('coverage'),
    dose: z.enum(['first', 'fullCourse', 'booster', 'any']),
    groups: words,
    ageMin: z.int().nullable(),
    ageMax: z.int().nullable(),
    /** Below it is a breach. */
    floor: share.nullable(),
    /** Short of it stays open. */
    goal: share.nullable(),
    by: z.iso.date().nullable(),
  }),
  /** An act due by a day, within a time of an event, or on named days after it; for all of its recipients. */
  z.strictObject({
    kind: z.literal('deadline'),
    act: word,
    after: word.nullable(),
    by: z.iso.date().nullable(),
    withinMinutes: count.nullable(),
    onDays: z.array(count),
    to: words,
    signedBy: word.nullable(),
  }),
  /** Acts that follow from a size on; both the number and each act's addressee as the text gives them. */
  z.strictObject({
    kind: z.literal('threshold'),
    of: word,
    measure: z.enum(['persons', 'tables', 'priceRisePermille', 'months', 'any']),
    from: count.nullable(),
    acts: z.array(z.strictObject({ act: z.enum(thresholdActs), by: word.nullable() })).min(1),
  }),
  /** Sanctions one after the other. */
  z.strictObject({
    kind: z.literal('ladder'),
    of: word,
    steps: z
      .array(
        z.strictObject({
          act: word,
          hours: count.nullable(),
          needs: z.strictObject({ record: word, count }).nullable(),
          decidedBy: word.nullable(),
        }),
      )
      .min(1),
  }),
  /** Named people in named roles for each of something. */
  z.strictObject({
    kind: z.literal('assignment'),
    each: word,
    roles: z.array(z.strictObject({ role: word, count, exactly: z.boolean() })).min(1),
    hoursADay: z.int().min(1).max(24).nullable(),
  }),
  /** A list whose open entries must reach zero; an entry is closed once all its steps are recorded. */
  z.strictObject({
    kind: z.literal('ledger'),
    of: word,
    steps: words,
    fields: words,
    exposure: exposure.optional(),
  }),
] as const;
