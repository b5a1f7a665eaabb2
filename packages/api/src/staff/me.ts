import type { Transaction } from '@anmin/db/client';
import { institution } from '@anmin/db/schema/offices';
import { invitation, unit } from '@anmin/db/schema/organisation';
import { officeDay } from '@anmin/domain/calendar/day';
import { inForce } from '@anmin/domain/measures/in-force';
import { mayGive, notLent, unitsFor, type Grant, type Post } from '@anmin/domain/organisation/grants';
import { abilities, roles, termsOf, type Ability, type Role } from '@anmin/domain/organisation/roles';
import type { UnitKind } from '@anmin/domain/organisation/units';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { citationsOf } from '../office/citations.ts';
import { officeNow, readInstant } from '../office/now.ts';
import { inScope } from '../scope.ts';
import type { Context, StaffActor } from '../trpc.ts';
import { actorNamesOf } from './names.ts';
import { servedOffices } from './scope.ts';
import { hasSecondFactor } from './second-factor.ts';
import { coversOf, standingsAt } from './standing.ts';

/** Who is signed in, where they work, what they may do and where, and the offices whose counter they see. */
export async function me(ctx: Context & { readonly actor: StaffActor }) {
  const { id, name, posts, grants } = ctx.actor;
  return inScope(ctx, [...new Set([...grants, ...posts].map((it) => it.unit))], async (tx) => {
    const offices = await servedOffices(tx, { units: unitsFor(grants, 'counter.see') });
    const [own, ...others] = offices;
    const now = await officeNow(tx);
    const today = officeDay(now);
    const rules = offices.flatMap(({ region, kind }) => inForce(ctx.packs, { region, kind }, today));
    return {
      ...{ id, name, secondFactor: await hasSecondFactor(tx, id), demo: ctx.demo },
      posts: await namedPosts(tx, posts),
      /** Somebody gave out a code by which this account's passphrase can be set anew. */
      codeGiven: await codeGiven(tx, id),
      abilities: [...new Set(grants.map(({ ability }) => ability))],
      /** The roles they could give at some unit they manage. */
      givable: await givableRoles(tx, ctx.actor),
      /** What they could lend: their own, not what was lent to them. */
      lendable: await lendableAbilities(tx, grants),
      /** The one counter they see; null: several, or none. */
      office: own === undefined || others.length > 0 ? null : { id: own.id, name: own.name },
      offices: offices.map((office) => ({ id: office.id, name: office.name, kind: office.kind })),
      /** For each of their abilities, their own or lent, the offices at which it holds. */
      officesOf: await officesOf(tx, grants),
      /** Whether they close all offices of a prefecture at once. */
      closesAll: await coversSomePrefecture(tx, unitsFor(grants, 'closures.make')),
      now: now.toString(),
      today: today.toString(),
      notices: citationsOf(ctx, rules),
      services: ctx.services,
    };
  });
}

async function codeGiven(tx: Transaction, holder: string): Promise<{ by: string | null; at: string } | null> {
  const [found] = await tx
    .select({ by: invitation.madeBy, at: invitation.madeAt })
    .from(invitation)
    .where(and(eq(invitation.holder, holder), sql`${invitation.expiresAt} > now()`));
  if (found === undefined) return null;
  const names = await actorNamesOf(tx, [found.by]);
  return { by: names.get(found.by) ?? null, at: readInstant(found.at).toString() };
}

async function namedPosts(tx: Transaction, posts: readonly Post[]) {
  const ids = posts.map((it) => it.unit);
  const named = await tx.select({ id: unit.id, name: unit.name }).from(unit).where(inArray(unit.id, ids));
  const nameOf = (id: string) => named.find((it) => it.id === id)?.name ?? id;
  return posts.map(({ role, unit }) => ({ role, unit, name: nameOf(unit) }));
}

async function givableRoles(tx: Transaction, actor: StaffActor): Promise<Role[]> {
  const managed = unitsFor(actor.grants, 'staff.manage');
  const places = [...new Set(actor.grants.map((it) => it.unit))];
  const covers = await coversOf(tx, managed, places);
  const standing = await standingsAt(tx, actor, places);
  const roots = places.filter((place) => managed.some((root) => covers(root, place)));
  const { rows } = await tx.execute<{ root: string; kinds: UnitKind[] }>(
    sql`select root, array_agg(distinct kind) as kinds from unnest(${sql.param(roots)}::text[]) root,
               units_under(array[root]) below join unit on unit.id = below group by root`,
  );
  const isGivable = (role: Role) =>
    rows.some(
      ({ root, kinds }) => termsOf[role].at.some((kind) => kinds.includes(kind)) && mayGive(role, standing(root)),
    );
  return roles.filter(isGivable);
}

async function lendableAbilities(tx: Transaction, grants: readonly Grant[]): Promise<Ability[]> {
  const lending = unitsFor(grants, 'duties.delegate');
  const own = grants.filter(({ ability, delegation }) => delegation === null && !notLent.includes(ability));
  const units = [...lending, ...own.map((it) => it.unit)];
  const covers = await coversOf(tx, units, units);
  const lent = own.filter(({ unit }) => lending.some((root) => covers(root, unit) || covers(unit, root)));
  return abilities.filter((ability) => lent.some((it) => it.ability === ability));
}

async function coversSomePrefecture(tx: Transaction, roots: readonly string[]): Promise<boolean> {
  const rows = await tx.selectDistinct({ prefecture: institution.prefecture }).from(institution);
  const prefectures = rows.map(({ prefecture }) => prefecture);
  const covers = await coversOf(tx, roots, prefectures);
  return roots.some((root) => prefectures.some((prefecture) => covers(root, prefecture)));
}

type Named = Pick<typeof institution.$inferSelect, 'id' | 'name' | 'kind'>;

async function officesOf(tx: Transaction, grants: readonly Grant[]): Promise<Partial<Record<Ability, Named[]>>> {
  const { id, name, kind, region } = institution;
  const offices = await tx.select({ id, name, kind }).from(institution).orderBy(asc(region), asc(id));
  const covers = await coversOf(
    tx,
    grants.map(({ unit }) => unit),
    offices.map((office) => office.id),
  );
  const mine = abilities.filter((ability) => grants.some((it) => it.ability === ability));
  return Object.fromEntries(
    mine.map((ability) => {
      const roots = unitsFor(grants, ability);
      return [ability, offices.filter((office) => roots.some((root) => covers(root, office.id)))];
    }),
  );
}
