import type { Transaction } from '@anmin/db/client';
import { entry } from '@anmin/db/schema/evidence';
import {
  faultsOf,
  filesAskedIn,
  lackingIn,
  mergeEntry,
  toldIn,
  valuesOf,
  type KeptFields,
} from '@anmin/domain/evidence/entry';
import type { Ledger } from '@anmin/domain/evidence/ledger';
import { ledgerOf } from '@anmin/domain/evidence/ledgers';
import { placesOn } from '@anmin/domain/evidence/settings';
import { isEmpty } from '@anmin/domain/evidence/value';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { once } from '../once.ts';
import { membersOf } from '../people/members.ts';
import { journalRead } from '../privacy/reads.ts';
import { inScope, isUnder } from '../scope.ts';
import { actorNamesOf } from '../staff/names.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { filesOf } from './files.ts';
import type { entriesInput } from './inputs.ts';
import { settledAt } from './settled.ts';
import { refuseWithoutStock } from './stock.ts';
import { openEntry, sealEntry } from './texts.ts';

type Wished = z.infer<typeof entriesInput>;
type Row = typeof entry.$inferSelect;

/** A field that somebody else wrote meanwhile, with what they wrote. */
export type Conflict = Pick<Row, 'person' | 'subject' | 'turn'> & {
  readonly entry: string;
  readonly field: string;
  readonly theirs: KeptFields[string];
  readonly by: string;
};

/**
 * Writes many entries of one day at once, field by field: what two people filled in beside each other stands, and of what
 * both filled differently the first stays and the second is told whose it is. The same key does nothing twice.
 */
export function enter(ctx: StaffContext, { key, ...wished }: Wished) {
  return inScope(ctx, ctx.units, async (tx) => {
    // nothing of a person is kept with the key: what others wrote is read anew for the answer
    const done = await once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['evidence.enter', wished] }, () =>
      write(tx, ctx, wished),
    );
    return { ...done, conflicts: await told(tx, ctx, wished, done.conflicts) };
  });
}

