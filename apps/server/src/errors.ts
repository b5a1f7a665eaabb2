import { statusOf } from '@anmin/api/trpc';
import type { Refusal } from '@anmin/domain/refusal';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** The one form of every answer of the server itself that is no success: what to program against, and what to quote. */
export function answerError(c: Context, status: ContentfulStatusCode, code: string, refusal?: Refusal): Response {
  return c.json({ code, requestId: requestIdOf(c), ...(refusal === undefined ? {} : { refusal }) }, status);
}

/** `wait`: seconds after which to come back. */
export function answerRefusal(c: Context, refusal: Refusal, wait?: number): Response {
  if (wait !== undefined) c.header('retry-after', String(wait));
  return answerError(c, statusOf(refusal.refused) as ContentfulStatusCode, refusal.refused, refusal);
}

export function requestIdOf(c: Context): string {
  return c.req.header('x-request-id') ?? '';
}
