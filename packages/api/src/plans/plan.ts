import type { Transaction } from '@anmin/db/client';
import { planDay, type PlannedPlaces } from '@anmin/domain/appointments/day-plan';
import type { OfficeRules } from '@anmin/domain/appointments/settings';
import { contains } from '@anmin/domain/calendar/interval';
import { sql } from 'drizzle-orm';
import { settingOn, type Office } from '../office/office.ts';

/** Makes the places of these days match the settings in force on each: owned places stay, surplus closes when freed. */
export async function planDays(tx: Transaction, office: Office, days: readonly Temporal.PlainDate[]): Promise<void> {
  for (const day of days) {
    const setting = settingOn(office, day);
    if (setting === undefined) continue;
    const plan = JSON.stringify(placesOn(office, setting.rules, day));
    await tx.execute(
      sql`select plan_day(${office.institution.id}, ${day.toString()}::date, ${setting.id}, ${plan}::jsonb)`,
    );
  }
  const planned = sql.param(days.map((day) => day.toString()));
  await tx.execute(sql`select rest_awaited(${office.institution.id}, ${planned}::date[])`);
}

/** A day closed for every service has no places, whatever the settings say. */
export function placesOn({ closures }: Office, rules: OfficeRules, day: Temporal.PlainDate): PlannedPlaces[] {
  const closed = closures.some((span) => span.services === null && contains(span, day));
  return closed ? [] : planDay(rules, day);
}
