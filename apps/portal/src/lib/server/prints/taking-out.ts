import type { ExportedList } from '@anmin/domain/sheets/ledgers';
import { may } from '#lib/may.ts';
import type { Me } from '#lib/rows.ts';

type Of = { readonly unit: string; readonly day: string };

/** Where a list of people is asked for as a workbook; null: not by them. */
export function askedFor(me: Me, ledger: ExportedList, { unit, day }: Of): string | null {
  const query = new URLSearchParams({ ledger, office: unit, day }).toString();
  return may(me, 'exports.make') ? `/admin/exports/new?${query}` : null;
}
