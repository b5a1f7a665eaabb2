import { sheetLedgers, type SheetLedger } from '@anmin/domain/sheets/ledgers';
import { error } from '@sveltejs/kit';
import type { Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { needs } from '#lib/server/needs.ts';

/** The ledger of an address, for whoever writes in it. */
export function ledgerAt(me: Me, name: string): SheetLedger {
  const ledger = sheetLedgers.find((it) => it === name) ?? error(404, 'notFound', {});
  needs(me, `${ledger}.change`);
  return ledger;
}

/** What takes in its sheets. */
export function sheetsOf(api: Api, ledger: SheetLedger) {
  return { people: api.peopleSheets, vaccination: api.vaccinationSheets }[ledger];
}
