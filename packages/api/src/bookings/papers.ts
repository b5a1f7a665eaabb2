import { randomUUID } from 'node:crypto';
import type { Law } from '@anmin/domain/appointments/law';
import { nameOfPaper, type PaperMark } from '@anmin/domain/appointments/papers';
import type { Named } from '@anmin/domain/appointments/service';
import { rulesOn, type Office } from '../office/office.ts';
import type { Context } from '../trpc.ts';
import type { Loaded } from './load.ts';
import { definitionOf } from './service.ts';

/** What was noted, under the words the papers have by now: those of the law, of a service or of the office. */
export function notedPapers({ packs, services }: Pick<Context, 'packs' | 'services'>, office: Office, noted: Noted) {
  const known = [
    ...packs.flatMap(({ rules }) => rules).flatMap(({ requirement: it }) => (it.kind === 'terms' ? it.materials : [])),
    ...services.flatMap(({ materials }) => materials),
    ...office.settings.flatMap(({ rules }) => rules.extraMaterials),
  ];
  return Object.entries(noted ?? {}).map(([name, mark]) => {
    const { zh, en } = known.findLast((it) => nameOfPaper(it) === name) ?? { zh: name, en: name };
    return { zh, en, mark };
  });
}
type Noted = Loaded['booking']['papers'];

/** Papers as they are kept: each with an id, one that is new with a new one. */
export function withIds<Of extends { readonly id?: string | undefined }>(papers: readonly Of[]) {
  return papers.map((it, n) => {
    const isOwn = it.id !== undefined && !papers.slice(0, n).some(({ id }) => id === it.id);
    return { ...it, id: isOwn ? it.id : `p${randomUUID().slice(0, 8)}` };
  });
}

export type Paper = Named & { readonly id?: string | undefined; readonly mark: PaperMark | null };

/** What the people of a booking bring, by law and by their office on its day, with what the desk has found of each. */
export function papersOf(
  ctx: Pick<Context, 'services'>,
  office: Office,
  { booking, slot }: Pick<Loaded, 'booking' | 'slot'>,
  law: Law,
): Paper[] {
  const materials = [
    ...(law.terms?.requirement.materials ?? definitionOf(ctx, booking.service).materials),
    ...rulesOn(office, Temporal.PlainDate.from(slot.day)).extraMaterials.filter(
      ({ service }) => service === booking.service,
    ),
  ];
  return materials.map(({ id, zh, en }) => ({
    ...(id === undefined ? {} : { id }),
    // notes of before papers had ids name them by their words
    ...{ zh, en, mark: booking.papers?.[nameOfPaper({ id, zh })] ?? booking.papers?.[zh] ?? null },
  }));
}
