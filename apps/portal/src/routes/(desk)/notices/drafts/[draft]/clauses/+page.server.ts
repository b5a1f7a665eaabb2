import { clauseKinds, clauseRooms } from '@anmin/domain/measures/notice';
import { redirect } from '@sveltejs/kit';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm, type Fields } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ key: crypto.randomUUID() });

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const { clauses } = await ask(locals.api.notices.draft.query({ draft: params.draft }));
    const typed = clauses.map(({ id, kind, room }) => clauseTyped(form, id, { kind, room }));
    const input = { key: form.text('key'), draft: params.draft, version: Number(form.text('version')) };
    const saved = await attempt(locals.api.notices.clauses.mutate({ ...input, clauses: typed }), { typed });
    return saved.failure ?? redirect(303, `/admin/notices/drafts/${params.draft}?done=saved`);
  },
};

type Kept = { kind: (typeof clauseKinds)[number]; room: (typeof clauseRooms)[number] };

function clauseTyped(form: Fields, id: string, kept: Kept) {
  return {
    id,
    kind: clauseKinds.find((it) => it === form.text(`${id}.kind`)) ?? kept.kind,
    room: clauseRooms.find((it) => it === form.text(`${id}.room`)) ?? kept.room,
    summary: form.text(`${id}.summary`),
    bounds: form.all(`${id}.bounds`).map(Number),
  };
}
