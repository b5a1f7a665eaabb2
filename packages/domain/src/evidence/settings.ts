import { z } from 'zod';
import { periods } from '../measures/duty.ts';

/** What bureaus and institutions settle themselves, each from a day on and with its source. */
export const settingSchema = z.discriminatedUnion('kind', [
  /** Tenths of a degree from which on somebody has fever. */
  z.strictObject({ kind: z.literal('feverFrom'), amount: z.int().min(340).max(429) }),
  /** Days a stock must last. */
  z.strictObject({ kind: z.literal('stockDays'), amount: z.int().min(1).max(365) }),
  /** Minutes somebody is watched after a dose. */
  z.strictObject({ kind: z.literal('observationMinutes'), amount: z.int().min(1).max(240) }),
  /** How often something is done of which the notice says no number. */
  z.strictObject({
    kind: z.literal('frequency'),
    activity: z.string().regex(/^[a-z][A-Za-z0-9]{0,60}$/),
    each: z.string().regex(/^[a-z][A-Za-z0-9]{0,60}$/),
    times: z.int().min(1).max(24),
    per: z.enum(periods),
  }),
  /** The places of an institution that are aired and disinfected. */
  z.strictObject({ kind: z.literal('places'), names: z.array(z.string().trim().min(1).max(40)).min(1).max(200) }),
]);
export type Setting = z.infer<typeof settingSchema>;
export type SettingKind = Setting['kind'];
export const settingKinds = [
  'feverFrom',
  'stockDays',
  'observationMinutes',
  'frequency',
  'places',
] as const satisfies readonly SettingKind[];

/** Null: nobody has settled it, and nothing is judged by it. */
export type Thresholds = { readonly feverFrom: number | null; readonly stockDays: number | null };

/** A setting with where and from when on it holds; `own`: made at the very unit, not above it. */
export type Settled = { readonly setting: Setting; readonly validFrom: string; readonly unit: string };

/**
 * Of each unit the setting that is in force on a day; of those of several units the strictest, so that nobody below
 * loosens what was settled above.
 */
export function thresholdsOn(settled: readonly Settled[], day: string): Thresholds {
  const amounts = (kind: 'feverFrom' | 'stockDays') =>
    inForce(settled, day, ({ setting }) => setting.kind === kind).flatMap(({ setting }) =>
      setting.kind === kind ? [setting.amount] : [],
    );
  const [fever, stock] = [amounts('feverFrom'), amounts('stockDays')];
  return {
    feverFrom: fever.length === 0 ? null : Math.min(...fever),
    stockDays: stock.length === 0 ? null : Math.max(...stock),
  };
}

/** How many minutes somebody is watched after a dose, the longest of all that is settled; null: nobody has settled it. */
export function observationOn(settled: readonly Settled[], day: string): number | null {
  const amounts = inForce(settled, day, ({ setting }) => setting.kind === 'observationMinutes').flatMap(
    ({ setting }) => (setting.kind === 'observationMinutes' ? [setting.amount] : []),
  );
  return amounts.length === 0 ? null : Math.max(...amounts);
}

export type Frequency = { readonly times: number; readonly per: (typeof periods)[number] };

export function frequencyOn(
  settled: readonly Settled[],
  day: string,
  { activity, each }: { readonly activity: string; readonly each: string },
): (Frequency & { readonly since: string }) | null {
  const found = inForce(settled, day, ({ setting: it }) => {
    return it.kind === 'frequency' && it.activity === activity && it.each === each;
  }).flatMap(({ setting, validFrom }) =>
    setting.kind === 'frequency' ? [{ times: setting.times, per: setting.per, since: validFrom }] : [],
  );
  return found.sort((one, other) => yearly(other) - yearly(one))[0] ?? null;
}

/** The places of a unit; only its own say which they are. Null: nobody has said. */
export function placesOn(settled: readonly Settled[], day: string, unit: string): readonly string[] | null {
  const [own] = inForce(settled, day, (it) => it.unit === unit && it.setting.kind === 'places');
  return own?.setting.kind === 'places' ? own.setting.names : null;
}

const aYear = { day: 365, week: 52, month: 12, year: 1 } as const;
const yearly = ({ times, per }: Frequency): number => times * aYear[per];

/** The last of each unit that has begun, of those that are asked for. */
function inForce(settled: readonly Settled[], day: string, isAsked: (it: Settled) => boolean): Settled[] {
  const begun = settled.filter((it) => it.validFrom <= day && isAsked(it));
  const last = new Map<string, Settled>();
  for (const it of begun) {
    const known = last.get(it.unit);
    if (known === undefined || known.validFrom <= it.validFrom) last.set(it.unit, it);
  }
  return [...last.values()];
}
