import type { LedgerId } from '@anmin/domain/evidence/ledgers';
import { m } from '@anmin/words/m';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import type { EvidenceDay, Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';

/** The day of a ledger that an address names, as the screen shows it, and the page it was opened from. */
export async function evidenceDay(api: Api, me: Me, url: URL, ledger: LedgerId) {
  needs(me, 'evidence.see');
  const wished = asked(url, 'day');
  const wish = { unit: asked(url, 'unit').slice(0, 50), ledger, day: isDay(wished) ? wished : null };
  const found = await ask(api.evidence.day.query(wish));
  const page = ledger === 'test' ? 'tests' : ledger;
  return { ...found, from: `/admin/evidence/${page}?unit=${encodeURIComponent(found.unit.id)}&day=${found.day}` };
}

export const whereIs = ({ room, bed, post }: EvidenceDay['people'][number]): string =>
  room === null ? (post ?? m.evidence_staff()) : [room, bed].filter((it) => it !== null).join('-');
