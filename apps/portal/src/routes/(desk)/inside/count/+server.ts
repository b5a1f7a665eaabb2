import { overReasons } from '@anmin/domain/appointments/inside';
import type { Said } from '#lib/presses.ts';
import { ask, refusalIn } from '#lib/server/ask.ts';
import type { RequestHandler } from './$types';

/** How many are inside, for the tablet at the door itself. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const inside = await ask(locals.api.inside.show.query({ office: url.searchParams.get('office') ?? '' }));
  return Response.json({ kind: 'state', inside } satisfies Said);
};

/** One press of the tablet. A refusal is an answer as well: the press does not count, and is not sent again. */
export const POST: RequestHandler = async ({ locals, url, request }) => {
  const press = readPress(await request.json().catch(() => null));
  const office = url.searchParams.get('office') ?? '';
  const counted = locals.api.inside.press.mutate({ ...press, office });
  return Response.json(await ask(counted.then((inside): Said => ({ kind: 'state', inside }), refused)));
};

/** Who is not signed in, or not answered, keeps the press. */
function refused(error: unknown): Said {
  const refusal = refusalIn(error);
  if (refusal === null || !['insideFull', 'nobodyInside', 'wrongDay'].includes(refusal.refused)) throw error;
  return { kind: 'refused', refusal };
}

/** What is missing or no press at all the office refuses by itself. */
function readPress(sent: unknown) {
  const given = new Map(typeof sent === 'object' && sent !== null ? Object.entries(sent) : []);
  const text = (name: string) => String(given.get(name) ?? '');
  const change = given.get('change') === -1 ? (-1 as const) : (1 as const);
  return { key: text('key'), day: text('day'), change, reason: overReasons.find((it) => it === text('reason')) };
}
