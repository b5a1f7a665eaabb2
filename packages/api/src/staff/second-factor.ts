import { inTransaction, type Database, type Transaction } from '@anmin/db/client';
import { secondFactor, staffSession } from '@anmin/db/schema/identity';
import { refuse, type Refusal } from '@anmin/domain/refusal';
import { eq, isNull } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';
import { journal } from '../journal.ts';
import type { Keys } from '../privacy/keys.ts';
import { seal, unseal } from '../privacy/seal.ts';
import type { StaffActor } from '../trpc.ts';
import { acceptedStep, stepAt } from './totp.ts';

export type Holding = { readonly database: Database; readonly keys: Keys };

/** wrong codes after which none is looked at for a while; a guard of the service, not policy */
const tries = 5;
const pause = Temporal.Duration.from({ minutes: 15 });

export async function hasSecondFactor(tx: Transaction | Database['db'], holder: string): Promise<boolean> {
  const [found] = await tx.select().from(secondFactor).where(eq(secondFactor.holder, holder));
  return found?.confirmedAt !== null && found !== undefined;
}

/** A new secret, which counts once its first code was given. The one before stands until then only if it never counted. */
export async function beginSecondFactor({ database, keys }: Holding, actor: StaffActor): Promise<Buffer | Refusal> {
  return inTransaction(database, async (tx) => {
    const secret = randomBytes(20);
    const fresh = { secret: seal(keys, spotOf(actor.id), secret.toString('base64')), lastStep: 0, failures: 0 };
    const begun = await tx
      .insert(secondFactor)
      .values({ holder: actor.id, ...fresh })
      .onConflictDoUpdate({ target: secondFactor.holder, set: fresh, setWhere: isNull(secondFactor.confirmedAt) })
      .returning({ holder: secondFactor.holder });
    if (begun.length === 0) return refuse('notAllowed');
    await journal(tx, actor, { action: 'staff.beginSecondFactor', subject: actor.id, office: null });
    return secret;
  });
}

/**
 * Takes a code for this session, and with the first one the secret counts. A wrong one is remembered, so the refusal is
 * an answer here and not an error that would undo it.
 */
export async function proveSecondFactor(
  { database, keys }: Holding,
  actor: StaffActor,
  code: string,
): Promise<Refusal | null> {
  return inTransaction(database, async (tx) => {
    const [held] = await tx.select().from(secondFactor).where(eq(secondFactor.holder, actor.id)).for('update');
    if (held === undefined) return refuse('secondFactorNeeded', [], { enrolled: false });
    const now = Temporal.Now.instant();
    if (held.lockedUntil !== null && isLater(held.lockedUntil, now)) {
      return refuse('tooOften', [], { again: Temporal.Instant.from(held.lockedUntil).toString() });
    }
    const step = acceptedStep(readSecret(keys, held), code, stepAt(now), held.lastStep);
    if (step === null) return remember(tx, actor, held.failures + 1);
    const confirmedAt = held.confirmedAt ?? now.toString();
    await update(tx, actor, { lastStep: step, failures: 0, lockedUntil: null, confirmedAt });
    await tx
      .update(staffSession)
      .set({ secondFactorAt: new Date(now.epochMilliseconds) })
      .where(eq(staffSession.id, actor.session));
    await journal(tx, actor, { action: 'staff.proveSecondFactor', subject: actor.id, office: null });
    return null;
  });
}

async function remember(tx: Transaction, actor: StaffActor, failures: number): Promise<Refusal> {
  if (failures < tries) {
    await update(tx, actor, { failures });
    return refuse('codeWrong', [], { left: tries - failures });
  }
  const lockedUntil = Temporal.Now.instant().add(pause).toString();
  await update(tx, actor, { failures: 0, lockedUntil });
  await journal(tx, actor, { action: 'staff.lockSecondFactor', subject: actor.id, office: null });
  return refuse('tooOften', [], { again: lockedUntil });
}

async function update(tx: Transaction, { id }: StaffActor, set: Partial<typeof secondFactor.$inferInsert>) {
  await tx.update(secondFactor).set(set).where(eq(secondFactor.holder, id));
}

function isLater(instant: string, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(instant), now) > 0;
}

/** Gives somebody a second factor that counts, for the demo. */
export async function seedSecondFactor({ database, keys }: Holding, holder: string): Promise<void> {
  const secret = seal(keys, spotOf(holder), randomBytes(20).toString('base64'));
  const confirmedAt = Temporal.Now.instant().toString();
  await database.db.insert(secondFactor).values({ holder, secret, confirmedAt }).onConflictDoNothing();
}

export function readSecret(keys: Keys, { holder, secret }: { holder: string; secret: Buffer }): Buffer {
  return Buffer.from(unseal(keys, spotOf(holder), secret), 'base64');
}

const spotOf = (holder: string) => `second_factor.secret:${holder}` as const;
