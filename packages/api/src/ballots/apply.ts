import type { Transaction } from '@anmin/db/client';
import type { Application } from '@anmin/domain/appointments/application';
import { applicationNumber } from '@anmin/domain/appointments/ballot';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import { placesFor } from '@anmin/domain/appointments/visit';
import { refuse } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';
import { appointmentFacts } from '../bookings/messages.ts';
import { writeMessages } from '../messages/message.ts';
import { readInstant } from '../office/now.ts';
import { bookOn, type Office } from '../office/office.ts';
import { Refused, type Context } from '../trpc.ts';

type Held = { id: string; open: boolean; apply_from: string; apply_until: string };

/** The ballot of a day that is applied for now, held open until commit; null: the day is not drawn. */
export async function ballotOn(
  tx: Transaction,
  ctx: Context,
  office: Office,
  on: Temporal.PlainDate,
): Promise<string | null> {
  if (!bookOn(ctx, office, on).underBallot) return null;
  const day = on.toString();
  const { rows } = await tx.execute<Held>(sql`select * from hold_ballot(${office.institution.id}, ${day}::date)`);
  const [held] = rows;
  if (held === undefined) throw new Refused(refuse('underBallot', [], { day }));
  if (held.open) return held.id;
  const [from, until] = [held.apply_from, held.apply_until].map((it) => readInstant(it).toString());
  throw new Refused(refuse('notApplying', [], { day, from: from ?? '', until: until ?? '' }));
}

/** What a ballot knows of who applies: the whole day under a number that says nothing of them. */
export function applicationTo(ballot: string, { day, time, visit }: Application, definition: ServiceDefinition) {
  const places = visit === null ? 1 : placesFor(definition, visit);
  const application = applicationNumber(time, places, randomBytes(5).toString('hex').toUpperCase());
  const on = day.toString();
  return { ballot, application, fromDay: on, untilDay: on, fromTime: '00:00', untilTime: '23:59' };
}

type Applicant = {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly phone: string | null;
  readonly application: string;
};

type Told = {
  readonly day: string;
  readonly starts: string;
  /** Of who was not drawn: the nearest days with room. */
  readonly daysInstead?: readonly string[];
};

export async function tellOfBallot(
  tx: Transaction,
  { keys }: Pick<Context, 'keys'>,
  kind: 'ballotApplied' | 'ballotLost',
  office: Office,
  { id, reference, version, phone, application: number }: Applicant,
  { daysInstead = [], ...at }: Told,
): Promise<void> {
  const facts = { ...appointmentFacts(office, reference, at), number, days: daysInstead.join(' ') };
  await writeMessages(tx, keys, { id, version }, [{ kind, phone, facts, dueAt: null }]);
}
