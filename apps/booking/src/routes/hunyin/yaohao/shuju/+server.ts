import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** All that is published of a draw, as a file anybody can draw again from. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const office = url.searchParams.get('office') ?? '';
  const day = url.searchParams.get('day') ?? '';
  const ballots = await locals.api.ballots.list.query({ office });
  const found = ballots.find((it) => it.day === day)?.result ?? null;
  if (found === null) error(404, 'notFound');
  return new Response(JSON.stringify(found, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="ballot-${day}.json"`,
    },
  });
};
