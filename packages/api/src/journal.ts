import type { Transaction } from '@anmin/db/client';
import { journalEntry } from '@anmin/db/schema/journal';
import type { Actor } from './trpc.ts';

/** Ids, field names and codes; never a value of a person. */
export type Entry = {
  readonly action: `${string}.${string}`;
  readonly subject: string;
  readonly office: string | null;
  readonly fields?: readonly string[];
  readonly codes?: Readonly<Record<string, string | number | boolean | null>>;
  readonly clauses?: readonly string[];
};

/** Written in the transaction of the act it tells of: if the entry fails, so does the act. */
export async function journal(tx: Transaction, actor: Actor, entry: Entry): Promise<void> {
  await tx.insert(journalEntry).values({
    actor: actorName(actor),
    action: entry.action,
    subject: entry.subject,
    office: entry.office,
    fields: [...(entry.fields ?? [])],
    codes: entry.codes ?? {},
    clauses: [...(entry.clauses ?? [])],
  });
}

export function actorName(actor: Actor): string {
  return actor.kind === 'staff' ? `staff:${actor.id}` : actor.kind;
}
