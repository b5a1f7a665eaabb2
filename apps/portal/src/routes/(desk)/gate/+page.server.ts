import { gateAts } from '@anmin/domain/measures/passing';
import { comerFields, type TypedComer } from '@anmin/domain/people/comer';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm, type Fields } from '#lib/server/form.ts';
import { readAnswers } from '#lib/server/gate-answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const find = asked(url, 'find').slice(0, 60);
  const also = asked(url, 'unit').slice(0, 50);
  const places = await ask(locals.api.gate.places.query({ find, also: also || null }));
  const unit = also || (places.units[0]?.id ?? '');
  const passing = passingIn((name) => asked(url, name));
  const wished = url.searchParams.has('as') ? passing : { at: passing.at };
  const gate = unit === '' ? null : await ask(locals.api.gate.asked.query({ unit, ...wished }));
  return {
    places,
    find,
    unit,
    gate,
    key: crypto.randomUUID(),
    overrideKey: crypto.randomUUID(),
    nameKey: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  check: async ({ locals, request }) => {
    const form = await readForm(request);
    const answers = readAnswers(form);
    const given = { unit: form.text('unit'), key: form.text('key'), ...passingIn(form.text), ...answers };
    const typed = comerIn(form);
    // as what somebody comes is no name
    const isNamed = [typed.name, typed.phone, typed.idNumber, typed.purpose].some(Boolean);
    const named = isNamed ? { who: typed } : {};
    const checked = await attempt(locals.api.gate.check.mutate({ ...given, ...named }), { answers, who: typed });
    if (checked.failure) return checked.failure;
    const { answer: verdict } = checked;
    return { verdict, who: isNamed && !verdict.named ? typed : null };
  },
  name: async ({ locals, request }) => {
    const form = await readForm(request);
    const [passage, who] = [form.text('passage'), comerIn(form)];
    const wish = { key: form.text('key'), passage, who };
    const named = await attempt(locals.api.gate.name.mutate(wish), { naming: passage, who });
    return named.failure ?? { named: true };
  },
  override: async ({ locals, request }) => {
    const form = await readForm(request);
    const given = { passage: form.text('passage'), reason: form.text('reason'), key: form.text('key') };
    const kept = { passage: given.passage, reason: given.reason };
    if (given.reason.length < 2) return mend({ ...kept, overriding: true });
    const done = await attempt(locals.api.gate.override.mutate(given), { ...kept, overriding: true });
    return done.failure ?? { overridden: true };
  },
};

function comerIn({ text }: Fields): TypedComer {
  const [came, name, phone, idNumber, purpose] = comerFields.map(text) as [string, string, string, string, string];
  return { came, name, phone, idNumber, purpose };
}

function passingIn(text: (name: string) => string) {
  return { at: gateAts.find((it) => it === text('at')) ?? gateAts[0], as: text('as') || null };
}
