import { z } from 'zod';
import { daySchema } from '../calendar/day.ts';

/** Vaccines by how they work (ledger of people.md 3.2). How many doses make a course is a setting, see `Course`. */
export const vaccineKinds = ['inactivated', 'adenovirusVector', 'recombinantProtein', 'other'] as const;
export type VaccineKind = (typeof vaccineKinds)[number];

/** Which dose it was is the number on the certificate. */
export const doseSchema = z.strictObject({
  kind: z.enum(vaccineKinds),
  number: z.int().min(1).max(9),
  on: daySchema,
});
export type Dose = z.infer<typeof doseSchema>;

export const doseFaults = ['future', 'beforeBirth', 'sameDay', 'numberTaken', 'outOfOrder'] as const;
export type DoseFault = (typeof doseFaults)[number];

/** Why a dose cannot stand beside the others of the same person; empty: it can. */
export function faultsOfDose(
  dose: Dose,
  others: readonly Dose[],
  { today, born }: { readonly today: string; readonly born: string | null },
): DoseFault[] {
  const sameDay = others.some(({ on }) => on === dose.on);
  const numberTaken = others.some(({ number }) => number === dose.number);
  const outOfOrder = others.some(({ number, on }) => number !== dose.number && number < dose.number !== on < dose.on);
  return [
    ...(dose.on > today ? (['future'] as const) : []),
    ...(born !== null && dose.on < born ? (['beforeBirth'] as const) : []),
    ...(sameDay ? (['sameDay'] as const) : []),
    ...(numberTaken ? (['numberTaken'] as const) : []),
    ...(outOfOrder && !sameDay ? (['outOfOrder'] as const) : []),
  ];
}
