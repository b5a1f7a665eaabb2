import type { unit } from '@anmin/db/schema/organisation';
import type { BoundKind } from '@anmin/domain/institutions/kinds';
import type { Place } from '@anmin/domain/measures/in-force';
import type { UnitKind } from '@anmin/domain/organisation/units';

/** What a notice binds of a unit: its kind and where it is. null: an institution of which nobody has said what it is. */
export function placeOf({ kind, region, institutionKind }: PlacedUnit): Place | null {
  const bound = institutionKind ?? bodyOf[kind];
  return bound === null ? null : { region, kind: bound };
}

export type PlacedUnit = Pick<typeof unit.$inferSelect, 'kind' | 'region' | 'institutionKind'>;

const bodyOf: Record<UnitKind, BoundKind | null> = {
  province: 'bureau',
  prefecture: 'bureau',
  county: 'bureau',
  township: 'township',
  village: 'village',
  section: 'bureauSection',
  affiliated: 'affiliatedUnit',
  institution: null,
};
