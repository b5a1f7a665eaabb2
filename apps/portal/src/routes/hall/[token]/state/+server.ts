import { ask } from '#lib/server/ask.ts';
import type { RequestHandler } from './$types';

/** What the screen shows now, for the screen itself. */
export const GET: RequestHandler = async ({ locals, params: { token } }) =>
  Response.json(await ask(locals.api.queue.hall.query({ token })));
