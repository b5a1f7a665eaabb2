import { violatedConstraint, type Transaction } from '@anmin/db/client';
import { staffSession, staffUser } from '@anmin/db/schema/identity';
import { post, unit } from '@anmin/db/schema/organisation';
import { officeDay } from '@anmin/domain/calendar/day';
import type { UnitKind } from '@anmin/domain/organisation/units';
import { apartFromBusiness, heldTogether, roles, termsOf, type Role } from '@anmin/domain/organisation/roles';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actorName, journal, workplaceOf } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { keySchema, once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { shownCode, writeInvitation } from './invitation.ts';
import { managedAmong, managedUser, ownPost, ownUnit, refuseGreater, rolesHeld } from './standing.ts';

const reason = z.string().trim().min(2).max(200);
const place = { role: z.enum(roles), unit: z.string().max(50) };

export const listInput = z.strictObject({
  text: z.string().max(50).default(''),
  /** one of them */
  holder: z.string().max(50).optional(),
});
export const inviteInput = z.strictObject({
  key: keySchema,
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9_.-]{3,30}$/),
  name: z.string().trim().min(2).max(50),
  ...place,
});
export const appointInput = z
  .strictObject({
    key: keySchema,
    holder: z.string().max(50),
    from: z.iso.date(),
    until: z.iso.date().nullable(),
    ...place,
  })
  .refine(({ from, until }) => until === null || from < until, { path: ['until'], error: 'reversed' });
export const relieveInput = z.strictObject({ key: keySchema, post: z.uuid(), reason });
export const holderInput = z.strictObject({ key: keySchema, holder: z.string().max(50), reason });

/** Everybody with a post under the units somebody looks after, and those posts of theirs that are. */
export function listStaff(ctx: StaffContext, { text, holder }: z.infer<typeof listInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const today = officeDay(await officeNow(tx)).toString();
    const live = and(isNull(post.revokedAt), or(isNull(post.untilDay), gt(post.untilDay, today)));
    const rows = await tx
      .select({ post, unitName: unit.name, user: staffUser })
      .from(post)
      .innerJoin(staffUser, eq(staffUser.id, post.holder))
      .innerJoin(unit, eq(unit.id, post.unit))
      .where(
        and(
          isUnder(post.unit, ctx.units),
          live,
          holder === undefined ? undefined : eq(post.holder, holder),
          sql`position(lower(${text}) in lower(${staffUser.name} || ' ' || ${staffUser.username})) > 0`,
        ),
      )
      .orderBy(asc(staffUser.username), asc(post.fromDay))
      .limit(500);
    const users = new Map(rows.map(({ user }) => [user.id, user]));
    const managed = await managedAmong(tx, ctx.actor, [...users.keys()]);
    return [...users.values()].map(({ id, name, username, disabledAt }) => ({
      ...{ id, name, username, disabled: disabledAt !== null },
      /** Whether the asker may give them posts, renew their code, shut and open their account. */
      managed: managed.has(id),
      posts: rows
        .filter(({ user }) => user.id === id)
        .map(({ post: { id, role, unit, fromDay, untilDay }, unitName }) => ({
          ...{ id, role, unit, unitName },
          ...{ from: fromDay, until: untilDay },
        })),
    }));
  });
}

/** Opens an account with one post. What comes back is shown once: the code by which its holder chooses a passphrase. */
export async function invite(ctx: StaffContext, { key, ...given }: z.infer<typeof inviteInput>) {
  const asked = randomUUID();
  try {
    const { holder } = await inScope(ctx, ctx.units, (tx) =>
      once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['staff.invite', given] }, async () => {
        const today = officeDay(await officeNow(tx)).toString();
        await refuseNotGivable(tx, ctx, given, today);
        const { username, name, role, unit } = given;
        await tx.insert(staffUser).values({ id: asked, name, username, email: `${asked}@staff.invalid` });
        await writePost(tx, ctx, { holder: asked, role, unit, fromDay: today, untilDay: null });
        const fields = ['username', 'name'];
        await journal(tx, ctx.actor, {
          action: 'staff.invited',
          subject: asked,
          office: unit,
          fields,
          codes: { role },
        });
        await writeInvitation(tx, ctx, asked, key);
        return { holder: asked };
      }),
    );
    return { holder, code: shownCode(ctx.keys, holder, key) };
  } catch (error) {
    if (violatedConstraint(error) === 'staff_user_username_key') throw new Refused(refuse('nameTaken'));
    throw error;
  }
}

