import type { Transaction } from '@anmin/db/client';
import { entry, entryFile } from '@anmin/db/schema/evidence';
import { fileMost, fileName, fileTypeOf } from '@anmin/domain/evidence/file';
import { ledgerOf } from '@anmin/domain/evidence/ledgers';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { readInstant } from '../office/now.ts';
import { once } from '../once.ts';
import { journalRead } from '../privacy/reads.ts';
import { seal, unseal, type Spot } from '../privacy/seal.ts';
import { inScope, isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { attachInput, fileInput } from './inputs.ts';
import { ownEntry } from './own.ts';

/** Keeps the file of a certificate with the entry that names it. What was attached stays; a better one comes beside it. */
export function attach(ctx: StaffContext, { key, entry: id, field, file }: z.infer<typeof attachInput>) {
  const bytes = Buffer.from(file, 'base64');
  const body = ['evidence.attach', id, field, createHash('sha256').update(bytes).digest('hex')];
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body }, async () => {
      const found = await ownEntry(tx, ctx, id);
      if (found.struckAt !== null) throw new Refused(refuse('stale'));
      const { unit, ledger } = found;
      const isNamed = ledgerOf(ledger).fields.some((it) => it.kind === 'certificate' && it.name === field);
      if (!isNamed) refuseFile('unknown');
      if (bytes.length > fileMost.bytes) refuseFile('big');
      const type = fileTypeOf(bytes) ?? refuseFile('type');
      if ((await tx.$count(entryFile, eq(entryFile.entry, id))) >= fileMost.files) refuseFile('many');
      const made = randomUUID();
      await tx.insert(entryFile).values({
        ...{ id: made, entry: id, unit, field, type, size: bytes.length, madeBy: actorName(ctx.actor) },
        bytesSealed: seal(ctx.keys, spotOf(made), bytes.toString('base64')),
      });
      await journal(tx, ctx.actor, {
        ...{ action: 'evidence.attached', subject: unit, office: unit, fields: [field] },
        codes: { ledger, day: found.onDay },
      });
      return { file: made };
    }),
  );
}

/** A file whole, for who may read its entry; the look is in the journal. */
export function file(ctx: StaffContext, { file: id }: z.infer<typeof fileInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const [found] = await tx
      .select({ row: entryFile, ledger: entry.ledger })
      .from(entryFile)
      .innerJoin(entry, eq(entry.id, entryFile.entry))
      .where(and(eq(entryFile.id, id), isUnder(entryFile.unit, ctx.units)));
    if (found === undefined) throw new Refused(refuse('notFound'));
    const { row, ledger } = found;
    await journalRead(tx, ctx, row.unit, { of: `evidence.${ledger}`, file: id, count: 1 });
    return { type: row.type, name: fileName(id, row.type), base64: unseal(ctx.keys, spotOf(id), row.bytesSealed) };
  });
}

/** What is attached to entries, without a byte of it. In the scope of the caller. */
export async function filesOf(tx: Transaction, entries: readonly string[]) {
  const { id, entry: of, field, type, size, madeAt } = entryFile;
  const rows = await tx
    .select({ id, entry: of, field, type, size, madeAt })
    .from(entryFile)
    .where(inArray(of, [...entries]))
    .orderBy(asc(madeAt), asc(id));
  const told = rows.map((it) => ({ ...it, madeAt: readInstant(it.madeAt).toString() }));
  return Map.groupBy(told, (it) => it.entry);
}

function refuseFile(why: 'unknown' | 'big' | 'type' | 'many'): never {
  throw new Refused(refuse('wrongInput', [], { fields: [`file:${why}`] }));
}

const spotOf = (id: string): Spot => `entry_file.bytes:${id}`;
