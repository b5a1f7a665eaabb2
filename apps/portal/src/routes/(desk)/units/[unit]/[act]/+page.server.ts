import { mayStandBelow } from '@anmin/domain/organisation/units';
import { refuse } from '@anmin/domain/refusal';
import { error, redirect } from '@sveltejs/kit';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { UnitRow } from '#lib/rows.ts';
import { wrongStart } from '#lib/span.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, parent }) => {
  const { unit, units } = await parent();
  const act = actOf(params.act);
  return { act, others: othersFor(act, unit, units), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const { unit } = params;
    const act = actOf(params.act);
    const form = await readForm(request);
    const { today } = await ask(locals.api.staff.me.query());
    const typed = { other: form.text('other'), from: form.text('from') };
    const wrong = [...(typed.other === '' ? (['other'] as const) : []), ...wrongStart(typed.from, today)];
    if (wrong.length > 0) return mend({ typed, wrong });
    const { other, from } = typed;
    const input = { key: form.text('key'), unit, version: Number(form.text('version')), from };
    const { units } = locals.api;
    const done = await attempt<unknown, { typed: typeof typed }>(
      act === 'move' ? units.move.mutate({ ...input, parent: other }) : units.merge.mutate({ ...input, into: other }),
      { typed },
    );
    return done.failure ?? redirect(303, `/admin/units/${unit}?done=${act}`);
  },
};

function actOf(text: string): 'move' | 'merge' {
  if (text === 'move' || text === 'merge') return text;
  error(404, 'notFound', { refusal: refuse('notFound') });
}

/** Under which another unit it may stand, or into which of its own kind it may merge. */
function othersFor(act: 'move' | 'merge', unit: UnitRow, units: readonly UnitRow[]): string[] {
  return units
    .filter(({ id, closedOn }) => id !== unit.id && closedOn === null)
    .filter((other) =>
      act === 'merge' ? other.kind === unit.kind : mayStandBelow(unit.kind, other.kind) && other.id !== unit.parent,
    )
    .map(({ id }) => id);
}
