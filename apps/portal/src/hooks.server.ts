import { paraglideMiddleware } from '@anmin/words/middleware';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { apiFor } from '#lib/server/api.ts';
import { keepingForm } from '#lib/server/kept.ts';

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    event.locals.api = apiFor(event);
    const response = await keepingForm(event, (own) =>
      resolve(own, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) }),
    );
    // what waited on this device to be sent goes with whoever wrote it
    if (event.url.pathname === '/admin/sign-out') response.headers.set('clear-site-data', '"storage"');
    if (response.status === 503) response.headers.set('retry-after', '5');
    if (!event.url.pathname.startsWith('/admin/_app/')) response.headers.set('cache-control', 'no-store');
    return response;
  });

/** The kind and place only: a message could quote what a person typed. */
export const handleError: HandleServerError = (caught) => {
  if (caught.kind !== 'unknown') return;
  const name = caught.error instanceof Error ? caught.error.name : 'unknown';
  console.error(JSON.stringify({ site: 'portal', route: caught.event.route.id, error: name }));
};
