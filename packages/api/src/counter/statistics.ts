import { booking, slot } from '@anmin/db/schema/appointments';
import { institution } from '@anmin/db/schema/offices';
import { ticket } from '@anmin/db/schema/queue';
import { placedStates } from '@anmin/domain/appointments/states';
import type { Channel } from '@anmin/domain/appointments/settings';
import { and, eq, gte, inArray, lte, sql } from 'drizzle-orm';
import { wallTime } from '../office/free.ts';
import { inScope, isUnder } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import type { StaffContext } from '../trpc.ts';

/** What figures are told by. */
export const groupings = ['day', 'time', 'channel', 'service', 'office'] as const;
export type Grouping = (typeof groupings)[number];

export type Asked = {
  /** null: all offices somebody sees */
  readonly office: string | null;
  /** first and last day */
  readonly from: string;
  readonly until: string;
  readonly by: Grouping;
};

/**
 * What became of the appointments of a span, those called off beforehand left out: how many were booked, came, did not
 * come, and how many minutes who came waited to be called, the middle one and the one that nine of ten stay below. Counts
 * alone, nothing of a person.
 */
export function statistics(ctx: StaffContext, { office, from, until, by }: Asked) {
  return inScope(ctx, ctx.units, async (tx) => {
    if (office !== null) await servedOffice(tx, ctx, office);
    const waited = sql`extract(epoch from ${ticket.calledAt} - ${ticket.drawnAt}) / 60`;
    const figures = {
      booked: sql<number>`count(*)::int`,
      came: sql<number>`count(${booking.checkedInAt})::int`,
      noShow: sql<number>`(count(*) filter (where ${booking.state} = 'noShow'))::int`,
      waitMedian: sql<number | null>`round((percentile_cont(0.5) within group (order by ${waited}))::numeric)::int`,
      waitNine: sql<number | null>`round((percentile_cont(0.9) within group (order by ${waited}))::numeric)::int`,
    };
    const where = and(
      office === null ? isUnder(booking.office, ctx.units) : eq(booking.office, office),
      and(gte(slot.day, from), lte(slot.day, until)),
      inArray(booking.state, placedStates),
    );
    const read = (name: (typeof columns)[Grouping]) =>
      tx
        .select({ name: sql<string>`${name}`, ...figures })
        .from(booking)
        .innerJoin(slot, eq(slot.id, booking.slot))
        .innerJoin(institution, eq(institution.id, booking.office))
        .leftJoin(ticket, eq(ticket.booking, booking.id))
        .where(where)
        .groupBy(name)
        .orderBy(name);
    const rows = await read(columns[by]);
    const [all] = await tx
      .select(figures)
      .from(booking)
      .innerJoin(slot, eq(slot.id, booking.slot))
      .leftJoin(ticket, eq(ticket.booking, booking.id))
      .where(where);
    return { rows: rows.map((row) => ({ ...row, group: groupOf(by, row.name) })), all };
  });
}

const columns = {
  day: slot.day,
  time: slot.starts,
  channel: booking.channel,
  service: booking.service,
  office: institution.name,
} as const;

type Group =
  | { readonly by: 'day'; readonly name: string }
  | { readonly by: 'time'; readonly name: string }
  | { readonly by: 'channel'; readonly name: Channel }
  | { readonly by: 'service'; readonly name: string }
  | { readonly by: 'office'; readonly name: string };

function groupOf(by: Grouping, name: string): Group {
  return { by, name: by === 'time' ? wallTime(name) : name } as Group;
}
