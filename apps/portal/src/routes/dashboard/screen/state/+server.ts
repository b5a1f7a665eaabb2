import { isRedirect } from '@sveltejs/kit';
import { screenOf } from '#lib/server/dashboard.ts';
import type { RequestHandler } from './$types';

/** What the screen shows now, for the screen itself; 401: whoever opened it is signed out. */
export const GET: RequestHandler = async ({ locals, url }) => {
  try {
    return Response.json(await screenOf(locals.api, url));
  } catch (thrown) {
    if (isRedirect(thrown)) return new Response(null, { status: 401 });
    throw thrown;
  }
};
