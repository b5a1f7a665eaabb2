import { abnormalIn, type Values } from '@anmin/domain/evidence/entry';
import { ledgerOf } from '@anmin/domain/evidence/ledgers';
import type { Thresholds } from '@anmin/domain/evidence/settings';
import { readTemperature, writeTenths } from '@anmin/domain/evidence/typing';
import type { EvidenceDay } from '#lib/rows.ts';

/** The columns of the grid: what stands in each cell as text, empty where nothing does. */
export const gridFields = ['temperature', 'symptoms', 'handling'] as const;
export type GridField = (typeof gridFields)[number];
export type Cells = Record<GridField, string>;
/** What was read of a row: its cells, and how often each was written. */
export type Shown = { readonly cells: Cells; readonly versions: Readonly<Record<string, number>> };

export function shownOf({ entries }: EvidenceDay, turn: string, person: string): Shown {
  const found = entries.find((it) => it.person === person && it.turn === turn);
  return { cells: cellsOf(found?.values ?? {}), versions: found?.versions ?? {} };
}

const cellsOf = (values: Values): Cells => ({
  temperature: cellOf(values['temperature']),
  symptoms: cellOf(values['symptoms']),
  handling: cellOf(values['handling']),
});

/** A value as its cell shows it. Of several symptoms the cell holds all, parted by blanks. */
export function cellOf(value: Values[string] | undefined): string {
  if (typeof value === 'number') return writeTenths(value);
  return Array.isArray(value) ? value.join(' ') : '';
}

/** What a cell means; undefined: nothing the ledger takes. */
export function valueOf(field: GridField, text: string): number | string[] | null | undefined {
  if (text === '') return null;
  if (field === 'temperature') return readTemperature(text)?.tenths;
  return text.split(' ');
}

/** Whether a row asks for its handling, by the threshold that is set. */
export function asksHandling(cells: Cells, thresholds: Thresholds): boolean {
  const values = {
    temperature: valueOf('temperature', cells.temperature) ?? null,
    symptoms: valueOf('symptoms', cells.symptoms) ?? null,
  };
  return abnormalIn(ledgerOf('temperature'), values, thresholds).length > 0;
}
