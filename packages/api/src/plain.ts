import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import type { z } from 'zod';
import { bookInput, bookProven } from './bookings/prove.ts';
import { submit, submitInput } from './drafts/submit.ts';
import { packsKnown } from './measures/packs.ts';
import { codeOf } from './status.ts';
import { Overloaded, refusedBy, type Context, type Given, type Refused } from './trpc.ts';

/** What a plain verb answers: its status and body as the router of all verbs gives them, and what went wrong in it. */
export type PlainAnswer = { readonly status: number; readonly body: string; readonly cause?: unknown };

export type PlainVerb = (given: Given, input: unknown) => Promise<PlainAnswer>;

/**
 * What thousands ask for at a release, by its path, without the machinery of a router: the verb, its schema, its refusals
 * and the form of its answers are those of the router, to the byte.
 */
export const plainVerbs: ReadonlyMap<string, PlainVerb> = new Map([
  ['bookings.book', plain(bookInput, bookProven)],
  ['drafts.submit', plain(submitInput, submit)],
]);

function plain<Input>(schema: z.ZodType<Input>, verb: (ctx: Context, input: Input) => Promise<unknown>): PlainVerb {
  return async (given, input) => {
    try {
      const read = schema.safeParse(input);
      if (!read.success) return failure('BAD_REQUEST', null, given, read.error);
      const { databases, keys, actor, requestId, demo, crowd, voice, hashPassphrase } = given;
      const known = await packsKnown(databases.citizens);
      const ctx: Context = {
        ...{ keys, actor, requestId, demo, crowd, voice, hashPassphrase },
        ...{ database: databases.citizens, board: databases.citizens },
        ...{ packs: known.packs, vocabularies: known.vocabularies, services: known.services },
      };
      return { status: 200, body: `{"result":{"data":${JSON.stringify(await verb(ctx, read.data))}}}` };
    } catch (cause) {
      const refused = refusedBy(cause);
      return refused === null
        ? failure('INTERNAL_SERVER_ERROR', null, given, cause)
        : failure(codeOf[refused.refusal.refused], refused, given, refused);
    }
  };
}

/** What is said to whom nothing was looked at: as much came at once as this process takes on. */
export function tooMuchAtOnce(requestId: string): PlainAnswer {
  const overloaded = new Overloaded();
  return failure(codeOf[overloaded.refusal.refused], overloaded, { requestId }, overloaded);
}

function failure(
  code: TRPCError['code'],
  refused: Refused | null,
  { requestId }: Pick<Given, 'requestId'>,
  cause: unknown,
): PlainAnswer {
  const httpStatus = (statuses[code] ??= getHTTPStatusCodeFromError(new TRPCError({ code })));
  const refusal = refused?.refusal ?? null;
  const data = { code, httpStatus, refusal, requestId: requestId ?? null };
  const error = { message: refusal?.refused ?? code, code: TRPC_ERROR_CODES_BY_KEY[code], data };
  return { status: httpStatus, body: JSON.stringify({ error }), cause };
}

const statuses: Partial<Record<TRPCError['code'], number>> = {};
