import type { Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { needs } from '#lib/server/needs.ts';
import { unitAsked } from '#lib/server/unit.ts';

/** The unit whose ledgers a page shows, for whoever may see them. */
export function evidenceUnit(me: Me, api: Api, url: URL) {
  needs(me, 'evidence.see');
  return unitAsked({ measures: { places: api.evidence.places } }, url);
}
