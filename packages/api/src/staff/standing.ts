import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { post, unit, unitMembership } from '@anmin/db/schema/organisation';
import { mayGive, rootOf, unitsFor, type Post, type Standing } from '@anmin/domain/organisation/grants';
import type { Role } from '@anmin/domain/organisation/roles';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { isUnder } from '../scope.ts';
import { Refused, type StaffActor, type StaffContext } from '../trpc.ts';

/** What somebody may do at each of these units by their own posts and by what was lent to them. */
export async function standingsAt(
  tx: Transaction,
  { grants, posts }: Pick<StaffActor, 'grants' | 'posts'>,
  units: readonly string[],
): Promise<(unit: string) => Standing> {
  const covers = await coversOf(
    tx,
    [...grants, ...posts].map(({ unit }) => unit),
    units,
  );
  return (unit) => ({
    roles: posts.filter((it) => covers(it.unit, unit)).map(({ role }) => role),
    abilities: grants.filter((it) => covers(it.unit, unit)).map(({ ability }) => ability),
  });
}

/** Which of these roots stand above which of these units today, or are them. */
export async function coversOf(tx: Transaction, roots: readonly string[], units: readonly string[]) {
  const { rows } = await tx.execute<{ root: string; unit: string }>(
    sql`select root, unit from unnest(${textsOf(roots)}) root, units_under(array[root]) unit
         where unit = any (${textsOf(units)})`,
  );
  const pairs = new Set(rows.map(({ root, unit }) => JSON.stringify([root, unit])));
  return (root: string, unit: string) => pairs.has(JSON.stringify([root, unit]));
}

/** A unit under those somebody acts for, open on the day, with the one it stands below today; a foreign one does not exist. */
export async function ownUnit(tx: Transaction, { units }: Pick<StaffContext, 'units'>, id: string, day?: string) {
  const [found] = await tx
    .select({ unit, parent: unitMembership.parent })
    .from(unit)
    .leftJoin(unitMembership, and(eq(unitMembership.unit, unit.id), standsToday))
    .where(and(eq(unit.id, id), or(isNull(unit.closedOn), gt(unit.closedOn, officeToday)), isUnder(unit.id, units)));
  if (found === undefined) throw new Refused(refuse('notFound'));
  const { closedOn } = found.unit;
  if (day !== undefined && closedOn !== null && day >= closedOn) throw new Refused(refuse('wrongDay', [], { day }));
  return { ...found.unit, parent: found.parent };
}

/** A post that still stands under those somebody acts for, locked. */
export async function ownPost(tx: Transaction, { units }: StaffContext, id: string) {
  const [found] = await tx
    .select({ holder: post.holder, role: post.role, unit: post.unit, parent: unitMembership.parent })
    .from(post)
    .leftJoin(unitMembership, and(eq(unitMembership.unit, post.unit), standsToday))
    .where(and(eq(post.id, id), isNull(post.revokedAt), isUnder(post.unit, units)))
    .for('update', { of: post });
  if (found === undefined) throw new Refused(refuse('notFound'));
  return found;
}

/** Nobody gives more than they have, nor above where they have it (RuoYi CVE-2025-70985 is the other way), nor takes it. */
export async function refuseGreater(tx: Transaction, { actor }: StaffContext, given: Post): Promise<void> {
  // a section's clerk acts for the whole bureau, so giving that role takes the bureau
  const root = rootOf(given);
  const standing = await standingsAt(tx, actor, [root]);
  if (!mayGive(given.role, standing(root))) throw new Refused(refuse('notAllowed'));
}

/**
 * Somebody who works only at units under those the manager acts for, and holds nothing the manager could not give.
 * Whoever also works elsewhere is managed from above both; to a manager of one they do not exist. Nobody manages
 * themselves, nor takes over or shuts out who may do more.
 */
export async function managedUser(tx: Transaction, { units, actor }: StaffContext, id: string) {
  if (!(await ownPeople(tx, units, [id])).has(id)) throw new Refused(refuse('notFound'));
  if (id === actor.id) throw new Refused(refuse('dutiesApart'));
  const [found] = await tx.select().from(staffUser).where(eq(staffUser.id, id)).for('update');
  if (found === undefined) throw new Refused(refuse('notFound'));
  if ((await greaterAmong(tx, actor, [id])).has(id)) throw new Refused(refuse('notAllowed'));
  return found;
}

/** Of these people, those whom somebody may act on, see `managedUser`. */
export async function managedAmong(tx: Transaction, actor: StaffActor, people: readonly string[]) {
  const own = await ownPeople(tx, unitsFor(actor.grants, 'staff.manage'), people);
  const greater = await greaterAmong(tx, actor, people);
  return new Set([...own].filter((id) => id !== actor.id && !greater.has(id)));
}

/** What somebody holds on any day from one on and before another, wherever. */
export async function rolesHeld(tx: Transaction, holder: string, from: string, until: string | null): Promise<Role[]> {
  const { rows } = await tx.execute<{ role: Role }>(
    sql`select role from roles_held(${holder}, ${from}::date, ${until}::date) as role`,
  );
  return rows.map(({ role }) => role);
}

/** Those who work, or last worked, at units under these and at no others. */
async function ownPeople(tx: Transaction, units: readonly string[], people: readonly string[]): Promise<Set<string>> {
  if (units.length === 0) return new Set();
  const { rows } = await tx.execute<{ holder: string }>(
    sql`select holder from unnest(${textsOf(people)}) holder, units_of_holder(holder) held
         group by holder having bool_and(exists (select from unit where unit.id = held) and ${isUnder(sql`held`, units)})`,
  );
  return new Set(rows.map(({ holder }) => holder));
}

/** Those with a post, now or later, that somebody could not give. */
async function greaterAmong(tx: Transaction, actor: StaffActor, people: readonly string[]): Promise<Set<string>> {
  const held = await tx
    .select({ holder: post.holder, role: post.role, unit: post.unit, parent: unitMembership.parent })
    .from(post)
    .leftJoin(unitMembership, and(eq(unitMembership.unit, post.unit), standsToday))
    .where(
      and(
        inArray(post.holder, [...people]),
        isNull(post.revokedAt),
        or(isNull(post.untilDay), gt(post.untilDay, officeToday)),
      ),
    );
  const standing = await standingsAt(tx, actor, held.map(rootOf));
  return new Set(held.filter((it) => !mayGive(it.role, standing(rootOf(it)))).map(({ holder }) => holder));
}

const officeToday = sql`office_today()`;

const standsToday = and(
  lte(unitMembership.fromDay, officeToday),
  or(isNull(unitMembership.untilDay), gt(unitMembership.untilDay, officeToday)),
);

function textsOf(texts: readonly string[]) {
  return sql`${sql.param([...new Set(texts)])}::text[]`;
}
