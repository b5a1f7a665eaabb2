import type { AnyTRPCRouter } from '@trpc/server';
import type { z } from 'zod';
import type { Meta } from './trpc.ts';

export type Procedure = {
  readonly type: 'query' | 'mutation';
  readonly meta?: Meta;
  readonly inputs: readonly z.ZodType[];
  readonly output?: z.ZodType;
};

/** Every procedure of a router under its whole path, which its own type does not tell. */
export function proceduresOf(router: AnyTRPCRouter): ReadonlyMap<string, Procedure> {
  const { procedures } = router._def as { readonly procedures: Readonly<Record<string, { readonly _def: Procedure }>> };
  return new Map(Object.entries(procedures).map(([path, { _def }]) => [path, _def]));
}
