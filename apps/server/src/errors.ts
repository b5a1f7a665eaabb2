import { statusOf } from '@anmin/api/status';
import { isRefusal, refuse, type Refusal } from '@anmin/domain/refusal';
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

/** What the identity library did not do, told as everything else is. */
export async function answerIdentity(c: Context, response: Response): Promise<Response> {
  const { status } = response;
  const said = (await response.json().catch(() => null)) as { readonly refusal?: unknown } | null;
  if (isRefusal(said?.refusal)) return answerRefusal(c, said.refusal);
  if (status === 503) {
    c.header('retry-after', '5');
    return answerError(c, 503, 'busy', refuse('busy'));
  }
  if (status >= 500) return answerError(c, 500, 'failed');
  const reason = status === 401 ? 'signInNeeded' : status === 403 ? 'notAllowed' : 'wrongInput';
  return answerRefusal(c, refuse(reason));
}

export function requestIdOf(c: Context): string {
  return c.req.header('x-request-id') ?? '';
}
