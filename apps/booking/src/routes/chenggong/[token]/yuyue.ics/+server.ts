import { lineStates } from '@anmin/domain/appointments/states';
import { instantOf } from '@anmin/domain/calendar/day';
import { m } from '@anmin/words/m';
import { serviceText } from '@anmin/words/vocabulary';
import { error, type RequestEvent } from '@sveltejs/kit';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { ask } from '../../../../server/api.ts';
import { text } from '../../../../server/draft.ts';
import { openOwn, type BookingView } from '../../../../server/own.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => fileOf(event, await openOwn(event, event.params.token));

export const POST: RequestHandler = async (event) => {
  const last4 = text(await event.request.formData(), 'last4');
  const opened = await ask(event.locals.api.bookings.open.mutate({ token: event.params.token, proof: { last4 } }));
  return fileOf(event, 'value' in opened ? opened.value : null);
};

async function fileOf({ locals }: RequestEvent, booking: BookingView | null): Promise<Response> {
  if (booking === null || lineStates.some((state) => state === booking.state)) error(404, 'notFound');
  const { now, services } = await locals.api.office.now.query();
  return new Response(calendarOf(booking, new Date(now), serviceText(services, booking.service)), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="yuyue.ics"',
      'cache-control': 'no-store',
    },
  });
}

/** Time and place, never a name or number of a person. Times are instants, so that any calendar shows them right. */
function calendarOf(booking: BookingView, stamp: Date, service: string): string {
  const over = booking.state === 'cancelled' || booking.state === 'displaced';
  const calendar = ical({
    prodId: { company: 'anmin', product: 'booking' },
    method: over ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${booking.uid}@anmin`,
    sequence: booking.sequence,
    status: over ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    start: dateOf(booking.day, booking.starts),
    end: dateOf(booking.day, booking.ends),
    stamp,
    summary: m.booking_calendar_summary({ service }),
    location: `${booking.office.name} ${booking.office.address}`,
    description: m.booking_calendar_text({ reference: booking.reference, phone: booking.office.phone }),
  });
  return calendar.toString();
}

function dateOf(day: string, time: string): Date {
  return new Date(instantOf(day, time).epochMilliseconds);
}
