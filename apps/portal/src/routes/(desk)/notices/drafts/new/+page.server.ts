import { redirect } from '@sveltejs/kit';
import { headToSend, readHead, wrongInHead } from '#lib/drafting/head.ts';
import { replaceable } from '#lib/drafting/replaceable.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { fieldsOf, readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  needs((await parent()).me, 'notices.draft');
  const [units, notices] = await Promise.all([
    ask(locals.api.units.tree.query()),
    ask(locals.api.measures.notices.query()),
  ]);
  const bureaus = units.filter(({ kind }) => kind === 'province' || kind === 'prefecture' || kind === 'county');
  return {
    units: bureaus,
    notices: replaceable(
      notices,
      bureaus.map(({ region }) => region),
    ),
    key: crypto.randomUUID(),
  };
};

const longestPaste = 100_000;

export const actions: Actions = {
  default: async ({ locals, request }) => {
    // more than the site takes at all: the form never arrived
    const form = await readForm(request).catch(() => null);
    if (form === null) {
      const nothing = fieldsOf(new FormData());
      const typed = { ...readHead(nothing), unit: '', notice: '', text: '' };
      return mend({ typed, wrong: ['text:long'] as const });
    }
    const head = readHead(form);
    const typed = { ...head, unit: form.text('unit'), notice: form.text('notice'), text: form.typed('text') };
    const wrong = [
      ...(typed.unit === '' ? (['unit'] as const) : []),
      ...(/^[A-Z][A-Z0-9]{1,15}$/.test(typed.notice) ? [] : (['notice:form'] as const)),
      ...wrongInHead(head),
      ...(typed.text.trim() === '' ? (['text:clauses'] as const) : []),
      ...(typed.text.length > longestPaste ? (['text:long'] as const) : []),
    ];
    if (wrong.length > 0) return mend({ typed: { ...typed, text: typed.text.slice(0, longestPaste) }, wrong });
    const { unit, notice, text } = typed;
    const begun = await attempt(
      locals.api.notices.begin.mutate({ key: form.text('key'), unit, notice, text, head: headToSend(head) }),
      { typed, wrong },
    );
    return begun.failure ?? redirect(303, `/admin/notices/drafts/${begun.answer.draft}/clauses`);
  },
};
