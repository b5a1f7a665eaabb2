import type { Transaction } from '@anmin/db/client';
import { booking, party, slot } from '@anmin/db/schema/appointments';
import type { exported } from '@anmin/db/schema/privacy';
import { lineStates } from '@anmin/domain/appointments/states';
import { and, eq, gte, lt, notInArray, sql } from 'drizzle-orm';
import { countPeople } from './people.ts';
import { countVaccinated } from './vaccination.ts';

type Span = Pick<typeof exported.$inferSelect, 'office' | 'fromDay' | 'untilDay' | 'ledger'>;

/** How many people a list is about. */
export async function personsIn(tx: Transaction, span: Span): Promise<number> {
  if (span.ledger === 'people') return countPeople(tx, span.office, span.fromDay);
  if (span.ledger !== 'bookings') return countVaccinated(tx, span.office, span.fromDay);
  const [found] = await tx
    .select({ persons: sql<number>`count(*)::int` })
    .from(party)
    .innerJoin(booking, eq(booking.id, party.booking))
    .innerJoin(slot, eq(slot.id, booking.slot))
    .where(within(span));
  return found?.persons ?? 0;
}

/** Its bookings, where it is of bookings. */
export function within({ office, fromDay, untilDay }: Omit<Span, 'ledger'>) {
  return and(
    eq(booking.office, office),
    gte(slot.day, fromDay),
    lt(slot.day, untilDay),
    notInArray(booking.state, ['cancelled', ...lineStates]),
  );
}
