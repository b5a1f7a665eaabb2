import { memberGroups, memberRoles, standings } from '@anmin/domain/people/membership';
import { asked, readAfter } from '#lib/list.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import { unitAsked } from '#lib/server/unit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'people.see');
  const { places, find, unit } = await unitAsked(locals.api, url);
  const filters = {
    role: memberRoles.find((it) => it === asked(url, 'role')) ?? null,
    standing: standings.find((it) => it === asked(url, 'standing')) ?? null,
    group: memberGroups.find((it) => it === asked(url, 'group')) ?? null,
    room: asked(url, 'room').slice(0, 20) || null,
    left: asked(url, 'state') === 'left',
  };
  const wish = { unit, ...filters, after: readAfter(url) };
  const people = unit === '' ? null : await ask(locals.api.people.list.query(wish));
  return { places, find, unit, filters, people, key: crypto.randomUUID(), done: asked(url, 'done') };
};

export const actions: Actions = {
  find: async ({ locals, request }) => {
    const form = await readForm(request);
    const text = form.text('text').slice(0, 60);
    if (text === '') return { found: undefined };
    const found = await attempt(locals.api.people.find.mutate({ unit: form.text('unit'), text }), { text });
    return found.failure ?? { found: found.answer, text };
  },
};
