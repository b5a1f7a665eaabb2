import { refuse } from '@anmin/domain/refusal';
import { error, redirect } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import { readVaccination, vaccinationActs, type VaccinationAct } from '#lib/server/vaccination-form.ts';
import { personAt } from '#lib/vaccination.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { unit, person, act: asked }, parent, url }) => {
  needs((await parent()).me, 'vaccination.change');
  const act = vaccinationActs.find((it) => it === asked);
  const shown = await ask(locals.api.vaccination.person.query({ unit, person }));
  const id = url.searchParams.get('id');
  const standing = [...shown.doses, ...shown.hindrances, ...shown.incentives].filter((it) => it.endReason === null);
  const open = [...standing, ...shown.reactions.filter(({ left }) => left.length > 0)];
  const isLost = id === null ? changing.some((it) => it === act) : !open.some((it) => it.id === id);
  if (act === undefined || isLost) error(404, 'notFound', { refusal: refuse('notFound') });
  const day = url.searchParams.get('day') ?? '';
  const dose = shown.doses.find((it) => it.id === id) ?? null;
  return { act, shown, dose, id, day: isDay(day) ? day : shown.today, key: crypto.randomUUID() };
};

/** What is done to something that is on record already. */
const changing: readonly VaccinationAct[] = ['strike', 'end', 'treat', 'inform', 'close', 'restDay', 'endIncentive'];

export const actions: Actions = {
  default: async ({ locals, params: { unit, person, act: asked }, request, url }) => {
    const act = vaccinationActs.find((it) => it === asked);
    if (act === undefined) error(404, 'notFound', { refusal: refuse('notFound') });
    const read = readVaccination(act, { form: await readForm(request), unit, person, id: url.searchParams.get('id') });
    const { typed, wrong } = read;
    if (wrong.length > 0) return mend({ typed, wrong });
    const done = await attempt(read.send(locals.api.vaccination), { typed, wrong });
    return done.failure ?? redirect(303, `${personAt({ unit, person })}?done`);
  },
};