async function write(
  tx: Transaction,
  ctx: StaffContext,
  { unit, day, reason, entries, ...wished }: Omit<Wished, 'key'>,
) {
  const ledger = ledgerOf(wished.ledger);
  await ownUnit(tx, ctx, unit);
  const now = await officeNow(tx);
  const today = officeDay(now).toString();
  if (day > today) throw new Refused(refuse('wrongDay', [], { day }));
  await refuseUnknown(tx, ledger, { unit, day, entries });
  // saves of one page come one after the other, so that nobody writes over what they did not see
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`entry ${unit} ${ledger.id} ${day}`}, 0))`);
  const known = await standing(tx, { unit, ledger: ledger.id, day });
  const by = actorName(ctx.actor);
  const writing = entries.map((wish) => {
    const row = known.get(placeOf(wish));
    const before = row === undefined ? {} : openEntry(ctx.keys, row).fields;
    const merged = mergeEntry(before, wish.fields, by);
    refuseFields(lackingIn(ledger, valuesOf(merged.fields)).map((name) => `${name}:needed`));
    const rewrites = day < today && merged.changed.some((name) => !isEmpty(before[name]?.value ?? null));
    if (rewrites && (reason === null || reason.length < 2)) refuseFields(['reason:needed']);
    return { wish, id: row?.id ?? randomUUID(), version: (row?.version ?? 0) + 1, isNew: row === undefined, ...merged };
  });
  const changed = writing.filter((it) => it.changed.length > 0);
  await refuseWithoutFiles(tx, ledger, changed);
  await refuseWithoutStock(tx, ledger, { unit, day, changed });
  const rows = changed.map(({ wish, id, version, fields }) => ({
    ...{ id, unit, ledger: ledger.id, onDay: day, person: wish.person, subject: wish.subject, turn: wish.turn },
    ...{ told: toldIn(ledger, valuesOf(fields)), version, madeBy: by, changedBy: by },
    ...sealEntry(ctx.keys, ledger, { id, version, fields, reason }),
  }));
  if (rows.length > 0) {
    await tx
      .insert(entry)
      .values(rows)
      .onConflictDoUpdate({
        target: entry.id,
        set: {
          ...{ fields: sql`excluded.fields`, textsSealed: sql`excluded.texts_sealed`, told: sql`excluded.told` },
          ...{ version: sql`excluded.version`, changedBy: sql`excluded.changed_by` },
        },
      });
    await journal(tx, ctx.actor, {
      action: reason === null ? 'evidence.entered' : 'evidence.corrected',
      ...{ subject: unit, office: unit },
      fields: [...new Set(changed.flatMap((it) => it.changed))],
      codes: { ledger: ledger.id, day, count: rows.length },
    });
  }
  return {
    at: now.toString(),
    saved: writing.map(({ id, wish: { person, subject, turn }, fields, conflicts }) => ({
      ...{ id, person, subject, turn },
      versions: Object.fromEntries(
        Object.entries(fields).flatMap(([name, field]) => (conflicts.includes(name) ? [] : [[name, field.version]])),
      ),
    })),
    conflicts: writing.flatMap(({ id, conflicts }) => conflicts.map((field) => ({ entry: id, field }))),
  };
}

/** What is released now without a file it asks for. */
async function refuseWithoutFiles(
  tx: Transaction,
  ledger: Ledger,
  entries: readonly { readonly id: string; readonly fields: KeptFields }[],
): Promise<void> {
  const asked = entries.map(({ id, fields }) => ({ id, names: filesAskedIn(ledger, valuesOf(fields)) }));
  if (asked.every(({ names }) => names.length === 0)) return;
  const files = await filesOf(
    tx,
    asked.map(({ id }) => id),
  );
  refuseFields(
    asked.flatMap(({ id, names }) =>
      names.filter((name) => files.get(id)?.some(({ field }) => field === name) !== true).map((name) => `${name}:file`),
    ),
  );
}

/** Everything of the day that stands, each under its place in the ledger. */
async function standing(
  tx: Transaction,
  { unit, ledger, day }: { readonly unit: string; readonly ledger: Row['ledger']; readonly day: string },
) {
  const rows = await tx
    .select()
    .from(entry)
    .where(and(eq(entry.unit, unit), eq(entry.ledger, ledger), eq(entry.onDay, day), isNull(entry.struckAt)));
  return new Map(rows.map((row) => [placeOf(row), row]));
}

const placeOf = ({ person, subject, turn }: Pick<Row, 'person' | 'subject' | 'turn'>) =>
  JSON.stringify([person, subject, turn]);

/** Of whom or what there is nothing to write here: a stranger, a place nobody named, a field the ledger does not have. */
async function refuseUnknown(
  tx: Transaction,
  ledger: Ledger,
  { unit, day, entries }: Pick<Wished, 'unit' | 'day' | 'entries'>,
) {
  refuseFields(entries.flatMap(({ fields }) => faultsOf(ledger, valuesIn(fields))).map((name) => `${name}:wrong`));
  const wrongTurn = entries.some(({ turn }) =>
    ledger.turns === undefined ? !isOwn.test(turn) : !ledger.turns.includes(turn),
  );
  if (wrongTurn) refuseFields(['turn:unknown']);
  if (new Set(entries.map(placeOf)).size < entries.length) refuseFields(['turn:twice']);
  if (entries.some(({ person }) => (person === null) === (ledger.of === 'person'))) refuseFields(['person:needed']);
  if (ledger.of === 'person') {
    const people = await membersOf(tx, unit, day, { roles: ledger.roles ?? [] });
    const known = new Set(people.map(({ person }) => person));
    if (!entries.every(({ person }) => person !== null && known.has(person))) throw new Refused(refuse('notFound'));
    if (entries.some(({ subject }) => subject !== '')) refuseFields(['subject:unknown']);
  }
  if (ledger.of === 'duty' && !entries.every(({ subject }) => isActivity.test(subject)))
    refuseFields(['subject:unknown']);
  const subjects = await subjectsOf(tx, ledger, unit, day);
  if (subjects !== null && !entries.every(({ subject }) => subjects.includes(subject)))
    refuseFields(['subject:unknown']);
}

/** The subjects a ledger may be written of; null: any word or none. */
async function subjectsOf(
  tx: Transaction,
  ledger: Ledger,
  unit: string,
  day: string,
): Promise<readonly string[] | null> {
  if (ledger.of === 'item') return ledger.items ?? [];
  if (ledger.of === 'place') return placesOn((await settledAt(tx, [unit]))(unit), day, unit) ?? [];
  return ledger.of === 'case' ? [''] : null;
}

const valuesIn = (fields: Wished['entries'][number]['fields']) =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));

/** what a page that may hold any number of entries calls a new one, so that it is written once */
const isOwn = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

const isActivity = /^[a-z][A-Za-z0-9]*$/;

function refuseFields(fields: readonly string[]): void {
  if (fields.length > 0) throw new Refused(refuse('wrongInput', [], { fields: [...new Set(fields)] }));
}

/** What others wrote meanwhile, looked at like the day itself. */
async function told(
  tx: Transaction,
  ctx: StaffContext,
  { unit, ledger }: Pick<Wished, 'unit' | 'ledger'>,
  conflicts: readonly { readonly entry: string; readonly field: string }[],
): Promise<Conflict[]> {
  const ids = [...new Set(conflicts.map((it) => it.entry))];
  if (ids.length === 0) return [];
  const rows = await tx
    .select()
    .from(entry)
    .where(and(inArray(entry.id, ids), eq(entry.unit, unit), isUnder(entry.unit, ctx.units)));
  await journalRead(tx, ctx, unit, { of: `evidence.${ledger}`, count: rows.length });
  const opened = new Map(rows.map((row) => [row.id, { row, fields: openEntry(ctx.keys, row).fields }]));
  const names = await actorNamesOf(
    tx,
    rows.flatMap(({ fields }) => Object.values(fields).map(({ by }) => by)),
  );
  return conflicts.flatMap(({ entry: id, field }) => {
    const found = opened.get(id);
    const theirs = found?.fields[field];
    if (found === undefined || theirs === undefined) return [];
    const { person, subject, turn } = found.row;
    return [{ entry: id, field, person, subject, turn, theirs, by: names.get(theirs.by) ?? theirs.by }];
  });
}
