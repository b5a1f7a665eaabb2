import { locales } from '@anmin/words/locale';
import { paraglideMiddleware } from '@anmin/words/middleware';
import { redirect, type Cookies } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { openApi, refusalOf } from './server/api.ts';
import { lookClass, modes, readLook, sizes } from './server/look.ts';

export const handle: Handle = ({ event, resolve }) => {
  const chosen = takeChoices(event.url, event.cookies);
  if (chosen !== null) redirect(303, chosen);
  return paraglideMiddleware(event.request, async ({ locale }) => {
    event.locals.api = openApi(event.getClientAddress());
    event.locals.locale = locale;
    event.locals.look = readLook(event.cookies);
    const response = await resolve(event, {
      transformPageChunk: ({ html }) =>
        html.replace('%anmin.lang%', locale).replace('%anmin.look%', lookClass(event.locals.look)),
    });
    if (response.status === 503) response.headers.set('retry-after', '5');
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
    return response;
  });
};

export const handleError: HandleServerError = ({ error, kind }) => {
  if (kind !== 'unknown') return;
  const refusal = refusalOf(error);
  if (refusal?.refused === 'notFound') return { status: 404, message: 'notFound' };
  if (refusal?.refused === 'phoneNotProven') return { status: 403, message: 'phoneNotProven' };
  console.error(
    JSON.stringify({ level: 'error', site: 'booking', error: error instanceof Error ? error.name : 'unknown' }),
  );
  return { status: 503, message: 'unavailable' };
};

const choices = [
  { name: 'mode', cookie: 'anmin_mode', values: modes },
  { name: 'size', cookie: 'anmin_size', values: sizes },
  { name: 'lang', cookie: 'anmin_locale', values: locales },
] as const;

/** Keeps ?mode, ?size and ?lang as cookies; the address without them, or null where none was given. */
function takeChoices(url: URL, cookies: Cookies): string | null {
  const given = choices.filter(({ name }) => url.searchParams.has(name));
  if (given.length === 0) return null;
  const rest = new URL(url);
  for (const { name, cookie, values } of given) {
    const value = url.searchParams.get(name) ?? '';
    if (values.some((it) => it === value)) {
      cookies.set(cookie, value, {
        path: '/',
        maxAge: year,
        sameSite: 'lax',
        httpOnly: false,
        secure: url.protocol === 'https:',
      });
    }
    rest.searchParams.delete(name);
  }
  // a second leading slash would name another host
  return rest.pathname.replace(/^\/+/, '/') + rest.search;
}

const year = 365 * 24 * 60 * 60;
