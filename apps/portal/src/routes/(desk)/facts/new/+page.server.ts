import { writtenKinds } from '@anmin/domain/measures/recording';
import { redirect } from '@sveltejs/kit';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import type { FactErrorCode } from '#lib/fact-errors.ts';
import { readTold } from '#lib/server/fact-form.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'facts.record');
  return {
    kind: kindAt(url),
    choices: await ask(locals.api.facts.choices.query()),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  preview: async (event) => {
    const { wrong, ...read } = await readFact(event);
    return wrong.length > 0 ? mend({ typed: read.typed, wrong, previewed: '' }) : preview(event, read);
  },
  /** Records only what was looked at; anything changed since is previewed once more. */
  record: async (event) => {
    const { wrong, ...read } = await readFact(event);
    if (wrong.length > 0) return mend({ typed: read.typed, wrong, previewed: '' });
    if (read.previewed !== JSON.stringify(read.input)) return preview(event, read);
    const kept = { typed: read.typed, wrong, previewed: read.previewed };
    const done = await attempt(event.locals.api.facts.record.mutate({ ...read.input, key: read.key }), kept);
    return done.failure ?? redirect(303, `/admin/facts?done=${read.input.counters === null ? 'recorded' : 'moved'}`);
  },
};

type Read = Omit<Awaited<ReturnType<typeof readFact>>, 'wrong'>;

async function preview({ locals }: RequestEvent, { input, typed }: Read) {
  const wrong: FactErrorCode[] = [];
  const seen = await attempt(locals.api.facts.preview.mutate(input), { typed, wrong, previewed: '' });
  return seen.failure ?? { typed, wrong, previewed: JSON.stringify(input), effects: seen.answer };
}

async function readFact({ request, url }: RequestEvent) {
  const form = await readForm(request);
  const kind = kindAt(url) ?? 'risk';
  const { typed, wrong, told, counters } = readTold(form);
  const more = { value: form.text('value'), rule: form.text('rule') };
  const asksValue = kind === 'risk' || kind === 'hqOrder' || kind === 'communityStatus';
  const missing: FactErrorCode[] = [
    ...(asksValue && more.value === '' ? (['value'] as const) : []),
    ...(kind === 'switch' && more.rule === '' ? (['rule'] as const) : []),
  ];
  return {
    typed: { ...typed, ...more },
    wrong: [...missing, ...wrong],
    input: { fact: { ...told, kind, value: more.value || null, rule: more.rule || null }, counters },
    ...{ key: form.text('key'), previewed: form.text('previewed') },
  };
}

const kindAt = (url: URL) => writtenKinds.find((it) => it === asked(url, 'kind')) ?? null;
