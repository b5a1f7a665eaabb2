import type { Transaction } from '@anmin/db/client';
import { institution, officeSetting } from '@anmin/db/schema/offices';
import { unit } from '@anmin/db/schema/organisation';
import { officeDay } from '@anmin/domain/calendar/day';
import { sql } from 'drizzle-orm';
import { loadOffice, settingOn } from '../office/office.ts';
import { planDays } from '../plans/plan.ts';
import { setScope } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';

/** A client's own office to try things out at, run as the given one is today; below no bureau, so that nobody sees it. */
export async function openSandbox(tx: Transaction, ctx: StaffContext, like: string, name: string): Promise<string> {
  const id = `test-${crypto.randomUUID().slice(0, 8)}`;
  const office = await loadOffice(tx, like);
  const today = officeDay(office.now);
  const rules = settingOn(office, today)?.rules;
  await setScope(tx, ctx, [...ctx.units, id]);
  const { kind, region, hours, address, phone } = office.institution;
  await tx.insert(unit).values({ id, kind: 'institution', name, region, institutionKind: kind });
  await tx.insert(institution).values({ id, kind, region, prefecture: id, name, hours, address, phone, sandbox: true });
  if (rules === undefined) return id;
  const source = `${like} ${today.toString()}`;
  await tx
    .insert(officeSetting)
    .values({ office: id, validFrom: '2002-01-01', rules, source, madeBy: `staff:${ctx.actor.id}` });
  const own = await loadOffice(tx, id);
  await planDays(
    tx,
    own,
    Array.from({ length: rules.windowDays + 2 }, (_, days) => today.add({ days })),
  );
  return id;
}

export async function resetSandbox(tx: Transaction, office: string): Promise<void> {
  await tx.execute(sql`select reset_sandbox(${office})`);
}
