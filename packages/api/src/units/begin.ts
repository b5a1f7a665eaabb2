import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { bureau, institution } from '@anmin/db/schema/offices';
import { post, unit } from '@anmin/db/schema/organisation';
import { counterKinds } from '@anmin/domain/institutions/kinds';
import { officeDay } from '@anmin/domain/calendar/day';
import { isWithin, nameOf } from '@anmin/domain/regions/region';
import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { inScope, setScope } from '../scope.ts';
import { shownCode, writeInvitation } from '../staff/invitation.ts';
import type { Context } from '../trpc.ts';

/** Shown on every page; no address, name or registration number has an angle bracket. */
const text = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^<>\p{Cc}]*$/u);
const phone = text.regex(/^[\d +()（）—-]{3,}(转\d+)?$/);
const region = z.string().regex(/^\d{6}$/);

/** What a bureau says of itself before its first day. Whatever the sites must show by law is required. */
export const beginning = z
  .strictObject({
    bureau: z.strictObject({
      ...{ region, name: text, organizer: text, undertaker: text, address: text, phone },
      ...{ siteCode: text, icp: text, police: text },
    }),
    administrator: z.strictObject({ username: z.string().regex(/^[a-z0-9_.-]{3,30}$/), name: text }),
    offices: z.array(
      z.strictObject({
        ...{ id: z.string().regex(/^[a-z0-9-]{2,40}$/), kind: z.enum(counterKinds), region, name: text },
        ...{ address: text, phone, hours: text },
        ...{ bus: z.string().max(200).default(''), access: z.string().max(200).default('') },
      }),
    ),
  })
  .refine(({ bureau, offices }) => offices.every((it) => isWithin(it.region, bureau.region)), {
    path: ['offices'],
    error: 'an office lies outside the region of its bureau',
  });
export type Beginning = z.infer<typeof beginning>;

/**
 * Opens a bureau with its counties, its offices and its first administrator, who gets a code and chooses a passphrase.
 * Only where nobody administers yet; null: somebody does. Everything after that is done in the portal.
 */
export async function beginBureau(ctx: Context, { bureau: given, administrator, offices }: Beginning) {
  const counties = [...new Set(offices.map((it) => it.region))];
  const requestKey = randomUUID();
  const holder = randomUUID();
  const begun = await inScope(ctx, [given.region, ...counties, ...offices.map(({ id }) => id)], async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(2327, 1000)`);
    const [known] = await tx.select({ region: bureau.region }).from(bureau).limit(1);
    if (known !== undefined) return false;
    const today = officeDay(await officeNow(tx)).toString();
    await tx.insert(bureau).values(given);
    await tx.insert(unit).values([
      { id: given.region, kind: 'prefecture', name: given.name, region: given.region },
      ...counties.map((code) => ({ id: code, kind: 'county' as const, name: nameOf(code) ?? code, region: code })),
      ...offices.map(({ id, name, region, kind: institutionKind }) => ({
        ...{ id, kind: 'institution' as const, name, region, institutionKind },
      })),
    ]);
    for (const code of counties) await stand(tx, code, given.region, today);
    for (const { id, region } of offices) await stand(tx, id, region, today);
    if (offices.length > 0)
      await tx.insert(institution).values(offices.map((it) => ({ ...it, prefecture: given.region })));
    await setScope(tx, ctx, [given.region]);
    await tx.insert(staffUser).values({ id: holder, ...administrator, email: `${holder}@staff.invalid` });
    const role = 'systemAdministrator' as const;
    await tx
      .insert(post)
      .values({ id: randomUUID(), holder, role, unit: given.region, fromDay: today, madeBy: 'beginning' });
    await writeInvitation(tx, ctx, holder, requestKey);
    await journal(tx, ctx.actor, { action: 'bureau.begun', subject: given.region, office: given.region });
    return true;
  });
  return begun ? { username: administrator.username, code: shownCode(ctx.keys, holder, requestKey) } : null;
}

async function stand(tx: Transaction, id: string, parent: string, from: string): Promise<void> {
  await tx.execute(sql`select move_unit(${id}, ${parent}, ${from}::date)`);
}
