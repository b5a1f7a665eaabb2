import type { Transaction } from '@anmin/db/client';
import { booking, careVisit, party } from '@anmin/db/schema/appointments';
import { gatePassage, gatePerson } from '@anmin/db/schema/gate';
import { gatesOf } from '@anmin/domain/measures/passing';
import type { ComerKind } from '@anmin/domain/people/comer';
import { maskIdNumber, maskPhone } from '@anmin/domain/people/mask';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { nameOf } from '../bookings/party.ts';
import { actorName, journal } from '../journal.ts';
import { hereAt } from '../measures/here.ts';
import { readInstant } from '../office/now.ts';
import { once } from '../once.ts';
import { journalRead } from '../privacy/reads.ts';
import { inScope, isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { residentOf } from '../visits/row.ts';
import { rulesNow } from './asked.ts';
import { judgeAndKeep } from './check.ts';
import { openComer } from './comer.ts';
import type { comersInput, leaveInput } from './inputs.ts';

/** Signs somebody out. Where a rule asks for something at the way out, that they are on record is kept as their passage. */
export function leave(ctx: StaffContext, { key, passage: id }: z.infer<typeof leaveInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['gate.leave', id] }, async () => {
      const [found] = await tx
        .select()
        .from(gatePerson)
        .where(and(eq(gatePerson.passage, id), isUnder(gatePerson.unit, ctx.units)))
        .for('update');
      if (found === undefined) throw new Refused(refuse('notFound'));
      if (found.outAt !== null) throw new Refused(refuse('stale'));
      const { unit } = found;
      await tx
        .update(gatePerson)
        .set({ outAt: sql`office_now()`, outBy: actorName(ctx.actor) })
        .where(eq(gatePerson.passage, id));
      await journal(tx, ctx.actor, { action: 'gate.left', subject: id, office: unit, codes: { came: found.came } });
      if (gatesOf(rulesNow(ctx, await hereAt(tx, ctx, unit))).includes('exit')) {
        const checks = found.idSealed === null ? (['registration'] as const) : (['registration', 'realName'] as const);
        const answers = { checks: [...checks], found: [], cleared: [], exemptions: [] };
        await judgeAndKeep(tx, ctx, { unit, at: 'exit', as: null, answers });
      }
      return { passage: id };
    }),
  );
}

/** how many a list shows at once; a habit of the page, not policy */
const most = 500;

/** Who is inside now, or who came in on a day, the last first: by the gate's own register and by visits that were asked for. */
export function comers(ctx: StaffContext, { unit, day }: z.infer<typeof comersInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const here = await hereAt(tx, ctx, unit);
    const found = [...(await registeredAt(tx, ctx, unit, day)), ...(await visitingAt(tx, ctx, unit, day))]
      .sort((one, other) => other.inAt.localeCompare(one.inAt))
      .slice(0, most);
    const passages = found.flatMap(({ passage }) => passage ?? []);
    const rows = await tx
      .select({ id: gatePassage.id, checks: gatePassage.checks })
      .from(gatePassage)
      .where(and(inArray(gatePassage.id, passages), eq(gatePassage.unit, unit)));
    const checksOf = new Map(rows.map((it) => [it.id, it.checks]));
    await journalRead(tx, ctx, unit, { of: 'gate.comers', count: found.length });
    return {
      ...{ unit: here.unit, today: here.today, day, whole: found.length < most },
      rows: found.map((it) => ({ ...it, checks: (it.passage !== null && checksOf.get(it.passage)) || [] })),
    };
  });
}

type Comer = {
  readonly passage: string | null;
  /** The visit it was asked for as, which is signed out there; null: of the gate's own register. */
  readonly visit: string | null;
  readonly came: ComerKind;
  readonly names: readonly string[];
  readonly phone: string | null;
  readonly idNumber: string | null;
  readonly purpose: string;
  readonly inAt: string;
  readonly outAt: string | null;
};

const onDay = (moment: typeof gatePerson.inAt | typeof careVisit.inAt, day: string) =>
  sql`${moment} >= ${day}::date::timestamp at time zone 'Asia/Shanghai'
    and ${moment} < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`;

async function registeredAt(tx: Transaction, { keys }: StaffContext, unit: string, day: string | null) {
  const rows = await tx
    .select()
    .from(gatePerson)
    .where(and(eq(gatePerson.unit, unit), day === null ? isNull(gatePerson.outAt) : onDay(gatePerson.inAt, day)))
    .orderBy(desc(gatePerson.inAt))
    .limit(most);
  return rows.map((row): Comer => {
    const { name, phone, idNumber, purpose } = openComer(keys, row);
    return {
      ...{ passage: row.passage, visit: null, came: row.came, names: [name], purpose },
      ...{ phone: phone && maskPhone(phone), idNumber: idNumber && maskIdNumber(idNumber) },
      ...{ inAt: instantOf(row.inAt), outAt: row.outAt === null ? null : instantOf(row.outAt) },
    };
  });
}

async function visitingAt(tx: Transaction, { keys }: StaffContext, unit: string, day: string | null) {
  const rows = await tx
    .select({ visit: careVisit, phone: booking.phoneSealed })
    .from(careVisit)
    .innerJoin(booking, eq(booking.id, careVisit.booking))
    .where(
      and(
        ...[eq(careVisit.office, unit), isNotNull(careVisit.inAt)],
        day === null ? and(isNull(careVisit.outAt), eq(booking.state, 'checkedIn')) : onDay(careVisit.inAt, day),
      ),
    )
    .orderBy(desc(careVisit.inAt))
    .limit(most);
  const ids = rows.map(({ visit }) => visit.booking);
  const parties = await tx.select().from(party).where(inArray(party.booking, ids)).orderBy(asc(party.position));
  return rows.map(({ visit }): Comer => ({
    ...{ passage: visit.passage, visit: visit.booking, came: 'visitor', phone: null, idNumber: null },
    names: parties.filter((it) => it.booking === visit.booking).map((it) => nameOf(keys, it)),
    purpose: residentOf(keys, visit)?.name ?? '',
    ...{ inAt: instantOf(visit.inAt ?? ''), outAt: visit.outAt === null ? null : instantOf(visit.outAt) },
  }));
}

const instantOf = (moment: string): string => readInstant(moment).toString();
