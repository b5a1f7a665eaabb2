import type { RequestEvent } from '@sveltejs/kit';

/**
 * A form of the desk sent after its session ended, by a browser without scripts: instead of the sign-in page, one that
 * carries the fields on, so that nothing has to be typed again. Pages outside the desk take passphrases and codes,
 * which no page may hold.
 */
export async function keepingForm(
  event: RequestEvent,
  answer: (event: RequestEvent) => Promise<Response> | Response,
): Promise<Response> {
  const { request, route, url } = event;
  if (!route.id?.startsWith('/(desk)')) return answer(event);
  if (request.method !== 'POST' || request.headers.has('x-sveltekit-action')) return answer(event);
  const sent = request.clone();
  const response = await answer(event);
  if (!response.headers.get('location')?.startsWith('/admin/sign-in?next=')) return response;
  const kept = await event.fetch(`/admin/again?to=${encodeURIComponent(url.pathname + url.search)}`, {
    method: 'POST',
    headers: { 'content-type': sent.headers.get('content-type') ?? '', accept: 'text/html' },
    body: await sent.arrayBuffer(),
  });
  return new Response(kept.body, { status: 401, headers: kept.headers });
}
