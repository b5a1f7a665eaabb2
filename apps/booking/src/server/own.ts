import type { RequestEvent } from '@sveltejs/kit';
import { error, redirect } from '@sveltejs/kit';
import { ask, type Api } from './api.ts';
import { openDraft, type Draft, type DraftKind } from './draft.ts';

export type BookingView = Awaited<ReturnType<Api['bookings']['open']['mutate']>>;

/** The bookings of whoever proved a phone in this browser, by the look-up or while booking. */
export async function ownBookings(event: RequestEvent): Promise<{ draft: Draft; bookings: BookingView[] }> {
  for (const kind of ['manage', 'booking'] as const satisfies DraftKind[]) {
    const draft = await openDraft(event, kind);
    if (draft === null) continue;
    const found = await ask(event.locals.api.bookings.find.mutate({ draft: draft.id }));
    if ('value' in found) return { draft, bookings: found.value };
  }
  redirect(303, '/chaxun');
}

export async function ownBooking(event: RequestEvent, id: string): Promise<{ draft: Draft; booking: BookingView }> {
  const { draft, bookings } = await ownBookings(event);
  const booking = bookings.find((it) => it.id === id);
  if (booking === undefined) error(404, 'notFound');
  return { draft, booking };
}

export type RequestView = Awaited<ReturnType<Api['requests']['own']['mutate']>>[number];

/** What whoever proved a phone in this browser asked about their data, newest first; null: no phone is proven. */
export async function ownRequests(event: RequestEvent): Promise<{ draft: Draft; requests: RequestView[] } | null> {
  for (const kind of ['manage', 'booking'] as const satisfies DraftKind[]) {
    const draft = await openDraft(event, kind);
    if (draft === null) continue;
    const found = await ask(event.locals.api.requests.own.mutate({ draft: draft.id }));
    if ('value' in found) return { draft, requests: found.value.toSorted((a, b) => b.madeAt.localeCompare(a.madeAt)) };
  }
  return null;
}

/** The booking behind an address, for the browser that made it or one that proved its phone. */
export async function openOwn(event: RequestEvent, token: string): Promise<BookingView | null> {
  for (const kind of ['booking', 'manage'] as const satisfies DraftKind[]) {
    const draft = await openDraft(event, kind);
    if (draft === null) continue;
    const opened = await ask(event.locals.api.bookings.open.mutate({ token, proof: { draft: draft.id } }));
    if ('value' in opened) return opened.value;
  }
  return null;
}
