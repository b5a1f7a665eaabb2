import { m } from '@anmin/words/m';

export type UnitErrorCode =
  'name' | 'parent' | 'kind' | 'place' | 'region' | 'from' | 'past' | 'other' | 'institutionKind';

export function unitError(code: UnitErrorCode): { field: string; text: string } {
  return { field: controls[code] ?? code, text: sentences[code]() };
}

const controls: Partial<Record<UnitErrorCode, string>> = { place: 'kind', past: 'from' };

const sentences: Readonly<Record<UnitErrorCode, () => string>> = {
  name: m.unit_name_empty,
  parent: m.unit_parent_empty,
  kind: m.unit_kind_empty,
  place: m.unit_place_wrong,
  region: m.unit_region_wrong,
  from: m.staff_from_empty,
  past: m.staff_from_past,
  other: m.unit_other_empty,
  institutionKind: m.unit_institution_kind_wrong,
};