export function appoint(ctx: StaffContext, { key, ...given }: z.infer<typeof appointInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['staff.appoint', given] }, async () => {
      const { holder, role, unit, from, until } = given;
      await managedUser(tx, ctx, holder);
      await refuseNotGivable(tx, ctx, given, from);
      if (from < officeDay(await officeNow(tx)).toString()) throw new Refused(refuse('wrongDay', [], { day: from }));
      const id = await writePost(tx, ctx, { holder, role, unit, fromDay: from, untilDay: until });
      const codes = { holder, role, from, until };
      await journal(tx, ctx.actor, { action: 'post.given', subject: id, office: unit, codes });
      return { post: id };
    }),
  );
}

/** Ends a post at once; its holder's next request no longer has it. */
export function relieve(ctx: StaffContext, { key, post: id, reason }: z.infer<typeof relieveInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['staff.relieve', id, reason] }, async () => {
      const ended = await ownPost(tx, ctx, id);
      const { holder, unit: office, role } = ended;
      if (holder === ctx.actor.id) throw new Refused(refuse('dutiesApart'));
      await refuseGreater(tx, ctx, ended);
      await tx
        .update(post)
        .set({ revokedAt: sql`office_now()` })
        .where(eq(post.id, id));
      await journal(tx, ctx.actor, {
        action: 'post.ended',
        subject: id,
        office,
        fields: ['reason'],
        codes: { holder, role },
      });
      return { ended: true as const };
    }),
  );
}

/** Shuts an account, or opens it again; its sessions end with it. */
export function disable(ctx: StaffContext, { key, holder, reason }: z.infer<typeof holderInput>, shut: boolean) {
  const action = shut ? 'staff.disabled' : 'staff.enabled';
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: [action, holder, reason] }, async () => {
      await managedUser(tx, ctx, holder);
      await tx
        .update(staffUser)
        .set({ disabledAt: shut ? sql`now()` : null })
        .where(eq(staffUser.id, holder));
      if (shut) await tx.delete(staffSession).where(eq(staffSession.userId, holder));
      await journal(tx, ctx.actor, {
        action,
        subject: holder,
        office: await workplaceOf(tx, holder),
        fields: ['reason'],
      });
      return { shut };
    }),
  );
}

/** A new code for whoever forgot the passphrase. The manager neither chooses nor sees it; sessions end when it is used. */
export async function renewCode(ctx: StaffContext, { key, holder, reason }: z.infer<typeof holderInput>) {
  await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['staff.renewCode', holder, reason] }, async () => {
      await managedUser(tx, ctx, holder);
      const office = await workplaceOf(tx, holder);
      await journal(tx, ctx.actor, { action: 'staff.codeRenewed', subject: holder, office, fields: ['reason'] });
      await writeInvitation(tx, ctx, holder, key);
      return { renewed: true };
    }),
  );
  return { code: shownCode(ctx.keys, holder, key) };
}

async function refuseNotGivable(tx: Transaction, ctx: StaffContext, { role, unit: id }: Place, day: string) {
  const { kind, parent } = await ownUnit(tx, ctx, id, day);
  const kinds: readonly UnitKind[] = termsOf[role].at;
  if (!kinds.includes(kind)) throw new Refused(refuse('wrongInput', [], { fields: ['role:unit'] }));
  await refuseGreater(tx, ctx, { role, unit: id, parent });
}

type Place = { readonly role: Role; readonly unit: string };

type NewPost = { holder: string; role: Role; unit: string; fromDay: string; untilDay: string | null };

async function writePost(tx: Transaction, { actor }: StaffContext, given: NewPost): Promise<string> {
  const { holder, role, fromDay, untilDay } = given;
  if (!heldTogether([...(await rolesHeld(tx, holder, fromDay, untilDay)), role]))
    throw new Refused(refuse('dutiesApart'));
  if (apartFromBusiness(role) && (await isLentTo(tx, holder, fromDay, untilDay)))
    throw new Refused(refuse('dutiesApart'));
  const id = randomUUID();
  await tx.insert(post).values({ id, ...given, madeBy: actorName(actor) });
  return id;
}

async function isLentTo(tx: Transaction, holder: string, from: string, until: string | null): Promise<boolean> {
  const { rows } = await tx.execute<{ lent: boolean }>(
    sql`select is_lent_to(${holder}, ${from}::date, ${until}::date) as lent`,
  );
  return rows[0]?.lent === true;
}
