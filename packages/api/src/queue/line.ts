import { ticket } from '@anmin/db/schema/queue';
import { officeDay } from '@anmin/domain/calendar/day';
import { and, ne } from 'drizzle-orm';
import { loadOffice } from '../office/office.ts';
import { inScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import type { StaffContext } from '../trpc.ts';
import { ofDay } from './call.ts';
import { ticketsWhere, waitingOf } from './ticket.ts';

/** Who waits at an office now, by their numbers; nothing of a person. */
export function line(ctx: StaffContext, id: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, id);
    const office = await loadOffice(tx, id);
    const day = officeDay(office.now).toString();
    const open = (await ticketsWhere(tx, and(ofDay(id, day), ne(ticket.state, 'ended')))).map(waitingOf);
    const drawn = await tx.$count(ticket, ofDay(id, day));
    return {
      ...{ day, now: office.now.toString(), drawn, ended: drawn - open.length },
      called: open
        .filter(({ state }) => state === 'called' || state === 'serving')
        .sort((one, other) => (one.counter ?? 0) - (other.counter ?? 0)),
      waiting: open.filter(({ state }) => state === 'waiting'),
      skipped: open.filter(({ state }) => state === 'skipped'),
    };
  });
}
