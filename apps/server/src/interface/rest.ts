import { countAttempt, networkOf, type Rate } from '@anmin/api/attempts';
import { recogniseKey, type Recognised } from '@anmin/api/clients/key';
import { namesIn, operationNames, operations, type OperationName } from '@anmin/api/clients/interface/paths';
import { interfaceRouter } from '@anmin/api/clients/interface/router';
import { isForbidden, type Given } from '@anmin/api/trpc';
import type { Logger } from 'pino';
import { withoutValues } from '../log.ts';
import { docsPage, docsStyle } from './docs.ts';
import { askedFields, withFields } from './fields.ts';
import { listIn, openApiDocument, takesKey, takesVersion } from './openapi.ts';
import { failureOf, problemOf, type Failure } from './problem.ts';

export interface InterfaceParts {
  readonly given: Omit<Given, 'actor'>;
  readonly log: Logger;
}

export const interfacePath = '/api/v1';

/** bytes */
const longestBody = 100_000;

/** The interface over HTTP: every answer that is not what was asked for is a problem with a code. */
export async function answerClient(parts: InterfaceParts, request: Request): Promise<Response> {
  const requestId = request.headers.get('x-request-id') ?? '';
  const own = new Headers({ ...guards, 'x-request-id': requestId });
  try {
    return withHeaders(publicPage(request) ?? (await answerKeyHolder(parts, request, own)), own);
  } catch (error) {
    const failure = error instanceof Failed ? error.failure : failureOf(error);
    if (failure.status === 500 || (error instanceof Error && isForbidden(error.cause)))
      parts.log.error({ requestId, err: withoutValues(error) }, 'failed');
    if (failure.after !== undefined) own.set('retry-after', String(failure.after));
    const problem = problemOf(failure, requestId);
    return withHeaders(json(problem, failure.status, 'application/problem+json'), own);
  }
}

/** The documentation is a page of text with one sheet of styles; nothing here runs, is framed, or is kept. */
const guards = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

class Failed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** What is to be read before one has a key. */
function publicPage({ method, url }: Request): Response | null {
  const { pathname } = new URL(url);
  if (method !== 'GET' || !pathname.startsWith(interfacePath)) return null;
  switch (pathname.slice(interfacePath.length)) {
    case '/openapi.json':
      return json(openApiDocument(), 200);
    case '/docs':
      return new Response(docsPage(), { headers: { 'content-type': 'text/html; charset=utf-8' } });
    case '/docs.css':
      return new Response(docsStyle(), { headers: { 'content-type': 'text/css; charset=utf-8' } });
    default:
      return null;
  }
}

async function answerKeyHolder({ given }: InterfaceParts, request: Request, own: Headers): Promise<Response> {
  const holder = await holderOf(given, request);
  own.set('ratelimit-limit', String(holder.limit));
  own.set('ratelimit-remaining', String(holder.left));
  own.set('ratelimit-reset', String(holder.resets));
  if (holder.spent) throw new Failed({ code: 'rateLimited', status: 429, after: holder.resets });
  const { name, inPath } = routed(request, own);
  const asked = askedFields(name, new URL(request.url));
  if (asked?.unknown === true) throw wrongInput([{ pointer: '/fields', code: 'invalid_value' }]);
  const input = await inputOf(name, request, inPath);
  const caller = interfaceRouter.createCaller({ ...given, actor: holder.actor });
  const answer = await (caller[name] as (input: unknown) => Promise<object>)(input);
  if ('version' in answer) own.set('etag', `"${String(answer.version)}"`);
  if (request.method === 'GET' && own.has('etag') && request.headers.get('if-none-match') === own.get('etag'))
    return new Response(null, { status: 304 });
  const { status } = operations[name];
  if (name === 'createBooking' && 'id' in answer) own.set('location', `${interfacePath}/bookings/${String(answer.id)}`);
  return json(asked === null ? answer : withFields(name, answer, asked.fields), status);
}

