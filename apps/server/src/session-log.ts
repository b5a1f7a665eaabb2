import { networkOf } from '@anmin/api/attempts';
import { journal } from '@anmin/api/journal';
import { sign } from '@anmin/api/privacy/seal';
import type { Actor } from '@anmin/api/trpc';
import { inTransaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { eq } from 'drizzle-orm';
import type { Holding } from './session.ts';

/** A sign-in that was refused is told to whoever looks after the account, with where it came from as a keyed hash. */
export async function noteRefusal({ database, keys }: Holding, username: string, address: string): Promise<void> {
  const network = sign(keys, 'sign-in network', networkOf(address)).toString('base64url').slice(0, 12);
  await inTransaction(database, async (tx) => {
    const [known] = await tx.select({ id: staffUser.id }).from(staffUser).where(eq(staffUser.username, username));
    if (known === undefined) return;
    const entry = { action: 'staff.signInRefused', subject: known.id, office: null, codes: { network } } as const;
    await journal(tx, { kind: 'staff', id: known.id }, entry);
  });
}

export async function noteSignOut({ database }: Holding, actor: Actor): Promise<void> {
  if (actor.kind !== 'staff') return;
  await inTransaction(database, (tx) =>
    journal(tx, actor, { action: 'staff.signOut', subject: actor.id, office: null }),
  );
}
