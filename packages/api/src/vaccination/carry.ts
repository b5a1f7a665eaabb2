import type { Transaction } from '@anmin/db/client';
import { dose, vaccinationHindrance } from '@anmin/db/schema/vaccination';
import { and, isNull, or, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { actorName } from '../journal.ts';
import type { Keys } from '../privacy/keys.ts';
import { seal, unseal } from '../privacy/seal.ts';
import type { StaffContext } from '../trpc.ts';
import { isCard, keepReached, lockCard } from './card.ts';

/**
 * The doses of somebody, and what hinders more of them today, go along to another unit: it knows them from now on as it knows
 * its own. What it had on record of them already stays. In the scope of both.
 */
export async function carryVaccination(
  tx: Transaction,
  ctx: StaffContext,
  { person, from, to }: { readonly person: string; readonly from: string; readonly to: string },
): Promise<void> {
  const [old, own] = [
    { person, unit: from },
    { person, unit: to },
  ];
  await lockCard(tx, old);
  await lockCard(tx, own);
  const madeBy = actorName(ctx.actor);
  const dosesAt = (card: typeof own) =>
    tx
      .select()
      .from(dose)
      .where(and(isCard(dose, card), isNull(dose.knownUntil)));
  const known = await dosesAt(own);
  const missing = (await dosesAt(old)).filter(
    (it) => !known.some(({ number, givenOn }) => number === it.number || givenOn === it.givenOn),
  );
  if (missing.length > 0)
    await tx.insert(dose).values(
      missing.map(({ kind, number, givenOn, product, batch, place }) => ({
        ...{ id: randomUUID(), ...own, kind, number, givenOn, product, batch, place, madeBy },
      })),
    );
  const hindrances = await tx
    .select()
    .from(vaccinationHindrance)
    .where(
      and(
        ...[isCard(vaccinationHindrance, old), isNull(vaccinationHindrance.knownUntil)],
        or(isNull(vaccinationHindrance.untilDay), sql`${vaccinationHindrance.untilDay} > office_today()`),
        sql`not exists (select from ${vaccinationHindrance} as other where other.person = ${person} and other.unit = ${to}
              and other.known_until is null and other.kind = ${vaccinationHindrance.kind}
              and other.from_day = ${vaccinationHindrance.fromDay})`,
      ),
    );
  if (hindrances.length > 0)
    await tx.insert(vaccinationHindrance).values(
      hindrances.map(({ id: before, kind, fromDay, untilDay, evidenceSealed, noteSealed }) => {
        const id = randomUUID();
        const again = (field: 'evidence' | 'note', sealed: Buffer | null) =>
          sealedAgain(ctx.keys, field, before, id, sealed);
        return {
          ...{ id, ...own, kind, fromDay, untilDay, madeBy },
          ...{ evidenceSealed: again('evidence', evidenceSealed), noteSealed: again('note', noteSealed) },
        };
      }),
    );
  await keepReached(tx, [own]);
}

/** What is sealed is bound to its row. */
const sealedAgain = (keys: Keys, field: 'evidence' | 'note', before: string, id: string, sealed: Buffer | null) =>
  sealed === null
    ? null
    : seal(
        keys,
        `vaccination_hindrance.${field}:${id}`,
        unseal(keys, `vaccination_hindrance.${field}:${before}`, sealed),
      );
