import { papersStanding } from '@anmin/domain/appointments/papers';
import { isOfTheLaw } from '@anmin/domain/appointments/service';
import { isLive } from '@anmin/domain/appointments/states';
import { ticketName } from '@anmin/domain/appointments/queue';
import { officeTime } from '@anmin/domain/calendar/day';
import { lawFor, type BookingRow, type Loaded } from '../bookings/load.ts';
import { cardOf } from '../bookings/view.ts';
import { papersOf, type Paper } from '../bookings/papers.ts';
import { screeningOf } from '../bookings/party.ts';
import { readInstant } from '../office/now.ts';
import { comesByGate } from '../visits/row.ts';
import type { Office } from '../office/office.ts';
import type { TicketRow } from '../queue/ticket.ts';
import type { Context } from '../trpc.ts';

export type CounterRow = ReturnType<typeof counterRow>;

/** A booking as the counter sees it, masked. */
export function counterRow(
  ctx: Pick<Context, 'keys' | 'packs' | 'services'>,
  office: Office,
  loaded: Loaded,
  { extra, ticket }: { readonly extra: boolean; readonly ticket: TicketRow | undefined },
) {
  const { booking: row, parties } = loaded;
  const law = lawFor(ctx, office, loaded);
  // who comes to any other service has declared what a gate asks when they booked
  const gate = law.gate !== null && isOfTheLaw(row.service);
  const ends = parties.flatMap((it) => screeningOf(ctx.keys, it)?.quarantineEnd?.toString() ?? []);
  return {
    ...cardOf(ctx, loaded),
    office: row.office,
    live: isLive(row.state),
    /** A visit whose people sign in and out at the gate. */
    atGate: comesByGate(ctx, loaded),
    checkedInAt: row.checkedInAt === null ? null : officeTime(readInstant(row.checkedInAt)),
    /** The second asking, at the counter; what was answered online does not count for it. */
    screening: gate ? (row.screened ?? ('notAsked' as const)) : null,
    quarantineUntil: ends.sort().at(-1) ?? null,
    ground: row.ground,
    endedBy: row.endedBy,
    papers: checkedPapers(row, papersOf(ctx, office, loaded, law)),
    forgiven: row.forgivenAt !== null,
    extra,
    /** The number they wait under; null: they have not come. */
    ticket: ticket === undefined ? null : ticketName(ticket),
  };
}

/** How the papers stand by the list of the booking's day, and who looked at them last; null: nobody did. */
function checkedPapers({ papersBy, papersAt }: BookingRow, papers: readonly Paper[]) {
  if (papersBy === null || papersAt === null || papers.length === 0) return null;
  return {
    standing: papersStanding(papers.map(({ mark }) => mark)),
    by: papersBy,
    at: readInstant(papersAt).toString(),
  };
}
