import type { Option } from '#lib/list.ts';
import type { UnitRow } from '#lib/rows.ts';

/** A unit with those that stand below it today. */
export type Branch = { readonly unit: UnitRow; readonly below: readonly Branch[] };

/** Whoever looks after several units not below each other sees several trees. */
export function treesOf(units: readonly UnitRow[]): readonly Branch[] {
  const known = new Set(units.map(({ id }) => id));
  return units.filter(({ parent }) => parent === null || !known.has(parent)).map((unit) => branchOf(unit, units));
}

/** To choose one that is still open, the ones below indented under the one above. */
export function unitOptions(units: readonly UnitRow[], today: string): readonly Option[] {
  return treesOf(units).flatMap((tree) => optionsOf(tree, 0, today));
}

/** A unit merged from a later day on is open until then. */
export function isClosed({ closedOn }: Pick<UnitRow, 'closedOn'>, today: string): boolean {
  return closedOn !== null && closedOn <= today;
}

export function nameOf(units: readonly UnitRow[], id: string | null): string {
  return units.find((it) => it.id === id)?.name ?? '';
}

/** A unit and those below it. */
export function unitsUnder(units: readonly UnitRow[], root: string): readonly UnitRow[] {
  const below = units.filter(({ parent }) => parent === root).flatMap(({ id }) => unitsUnder(units, id));
  return [...units.filter(({ id }) => id === root), ...below];
}

function branchOf(unit: UnitRow, units: readonly UnitRow[]): Branch {
  return { unit, below: units.filter(({ parent }) => parent === unit.id).map((it) => branchOf(it, units)) };
}

function optionsOf({ unit, below }: Branch, depth: number, today: string): Option[] {
  const own = !isClosed(unit, today) ? [{ value: unit.id, text: '　'.repeat(depth) + unit.name }] : [];
  return [...own, ...below.flatMap((branch) => optionsOf(branch, depth + 1, today))];
}
