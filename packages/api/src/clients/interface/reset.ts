import { refuse } from '@anmin/domain/refusal';
import { z } from 'zod';
import { actorName, journal } from '../../journal.ts';
import { keySchema, once } from '../../once.ts';
import { inScope } from '../../scope.ts';
import { Refused, type ClientContext } from '../../trpc.ts';
import { resetSandbox } from '../sandbox.ts';

export const resetOwnInput = z.strictObject({ key: keySchema });

/** Where nothing is tried out there is nothing to reset. */
export function resetOwnSandbox(ctx: ClientContext, { key }: z.infer<typeof resetOwnInput>) {
  const { sandbox: office } = ctx.actor;
  if (office === null) throw new Refused(refuse('notFound'));
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: actorName(ctx.actor), key, body: ['reset'] }, async () => {
      await resetSandbox(tx, office);
      await journal(tx, ctx.actor, { action: 'client.sandboxReset', subject: ctx.actor.id, office });
      return { office };
    }),
  );
}
