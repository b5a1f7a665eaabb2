import type { Transaction } from '@anmin/db/client';
import { journalEntry } from '@anmin/db/schema/journal';
import type { Grant } from '@anmin/domain/organisation/grants';
import { isOfAccount, type Action } from '@anmin/domain/organisation/actions';
import { sql } from 'drizzle-orm';
import { isUnder } from './scope.ts';
import type { Actor } from './trpc.ts';

/** Ids, field names and codes; never a value of a person. */
export type Entry = {
  readonly action: Action;
  readonly subject: string;
  readonly office: string | null;
  readonly fields?: readonly string[];
  readonly codes?: Readonly<Record<string, string | number | boolean | null>>;
  readonly clauses?: readonly string[];
};

/** Whoever did it: the actor of a request, or who proved to be the holder of an account. */
type Doer = Actor | { readonly kind: 'staff'; readonly id: string };

/** Written in the transaction of the act it tells of: if the entry fails, so does the act. */
export async function journal(tx: Transaction, actor: Doer, entry: Entry): Promise<void> {
  await tx.insert(journalEntry).values(await entryRow(tx, actor, entry));
}

/** The same of an act that hits hundreds, in few statements. */
export async function journalAll(tx: Transaction, actor: Doer, entries: readonly Entry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += atOnce) {
    const rows = [];
    for (const entry of entries.slice(at, at + atOnce)) rows.push(await entryRow(tx, actor, entry));
    // one value for all of them: thousands of parameters take longer to write down than the entries
    await tx.execute(sql`
      insert into journal_entry (actor, action, subject, office, fields, codes, clauses)
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
                 it(actor text, action text, subject text, office text, fields text[], codes jsonb, clauses text[])`);
  }
}

const atOnce = 1000;

async function entryRow(tx: Transaction, actor: Doer, entry: Entry): Promise<typeof journalEntry.$inferInsert> {
  return {
    actor: actorName(actor),
    action: entry.action,
    subject: entry.subject,
    office: entry.office ?? (isOfAccount(entry.action) ? await workplaceOf(tx, entry.subject) : null),
    fields: [...(entry.fields ?? [])],
    codes: { ...entry.codes, ...(await delegationFor(tx, actor, entry.office)) },
    clauses: [...(entry.clauses ?? [])],
  };
}

/** Where somebody works sees what happens to their account. */
export async function workplaceOf(tx: Transaction, holder: string): Promise<string | null> {
  const { rows } = await tx.execute<{ unit: string | null }>(
    sql`select min(unit) as unit from units_of_holder(${holder}) as unit`,
  );
  return rows[0]?.unit ?? null;
}

/** An act that only a delegation allowed names it. */
async function delegationFor(tx: Transaction, actor: Doer, office: string | null) {
  if (!('acting' in actor) || actor.acting.every(({ delegation }) => delegation === null)) return {};
  const covering = [];
  for (const grant of actor.acting) if (office === null || (await covers(tx, grant, office))) covering.push(grant);
  // an act may reach beyond what its grant covers: it is by that grant's word all the same
  const [word, ...others] = covering.length > 0 ? covering : actor.acting;
  const ownWord = [word, ...others].some((grant) => grant?.delegation === null);
  return ownWord ? {} : { delegation: word?.delegation ?? null };
}

async function covers(tx: Transaction, { unit }: Grant, office: string): Promise<boolean> {
  const { rows } = await tx.execute<{ covers: boolean }>(sql`select ${isUnder(office, [unit])} as covers`);
  return rows[0]?.covers === true;
}

export function actorName(actor: Doer): string {
  return actor.kind === 'staff' || actor.kind === 'client' ? `${actor.kind}:${actor.id}` : actor.kind;
}
