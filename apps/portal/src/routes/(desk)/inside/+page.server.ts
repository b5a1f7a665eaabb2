import { countedKinds, overReasons } from '@anmin/domain/appointments/inside';
import { officeOfKind, officesOfKind } from '#lib/office.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  needs(me, 'counter.serve');
  const doors = officesOfKind(me, 'counter.serve', countedKinds);
  const office = officeOfKind(me, url, 'counter.serve', countedKinds);
  const inside = await ask(locals.api.inside.show.query({ office }));
  return { doors, office, inside, key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const reason = overReasons.find((it) => it === form.text('reason'));
    const done = await attempt(
      locals.api.inside.press.mutate({
        ...{ key: form.text('key'), office: form.text('office'), day: form.text('day') },
        ...{ change: form.text('change') === '-1' ? -1 : 1, reason },
      }),
      {},
    );
    return done.failure ?? { inside: done.answer };
  },
};
