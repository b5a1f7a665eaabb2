import { revealedFields, revealReasons } from '@anmin/domain/people/reveal';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  /** The answer of a form: no address leads back to it. */
  default: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const reason = revealReasons.find((it) => it === form.text('reason')) ?? null;
    const fields = revealedFields.filter((it) => form.all('fields').includes(it));
    const typed = { reason, fields };
    if (reason === null || fields.length === 0) return mend({ typed });
    const given = { booking: params.booking, fields, reason };
    const revealed = await attempt(locals.api.persons.reveal.mutate(given), { typed });
    return revealed.failure ?? { typed, revealed: revealed.answer };
  },
};
