import type { Vocabulary } from '@anmin/domain/measures/words';
import { refuse } from '@anmin/domain/refusal';
import { enteredKinds } from '@anmin/words/drafting';
import { error, redirect } from '@sveltejs/kit';
import { fieldsOfKind } from '#lib/drafting/fields.ts';
import { readWords, typedOf } from '#lib/drafting/reading.ts';
import { ownFieldsOf, readRule, type OwnFields } from '#lib/drafting/rule.ts';
import type { DraftedNotice } from '#lib/rows.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm, type Fields } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const { me, draft } = await parent();
  needs(me, 'notices.draft');
  const { kind, rule } = aimOf(draft, url);
  const vocabulary = wordsOf(draft);
  const fields = fieldsOfKind(kind);
  return {
    kind,
    fields,
    vocabulary: [...new Set(Object.values(vocabulary).map(({ zh }) => zh))].sort(),
    typed: rule === undefined ? {} : typedOf(rule.requirement, fields, vocabulary),
    own: rule === undefined ? { ...untouched, ...homeOf(draft) } : ownFieldsOf(rule),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const form = await readForm(request);
    const draft = await ask(locals.api.notices.draft.query({ draft: params.draft }));
    const { kind, rule: before } = aimOf(draft, url);
    const words = readWords(form, wordsOf(draft));
    const { own, rule, wrong, unknown } = readRule(form, kind, { ...wordsOf(draft), ...words });
    const typed = typedAsSent(form);
    if (rule === undefined) return mend({ own, typed, wrong, unknown });
    const input = { key: form.text('key'), draft: params.draft, version: Number(form.text('version')) };
    const saved = await attempt(
      locals.api.notices.rule.mutate({ ...input, replaces: before?.id ?? null, rule, words }),
      { own, typed, wrong: [], unknown },
    );
    return saved.failure ?? redirect(303, `/admin/notices/drafts/${params.draft}?done=saved`);
  },
};

/** The rule to change, or the kind of a new one. */
function aimOf(draft: DraftedNotice, { searchParams }: URL) {
  const rule = draft.rules.find(({ id }) => id === searchParams.get('rule'))?.rule;
  const kind = rule?.requirement.kind ?? enteredKinds.find((it) => it === searchParams.get('kind'));
  if (kind === undefined) error(404, 'notFound', { refusal: refuse('notFound') });
  return { kind, rule };
}

const wordsOf = ({ vocabularies, words }: DraftedNotice): Vocabulary => ({
  ...Object.fromEntries(Object.values(vocabularies).flatMap((known) => Object.entries(known))),
  ...words,
});

const untouched: Omit<OwnFields, 'region' | 'from' | 'until'> = {
  ...{ clauses: [], modality: 'must', kinds: [], except: '', risk: [], levels: [], reviewBy: '', reading: '' },
};

/** A rule begins and ends with its notice, and holds where it does, unless somebody says otherwise. */
const homeOf = ({ notice, from, until }: DraftedNotice) => ({
  ...{ region: notice.region ?? '', from: from ?? '', until: until ?? '' },
});

/** Everything of the form by its name, several values as one text. */
const typedAsSent = (form: Fields): Record<string, string> =>
  Object.fromEntries(form.names().map((name) => [name, form.all(name).join('、')]));
