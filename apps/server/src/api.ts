import { appRouter, openPaths } from '@anmin/api/router';
import type { Given } from '@anmin/api/trpc';
import { isUnreachable } from '@anmin/db/unreachable';
import { trpcServer } from '@hono/trpc-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { Logger } from 'pino';
import { ownOrigin } from './edge.ts';
import type { Health } from './health.ts';
import { actorOf, servedPaths, stranger, type Identity } from './identity.ts';
import { answerClient, interfacePath } from './interface/rest.ts';
import { withoutValues } from './log.ts';
import type { Holding } from './session.ts';
import { signIn } from './sign-in.ts';

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

/** Paths of the server itself; all others belong to the sites. */
export const isApiPath = (path: string): boolean => /^\/(livez|readyz|trpc|api)(\/|$)/.test(path);

/** bytes */
const longestBody = 100_000;

export function createApi({ given, identity, secureCookies = false, passphraseDays, health, log }: ApiParts): Hono {
  const api = new Hono();
  // where staff work; by key, never by cookie: it needs no guard against forged forms, and answers every error in its own form
  if (identity !== undefined) api.all(`${interfacePath}/*`, (c) => answerClient({ given, log }, c.req.raw));
  api.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      xFrameOptions: 'DENY',
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
    }),
  );
  api.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
  });
  api.get('/livez', (c) => c.json({ alive: true }));
  api.get('/readyz', async (c) => {
    const failed = await health.failed();
    return c.json({ ready: failed.length === 0, failed }, failed.length === 0 ? 200 : 503);
  });
  api.use(async (c, next) => {
    if (c.req.header('transfer-encoding') !== undefined) throw new HTTPException(411);
    if (Number(c.req.header('content-length') ?? 0) > longestBody) throw new HTTPException(413);
    await next();
  });
  api.use(csrf({ origin: (origin, c) => origin === ownOrigin(c.req.raw.headers) }));
  const holding = { database: given.databases.staff, keys: given.keys, passphraseDays };
  if (identity === undefined) api.use('/trpc/*', onlyOpen);
  else serveSignIn(api, identity, { secureCookies, ...holding });
  api.use(
    '/trpc/*',
    trpcServer({
      endpoint: '/trpc',
      router: appRouter,
      createContext: async (_, c) => ({
        ...given,
        actor:
          identity === undefined ? stranger(c.req.raw.headers) : await actorOf(identity, holding, c.req.raw.headers),
      }),
      responseMeta: ({ errors }) => (errors.some((error) => isUnreachable(error.cause)) ? comeBack : {}),
      onError: ({ error, path }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          log.error({ verb: path, err: withoutValues(error.cause) }, 'failed');
      },
    }),
  );
  api.notFound((c) => c.json({ error: 'not found' }, 404));
  api.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ error: 'refused' }, error.status);
    log.error({ err: withoutValues(error) }, 'failed');
    if (isUnreachable(error)) return c.json({ error: 'unavailable' }, 503, comeBack.headers);
    return c.json({ error: 'internal error' }, 500);
  });
  return api;
}

function serveSignIn(api: Hono, identity: Identity, holding: Holding & { readonly secureCookies: boolean }): void {
  const signing = { identity, ...holding };
  api.post('/api/auth/sign-in/username', async (c) => untimed(await signIn(c, signing)));
  for (const path of servedPaths) {
    api.on(['GET', 'POST'], `/api/auth${path}`, async (c) => untimed(await identity.handler(c.req.raw)));
  }
}

/** On the public site's own network the verbs of staff are no verbs at all. */
const onlyOpen: MiddlewareHandler = async (c, next) => {
  const paths = decodeURIComponent(c.req.path.slice('/trpc/'.length)).split(',');
  if (!paths.every((path) => openPaths.has(path))) throw new HTTPException(404);
  await next();
};

/** Neither done nor refused, as far as anybody knows: the same request with the same key tells, some seconds later. */
const comeBack = { status: 503, headers: { 'retry-after': '3' } };

/** The session's row decides when it ends; a cookie with an age of its own would end a busy one. */
function untimed(response: Response): Response {
  const cookies = response.headers.getSetCookie();
  if (cookies.length === 0) return response;
  const headers = new Headers(response.headers);
  headers.delete('set-cookie');
  for (const cookie of cookies) headers.append('set-cookie', cookie.replace(/; Max-Age=[1-9]\d*/i, ''));
  return new Response(response.body, { status: response.status, headers });
}
