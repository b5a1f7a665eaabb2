import type { IncomingMessage, ServerResponse } from 'node:http';
import { plainVerbs, tooMuchAtOnce, type PlainAnswer, type PlainVerb } from '@anmin/api/plain';
import { Overloaded, type Given, isForbidden } from '@anmin/api/trpc';
import { isUnreachable } from '@anmin/db/unreachable';
import type { Logger } from 'pino';
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
    else void serve({ given, log, verb }, request, response);
    return true;
  };
}

const prefix = '/trpc/';

function isInOrder({ method, headers }: IncomingMessage, longestBody: number): boolean {
  const length = Number(headers['content-length'] ?? 0);
  const { origin } = headers;
  return (
    method === 'POST' &&
    headers.cookie === undefined &&
    headers['transfer-encoding'] === undefined &&
    length > 0 &&
    length <= longestBody &&
    /^application\/json\b/i.test(headers['content-type'] ?? '') &&
    (origin === undefined || origin === `${text(headers['x-forwarded-proto'])}://${text(headers['x-forwarded-host'])}`)
  );
}

/** Nothing was looked at; the body is let go by without being read. */
function refuseEarly(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  answer(response, tooMuchAtOnce(text(request.headers['x-request-id'])));
}

type Serving = { readonly given: Omit<Given, 'actor'>; readonly log: Logger; readonly verb: PlainVerb };

async function serve({ given, log, verb }: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = text(request.headers['x-request-id']);
  const body = await bodyOf(request);
  // who has gone hears nothing
  if (body === null) return;
  const input = fitJson(body);
  if (input === undefined) {
    answer(response, { status: 400, body: JSON.stringify({ code: 'unfitInput', requestId }) });
    return;
  }
  const actor = { kind: 'citizen', address: text(request.headers['x-client-ip']) } as const;
  const told = await verb({ ...given, actor, requestId }, input);
  if (told.status === 500 || isForbidden(told.cause))
    log.error({ id: requestId, verb: request.url?.slice(prefix.length), err: withoutValues(told.cause) }, 'failed');
  answer(response, told);
}

function answer(response: ServerResponse, { status, body, cause }: PlainAnswer): void {
  response.setHeader('content-type', 'application/json');
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

const text = (header: string | string[] | undefined): string =>
  typeof header === 'string' ? header : (header?.join(',') ?? '');
