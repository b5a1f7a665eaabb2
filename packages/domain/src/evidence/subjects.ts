import type { BoundKind } from '../institutions/kinds.ts';
import type { Requirement } from '../measures/requirement.ts';
import { checklist } from './ledgers-of-places.ts';
import type { Ledger } from './ledger.ts';
import { ledgers, type LedgerId } from './ledgers.ts';

/** Whom a duty counts, in the words of the notices. */
export type Counted = 'resident' | 'staff' | 'place' | 'unit';

const words: Readonly<Record<string, Counted>> = {
  serviceRecipient: 'resident',
  residentRecipient: 'resident',
  staffMember: 'staff',
  staff: 'staff',
  place: 'place',
  unit: 'unit',
  institution: 'unit',
  civilAffairsInstitution: 'unit',
  elderCareInstitution: 'unit',
  welfareInstitution: 'unit',
  marriageRegistrationOffice: 'unit',
  reliefStation: 'unit',
};

/** Bodies that answer for institutions below them: an institution is not themselves. */
const above: readonly BoundKind[] = ['bureau', 'bureauSection', 'township', 'village'];

/** Null: kept in another room, or nowhere yet. */
export function countedBy(each: string, kind: BoundKind): Counted | null {
  const counted = words[each] ?? null;
  return counted !== null && above.includes(kind) && each !== 'unit' ? null : counted;
}

/** By which ledger an activity is proved: what an entry must hold to count, and the items it then tells of. */
export type Proof = {
  readonly ledger: LedgerId;
  readonly by: string;
  /** Each item by the field that tells of it; null: the points the entry itself names. */
  readonly items: Readonly<Record<string, string>> | null;
};

/** What no other ledger proves and a unit owes itself is gone through as a checklist. Null: kept in another room. */
export function proofOf(activity: string, counted: Counted): Proof | null {
  for (const ledger of ledgers) {
    const proves: Ledger['proves'] = ledger.proves;
    const own = proves.find((it) => it.activity === activity);
    if (own !== undefined) return { ledger: ledger.id, by: own.by, items: own.items };
  }
  return counted === 'unit' ? { ledger: checklist.id, by: 'finding', items: null } : null;
}

/** The items of a duty an entry tells of, by what it holds. */
export function itemsIn({ items }: Proof, told: readonly string[]): string[] {
  if (items === null) return told.flatMap((it) => (it.startsWith('points.') ? [it.slice('points.'.length)] : []));
  return Object.entries(items).flatMap(([item, field]) => (told.includes(field) ? [item] : []));
}

/** The ledger that keeps a list a notice asks for, with the field of each step. */
export function keeperOf(list: string): (Ledger['keeps'][number] & { readonly ledger: LedgerId }) | null {
  for (const ledger of ledgers) {
    const keeps: Ledger['keeps'] = ledger.keeps;
    const own = keeps.find((it) => it.of === list);
    if (own !== undefined) return { ledger: ledger.id, ...own };
  }
  return null;
}

/** The ledger a unit of a kind proves a duty by; null: it is kept in another room, or nowhere yet. */
export function ledgerFor(requirement: Requirement, kind: BoundKind): LedgerId | null {
  if (requirement.kind === 'ledger') return keeperOf(requirement.of)?.ledger ?? null;
  if (requirement.kind !== 'cadence') return null;
  const counted = countedBy(requirement.each, kind);
  return counted === null ? null : (proofOf(requirement.activity, counted)?.ledger ?? null);
}

/**
 * What an entry of a ledger tells once nothing more of it is to come: all of one of these. Of a ledger that is not named an
 * entry is over with its day.
 */
export const entryEnds: Readonly<Partial<Record<LedgerId, readonly (readonly string[])[]>>> = Object.fromEntries(
  ledgers.flatMap(({ id, keeps, ...ledger }: Ledger) => {
    const steps = [...new Set(keeps.flatMap((it) => Object.values(it.steps)))];
    const ends = [...(steps.length > 0 ? [steps] : []), ...(ledger.ends ?? []).map((it) => [it])];
    return ends.length > 0 ? [[id, ends]] : [];
  }),
);
