import { institution } from '@anmin/db/schema/offices';
import { isOver } from '@anmin/domain/appointments/bookable';
import { dayChoiceRefusal } from '@anmin/domain/appointments/booking';
import type { Channel } from '@anmin/domain/appointments/settings';
import { lawOn } from '@anmin/domain/appointments/law';
import { daysBetween, officeDay } from '@anmin/domain/calendar/day';
import { and, eq } from 'drizzle-orm';
import { recentPlacesLeft, type FreeSlot } from '../office/free.ts';
import { bookOn, recentOffice, rulesOn, settingOn, type Office } from '../office/office.ts';
import { recent } from '../recent.ts';
import type { Context } from '../trpc.ts';
import type { Loaded } from './load.ts';

export type Wanted = {
  readonly service: string;
  readonly day: Temporal.PlainDate;
  readonly time: string;
  readonly applicationDay: Temporal.PlainDate | null;
};

export type Alternative = Omit<FreeSlot, 'slot'> & { readonly officeName: string };

/** At most this many are shown; a page of choices, not a search. */
const shown = 6;

/** The free times nearest to the wanted one, same office first: half of that day, half of others where there are any. */
export async function alternatives(
  ctx: Context,
  office: Office,
  wanted: Wanted,
  earliest?: Temporal.PlainDate,
): Promise<Alternative[]> {
  return ofThatDayAndOthers(await nearest(ctx, office, wanted, earliest), wanted);
}

async function nearest(ctx: Context, office: Office, wanted: Wanted, earliest?: Temporal.PlainDate) {
  const offices = await Promise.all((await nearbyOffices(ctx, office)).map((id) => recentOffice(ctx, id)));
  const free = await recentPlacesLeft(ctx.board, askedAround(office, offices, earliest));
  return nearestOpen(ctx, { home: office, offices, free }, wanted);
}

/** The places of all these offices as far as the own one opens its days. */
export function askedAround(home: Office, offices: readonly Office[], earliest?: Temporal.PlainDate) {
  const today = officeDay(home.now);
  return {
    offices: offices.map(({ institution: { id } }) => id),
    from: (earliest ?? today).toString(),
    until: today.add({ days: rulesOn(home, today).windowDays }).toString(),
    channel: 'online' satisfies Channel,
  } as const;
}

type Around = { readonly home: Office; readonly offices: readonly Office[]; readonly free: readonly FreeSlot[] };

/** Of places around an office those that may be booked now, the nearest to the wanted time first. */
export function nearestOpen(ctx: Pick<Context, 'packs' | 'services'>, { home, offices, free }: Around, wanted: Wanted) {
  const byId = new Map(offices.map((it) => [it.institution.id, it]));
  const open = free.filter((it) => it.left > 0 && bookable(ctx, home, byId.get(it.office), wanted, it));
  return nearestFirst(open, home.institution.id, wanted).map(({ slot: _, ...it }): Alternative => ({
    ...it,
    officeName: byId.get(it.office)?.institution.name ?? '',
  }));
}

/** The first of what is nearest on each of the nearest three days, for who was not drawn. */
export function ofNearestDays(nearest: readonly Alternative[]): Alternative[] {
  const firsts = Map.groupBy(nearest, ({ day }) => day).values();
  return [...firsts.take(shown / 2)].flatMap((ofDay) => ofDay.slice(0, 1)).sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** What else who was not drawn may book. */
export async function daysInstead(ctx: Context, office: Office, loaded: Loaded): Promise<Alternative[]> {
  return ofNearestDays(await nearest(ctx, office, wantedOf(loaded)));
}

export function wantedOf({ booking, slot }: Pick<Loaded, 'booking' | 'slot'>): Wanted {
  const { service, applicationDay } = booking;
  const applied = applicationDay === null ? null : Temporal.PlainDate.from(applicationDay);
  return { service, day: Temporal.PlainDate.from(slot.day), time: slot.starts, applicationDay: applied };
}

/** Two more choices beside an offer, shown to whoever the office displaced. */
export async function otherChoices(
  ctx: Context,
  office: Office,
  loaded: Loaded,
  offer: { day: string; starts: string; office: string } | null,
) {
  const all = await alternatives(ctx, office, wantedOf(loaded));
  return all
    .filter((it) => it.day !== offer?.day || it.starts !== offer.starts || it.office !== offer.office)
    .slice(0, 2);
}

/** The office asked for and its neighbours of the prefecture; whether they may be chosen depends on the day. */
export async function nearbyOffices(
  { board }: Context,
  { institution: { kind, prefecture } }: Office,
): Promise<string[]> {
  const rows = await recent(board, `offices ${kind} ${prefecture}`, () =>
    board.db
      .select({ id: institution.id })
      .from(institution)
      .where(and(eq(institution.kind, kind), eq(institution.prefecture, prefecture))),
  );
  return rows.map(({ id }) => id);
}

/** Another office than the own one may be chosen where the law of that day lets people choose. */
export function mayChoose(
  { packs }: Pick<Context, 'packs'>,
  home: Office,
  office: string,
  service: string,
  day: Temporal.PlainDate,
): boolean {
  if (office === home.institution.id) return true;
  const { region, kind } = home.institution;
  const { choice } = lawOn(packs, { region, kind }, service, officeDay(home.now), day);
  return service !== 'divorceCertificate' && choice !== null && choice.requirement.offices !== 'householdRegister';
}

function bookable(
  ctx: Pick<Context, 'packs' | 'services'>,
  home: Office,
  office: Office | undefined,
  wanted: Wanted,
  { day, ends }: FreeSlot,
): boolean {
  const on = Temporal.PlainDate.from(day);
  if (office === undefined || settingOn(office, on) === undefined) return false;
  if (isOver(day, ends, office.now) || !mayChoose(ctx, home, office.institution.id, wanted.service, on)) return false;
  const wish = {
    service: wanted.service,
    applicationDay: wanted.applicationDay,
    day: on,
    channel: 'online' satisfies Channel,
  } as const;
  return dayChoiceRefusal(ctx.packs, bookOn(ctx, office, on), wish, office.now) === null;
}

function ofThatDayAndOthers(nearest: readonly Alternative[], { day }: Wanted): Alternative[] {
  const others = nearest.filter((it) => it.day !== day.toString()).slice(0, shown);
  const same = nearest.filter((it) => it.day === day.toString()).slice(0, Math.max(shown / 2, shown - others.length));
  return [...same, ...others].slice(0, shown);
}

function nearestFirst(free: readonly FreeSlot[], office: string, { day, time }: Wanted): FreeSlot[] {
  const distance = (it: FreeSlot) =>
    Math.abs(daysBetween(day, Temporal.PlainDate.from(it.day))) * 10_000 +
    (it.office === office ? 0 : 2_000) +
    Math.abs(minutes(it.starts) - minutes(time));
  return [...free].sort((a, b) => distance(a) - distance(b));
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
