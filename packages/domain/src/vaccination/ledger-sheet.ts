import { sexes } from '../people/id-number.ts';
import { memberRoles } from '../people/membership.ts';
import type { Column } from '../sheets/column.ts';
import { vaccineKinds } from './dose.ts';
import { hindranceKinds } from './hindrance.ts';
import { vaccinationStates } from './status.ts';

/** The doses a line of the ledger has room for: first, second, third or booster, second booster (people.md 3.2). */
export const sheetDoses = [1, 2, 3, 4] as const;
export type SheetDose = (typeof sheetDoses)[number];

export const sheetDoseFields = ['On', 'Kind', 'Place', 'Product', 'Batch'] as const;
type DoseColumn = `dose${SheetDose}${(typeof sheetDoseFields)[number]}`;

export type VaccinationColumn =
  | 'place'
  | 'unit'
  | 'role'
  | 'name'
  | 'sex'
  | 'age'
  | 'idNumber'
  | 'phone'
  | 'where'
  | DoseColumn
  | 'state'
  | 'next'
  | 'hindrance'
  | 'worker'
  | 'contactOn'
  | 'contactNext'
  | 'record';

const dosesOf = (number: SheetDose): Column<VaccinationColumn>[] => [
  { key: `dose${number}On`, holds: 'day', width: 12, ...(number === 1 ? ({ needed: true } as const) : {}) },
  { key: `dose${number}Kind`, holds: 'option', width: 14, options: vaccineKinds },
  { key: `dose${number}Place`, holds: 'text', width: 16 },
  { key: `dose${number}Product`, holds: 'text', width: 12 },
  { key: `dose${number}Batch`, holds: 'text', width: 14 },
];

/** The ledger of vaccination in the order of its printed form (people.md 3.2). Doses come back by it; the rest is told. */
export const vaccinationColumns: readonly Column<VaccinationColumn>[] = [
  { key: 'place', holds: 'told', width: 6 },
  { key: 'unit', holds: 'told', width: 24 },
  { key: 'role', holds: 'told', width: 10, options: memberRoles },
  { key: 'name', holds: 'text', width: 12, needed: true },
  { key: 'sex', holds: 'told', width: 6, options: sexes },
  { key: 'age', holds: 'told', width: 6 },
  { key: 'idNumber', holds: 'text', width: 22, needed: true },
  { key: 'phone', holds: 'told', width: 14 },
  { key: 'where', holds: 'told', width: 14 },
  ...sheetDoses.flatMap(dosesOf),
  { key: 'state', holds: 'told', width: 10, options: vaccinationStates },
  { key: 'next', holds: 'told', width: 14 },
  { key: 'hindrance', holds: 'told', width: 16, options: hindranceKinds },
  { key: 'worker', holds: 'told', width: 10 },
  { key: 'contactOn', holds: 'told', width: 12 },
  { key: 'contactNext', holds: 'told', width: 12 },
  { key: 'record', holds: 'row', width: 38 },
];