async function holderOf(given: InterfaceParts['given'], { headers }: Request): Promise<Recognised> {
  const secret = /^Bearer (\S{1,200})$/i.exec(headers.get('authorization') ?? '')?.[1];
  const address = headers.get('x-client-ip') ?? '';
  const holder = secret === undefined ? null : await recogniseKey(given, secret, address);
  if (holder !== null) return holder;
  const counting = { database: given.databases.staff, keys: given.keys };
  const wait = await countAttempt(counting, `key network ${networkOf(address)}`, wrongKeys);
  if (wait !== null) throw new Failed({ code: 'rateLimited', status: 429, after: wait });
  throw new Failed({ code: 'keyNeeded', status: 401 });
}

/** of one network; a guard of the service, not policy */
const wrongKeys: Rate = { most: 60, seconds: 60 };

function routed({ method, url }: Request, own: Headers): { name: OperationName; inPath: Record<string, string> } {
  const path = new URL(url).pathname.slice(interfacePath.length);
  const fitting = operationNames.flatMap((name) => {
    const found = pattern(operations[name].path).exec(path);
    return found === null ? [] : [{ name, inPath: { ...found.groups } }];
  });
  const found = fitting.find(({ name }) => operations[name].method === method);
  if (found !== undefined) return found;
  if (fitting.length === 0) throw new Failed({ code: 'notFound', status: 404 });
  own.set('allow', fitting.map(({ name }) => operations[name].method).join(', '));
  throw new Failed({ code: 'methodNotAllowed', status: 405 });
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[\\w-]{1,60})')}$`);
}

/** Path, query or body, and the two headers, as the one input the verb reads. */
async function inputOf(name: OperationName, request: Request, inPath: Record<string, string>): Promise<unknown> {
  const { method, path } = operations[name];
  const given = method === 'GET' ? queryOf(name, request) : await bodyOf(request);
  const misplaced = [...namesIn(path), 'key', 'version'].filter((it) => Object.hasOwn(given, it));
  if (misplaced.length > 0) throw wrongInput(misplaced.map((it) => ({ pointer: `/${it}`, code: 'unrecognized_keys' })));
  const input = {
    ...given,
    ...inPath,
    ...(takesKey(name) ? { key: keyOf(request) } : {}),
    ...(takesVersion(name) ? { version: versionOf(request) } : {}),
  };
  return Object.keys(input).length === 0 ? undefined : input;
}

/** Fields are cut from the answer; the verb does not hear of them. */
function queryOf(name: OperationName, { url }: Request): object {
  const query = new URL(url).searchParams;
  if (listIn(name) !== null) query.delete('fields');
  return Object.fromEntries(query);
}

async function bodyOf(request: Request): Promise<object> {
  const { headers } = request;
  if (headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > longestBody)
    throw new Failed({ code: 'tooLarge', status: 413 });
  const text = await request.text();
  if (text === '') return {};
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim();
  if (type !== 'application/json') throw wrongInput([{ pointer: '', code: 'content-type' }]);
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  } catch {
    // told below: it is no object either
  }
  throw wrongInput([{ pointer: '', code: 'json' }]);
}

function keyOf({ headers }: Request): string {
  const key = headers.get('idempotency-key') ?? '';
  if (!/^[\x21-\x7e]{16,64}$/.test(key)) throw new Failed({ code: 'keyMissing', status: 400 });
  return key;
}

/** A version that nobody was ever told is as stale as an old one. */
function versionOf({ headers }: Request): number {
  const given = headers.get('if-match');
  if (given === null) throw new Failed({ code: 'versionMissing', status: 428 });
  const [, version] = /^"(\d{1,9})"$/.exec(given) ?? [];
  if (version === undefined) throw new Failed({ code: 'stale', status: 412 });
  return Number(version);
}

function wrongInput(errors: { pointer: string; code: string }[]): Failed {
  return new Failed({ code: 'wrongInput', status: 400, errors });
}

function json(body: object, status: number, type = 'application/json'): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': `${type}; charset=utf-8` } });
}

function withHeaders(response: Response, own: Headers): Response {
  for (const [name, value] of own) response.headers.set(name, value);
  return response;
}
