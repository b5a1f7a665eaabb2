import { privacySettingKinds, rangeOf, type PrivacySettingKind } from '@anmin/domain/people/rights';
import { refuse } from '@anmin/domain/refusal';
import { error, redirect } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ params }) => ({ kind: kindOf(params.kind), key: crypto.randomUUID() });

export const actions: Actions = {
  preview: async (event) => {
    const typed = await read(event);
    if (typed.wrong.length > 0) return mend({ typed });
    return preview(event, typed);
  },
  /** Settles only what was looked at; anything changed since is previewed once more. */
  save: async (event) => {
    const typed = await read(event);
    if (typed.wrong.length > 0) return mend({ typed });
    if (typed.previewed !== JSON.stringify(typed.input)) return preview(event, typed);
    const given = { ...typed.input, key: typed.key };
    const saved = await attempt(event.locals.api.retention.save.mutate(given), { typed });
    return saved.failure ?? redirect(303, '/admin/retention?done=1');
  },
};

async function preview({ locals }: RequestEvent, typed: Awaited<ReturnType<typeof read>>) {
  const { prefecture, kind, amount } = typed.input;
  const looked = await attempt(locals.api.retention.preview.query({ prefecture, kind, amount }), { typed });
  return looked.failure ?? { typed: { ...typed, previewed: JSON.stringify(typed.input) }, hits: looked.answer };
}

async function read({ params, request }: RequestEvent) {
  const form = await readForm(request);
  const input = {
    ...{ prefecture: params.prefecture, kind: kindOf(params.kind), amount: Number(form.text('amount')) },
    ...{ source: form.text('source'), validFrom: form.text('validFrom') },
  };
  const wrong = [
    ...(isAmount(form.text('amount'), input.kind) ? [] : (['amount'] as const)),
    ...(input.source.length < 2 ? (['source'] as const) : []),
    ...(isDay(input.validFrom) ? [] : (['validFrom'] as const)),
  ];
  return { input, amount: form.text('amount'), wrong, key: form.text('key'), previewed: form.text('previewed') };
}

function isAmount(text: string, kind: PrivacySettingKind): boolean {
  const { least, most } = rangeOf(kind);
  return /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

function kindOf(name: string) {
  return privacySettingKinds.find((it) => it === name) ?? error(404, 'notFound', { refusal: refuse('notFound') });
}
