import { appRouter, openPaths } from '@anmin/api/router';
import { isForbidden, Overloaded, type Given } from '@anmin/api/trpc';
import { isUnreachable } from '@anmin/db/unreachable';
import { trpcServer } from '@hono/trpc-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import { isForeign, isJson, saidBy } from './edge.ts';
import { answerError, answerIdentity, requestIdOf } from './errors.ts';
import type { Health } from './health.ts';
import { actorOf, servedPaths, stranger, type Identity } from './identity.ts';
import { answerClient, interfacePath } from './interface/rest.ts';
import { isFitJson } from './json-limits.ts';
import { withoutValues } from './log.ts';
import { plainRoute, type PlainRoute } from './plain-route.ts';
import { pressOf } from './press.ts';
import type { Holding } from './session.ts';
import { noteSignOut } from './session-log.ts';
import { signIn, withBody } from './sign-in.ts';

export interface ApiParts {
  readonly given: Omit<Given, 'actor'>;
  /** undefined: nobody signs in here, and the verbs of staff do not exist */
  readonly identity: Identity | undefined;
  /** whether browsers reach the office over https only */
  readonly secureCookies?: boolean;
  readonly passphraseDays?: number | undefined;
  readonly health: Health;
  readonly log: Logger;
}

/** What answers the paths of the server itself. */
export interface Api {
  readonly fetch: Hono['fetch'];
  readonly plain: PlainRoute;
}

/** Paths of the server itself; all others belong to the sites. */
export const isApiPath = (path: string): boolean => /^\/(livez|readyz|trpc|api)(\/|$)/.test(path);

/** bytes */
const longestBody = 100_000;
/** bytes; a notice is a document */
const longestNotice = 1_000_000;
/** bytes; a file of ten million bytes as text */
const longestSheet = 14_000_000;

/** `mayWork`: staff work here, and the request says it is one of theirs, which its session will have to prove. */
function longestAt(path: string, mayWork: boolean): number {
  if (mayWork && /^\/trpc\/[a-z]+Sheets\.check$/.test(path)) return longestSheet;
  return path.startsWith('/trpc/notices.') ? longestNotice : longestBody;
}

export function createApi({ given, identity, secureCookies = false, passphraseDays, health, log }: ApiParts): Api {
  const api = new Hono();
  // where staff work; by key, never by cookie: it needs no guard against forged forms, and answers errors in its own form
  if (identity !== undefined) api.all(`${interfacePath}/*`, (c) => answerClient({ given, log }, c.req.raw));
  api.get('/livez', (c) => c.json({ alive: true }));
  api.get('/readyz', async (c) => {
    const failed = await health.failed();
    return c.json({ ready: failed.length === 0, failed }, failed.length === 0 ? 200 : 503);
  });
  if (identity === undefined) api.use('/trpc/*', onlyOpen);
  api.use(async (c, next) => {
    c.header('referrer-policy', 'no-referrer');
    if (c.req.header('transfer-encoding') !== undefined) return answerError(c, 411, 'lengthRequired');
    const mayWork = identity !== undefined && sessionCookie.test(c.req.header('cookie') ?? '');
    const longest = longestAt(c.req.path, mayWork);
    if (Number(c.req.header('content-length') ?? 0) > longest) return answerError(c, 413, 'bodyTooLong');
    const asked = c.req.query('input');
    if (asked !== undefined && !isFitJson(asked)) return answerError(c, 400, 'unfitInput');
    if (['GET', 'HEAD'].includes(c.req.method)) return next();
    const said = saidBy(c.req.raw.headers);
    if (isForeign(said)) return answerError(c, 403, 'foreignOrigin');
    const body = await c.req.text();
    if (body === '') return next();
    if (!isJson(said)) return answerError(c, 415, 'jsonOnly');
    return isFitJson(body) ? next() : answerError(c, 400, 'unfitInput');
  });
  const holding = { database: given.databases.staff, keys: given.keys, passphraseDays };
  if (identity !== undefined) serveSignIn(api, identity, { secureCookies, ...holding });
  api.use(
    '/trpc/*',
    trpcServer({
      endpoint: '/trpc',
      router: appRouter,
      createContext: async (_, c) => ({
        ...given,
        actor:
          identity === undefined
            ? stranger(saidBy(c.req.raw.headers))
            : await actorOf(identity, holding, c.req.raw.headers),
        requestId: requestIdOf(c),
      }),
      responseMeta: ({ errors }) =>
        errors.some(({ cause }) => isUnreachable(cause) || cause instanceof Overloaded) ? comeBack : {},
      onError: ({ error, path, req }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR' || isForbidden(error.cause))
          log.error({ id: req.headers.get('x-request-id'), verb: path, err: withoutValues(error.cause) }, 'failed');
      },
    }),
  );
  api.notFound((c) => answerError(c, 404, 'notFound'));
  api.onError((error, c) => {
    if (error instanceof HTTPException) return answerError(c, error.status, 'refused');
    log.error({ id: requestIdOf(c), err: withoutValues(error) }, 'failed');
    if (!isUnreachable(error)) return answerError(c, 500, 'failed');
    c.header('retry-after', comeBack.headers['retry-after']);
    return answerError(c, 503, 'unavailable');
  });
  return { fetch: api.fetch, plain: plainRoute({ given, log, press: pressOf(given.crowd?.behind), longestBody }) };
}

function serveSignIn(api: Hono, identity: Identity, holding: Holding & { readonly secureCookies: boolean }): void {
  const signing = { identity, ...holding };
  api.post('/api/auth/sign-in/username', async (c) => untimed(await signIn(c, signing)));
  api.get('/api/auth/get-session', (c) => identity.handler(c.req.raw));
  for (const path of servedPaths) {
    api.post(`/api/auth${path}`, async (c) => {
      const answer = await identity.handler(withBody(c, await c.req.text()));
      return answer.ok ? untimed(answer) : answerIdentity(c, answer);
    });
  }
  api.post('/api/auth/sign-out', async (c) => {
    const actor = await actorOf(identity, holding, c.req.raw.headers);
    const answer = untimed(await identity.handler(withBody(c, await c.req.text())));
    if (answer.ok) await noteSignOut(holding, actor);
    return answer;
  });
}

/** On the public site's own network the verbs of staff are no verbs at all. */
const onlyOpen: MiddlewareHandler = async (c, next) => {
  const paths = decodeURIComponent(c.req.path.slice('/trpc/'.length)).split(',');
  if (!paths.every((path) => openPaths.has(path))) return answerError(c, 404, 'notFound');
  return next();
};

/** Neither done nor refused, as far as anybody knows: the same request with the same key tells, some seconds later. */
const comeBack = { status: 503, headers: { 'retry-after': '3' } };

/** The session's row decides when it ends; a cookie with an age of its own would end a busy one. */
function untimed(response: Response): Response {
  const cookies = response.headers.getSetCookie();
  if (cookies.length === 0) return response;
  const headers = new Headers(response.headers);
  headers.delete('set-cookie');
  for (const cookie of cookies) headers.append('set-cookie', untimedCookie(cookie));
  return new Response(response.body, { status: response.status, headers });
}

const sessionCookie = /(?:^|;\s*)(?:__Host-)?anmin\.session=[^;]/;

function untimedCookie(cookie: string): string {
  return /^(?:__Host-)?anmin\.session=/.test(cookie) ? cookie.replace(/; Max-Age=[1-9]\d*/i, '') : cookie;
}
