import type { IncomingMessage, ServerResponse } from 'node:http';
import { plainVerbs, tooMuchAtOnce, type PlainAnswer, type PlainVerb } from '@anmin/api/plain';
import { Overloaded, type Given, isForbidden } from '@anmin/api/trpc';
import { isUnreachable } from '@anmin/db/unreachable';
import type { Logger } from 'pino';
import { isForeign, isJson, saidTo } from './edge.ts';
import { stranger } from './identity.ts';
import { fitJson } from './json-limits.ts';
import type { Press } from './press.ts';
import { withoutValues } from './log.ts';

/** Answers a request itself, or says that it is not one of its own. */
export type PlainRoute = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface PlainParts {
  readonly given: Omit<Given, 'actor'>;
  readonly log: Logger;
  readonly press: Press;
  /** bytes */
  readonly longestBody: number;
}

/**
 * The verbs of a release, from the request to its answer without objects in between. Takes only what is in order: whatever
 * is unusual about a request, be it a session, goes on to the routes of all verbs and is judged there.
 */
export function plainRoute({ given, log, press, longestBody }: PlainParts): PlainRoute {
  return (request, response) => {
    const verb = plainVerbs.get(request.url?.slice(prefix.length) ?? '');
    if (verb === undefined || !request.url?.startsWith(prefix) || !isInOrder(request, longestBody)) return false;
    if (press.isTooGreat()) refuseEarly(request, response);
    else
      serve({ given, log, verb }, request, response).catch((cause: unknown) => {
        log.error({ id: requestIdOf(request), err: withoutValues(cause) }, 'failed');
        response.destroy();
      });
    return true;
  };
}

const prefix = '/trpc/';

function isInOrder(request: IncomingMessage, longestBody: number): boolean {
  const { method, headers } = request;
  const length = Number(headers['content-length'] ?? 0);
  const said = saidTo(request);
  return (
    method === 'POST' &&
    headers.cookie === undefined &&
    headers['trpc-accept'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    length > 0 &&
    length <= longestBody &&
    isJson(said) &&
    !isForeign(said)
  );
}

/** Nothing was looked at; the body is let go by without being read. */
function refuseEarly(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  answer(response, tooMuchAtOnce(requestIdOf(request)));
}

type Serving = { readonly given: Omit<Given, 'actor'>; readonly log: Logger; readonly verb: PlainVerb };

async function serve({ given, log, verb }: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = requestIdOf(request);
  const body = await bodyOf(request);
  // who has gone hears nothing
  if (body === null) return;
  const input = fitJson(body);
  if (input === undefined) {
    answer(response, { status: 400, body: JSON.stringify({ code: 'unfitInput', requestId }) });
    return;
  }
  const told = await verb({ ...given, actor: stranger(saidTo(request)), requestId }, input);
  if (told.status === 500 || isForbidden(told.cause))
    log.error({ id: requestId, verb: request.url?.slice(prefix.length), err: withoutValues(told.cause) }, 'failed');
  answer(response, told);
}

function answer(response: ServerResponse, { status, body, cause }: PlainAnswer): void {
  response.setHeader('content-type', 'application/json');
  response.setHeader('vary', 'trpc-accept, accept');
  response.setHeader('content-length', Buffer.byteLength(body));
  const mayComeBack = isUnreachable(cause) || cause instanceof Overloaded;
  if (mayComeBack) response.setHeader('retry-after', '3');
  response.statusCode = mayComeBack ? 503 : status;
  response.end(body);
}

/** null: it broke off. */
function bodyOf(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () =>
      resolve((chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString('utf8')),
    );
    request.once('close', () => resolve(null));
  });
}

const requestIdOf = (request: IncomingMessage): string => saidTo(request)('x-request-id') ?? '';
