import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The receipt of a day as a file: it names no person. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const [unit, on] = [asked(url, 'unit').slice(0, 50), asked(url, 'on')];
  const { required } = await ask(locals.api.measures.duties.query({ unit, on: on || null }));
  if (required === null) error(404, 'notFound', {});
  return new Response(required.receipt, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="receipt-${required.hash.slice(0, 16)}.json"`,
      'cache-control': 'no-store',
    },
  });
};
