import { boundKinds } from '@anmin/domain/institutions/kinds';
import { modalities, ruleVersionSchema } from '@anmin/domain/measures/notice';
import type { Vocabulary } from '@anmin/domain/measures/words';
import { regionsNamed } from '@anmin/domain/regions/region';
import { refuse } from '@anmin/domain/refusal';
import { enteredKinds } from '@anmin/words/drafting';
import { error, redirect } from '@sveltejs/kit';
import { fieldsOfKind } from '#lib/drafting/fields.ts';
import { readRequirement, readWords, typedOf } from '#lib/drafting/reading.ts';
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
  return {
    kind,
    fields: fieldsOfKind(kind),
    vocabulary: [...new Set(Object.values(vocabulary).map(({ zh }) => zh))].sort(),
    typed: rule === undefined ? {} : typedOf(rule.requirement, vocabulary),
    own: {
      clauses: rule?.clauses ?? [],
      kinds: rule?.scope.kinds ?? [],
      region: rule === undefined ? (draft.notice.region ?? '') : (rule.scope.region ?? ''),
      modality: rule?.modality ?? 'must',
      from: rule?.from ?? draft.from ?? '',
      until: rule === undefined ? (draft.until ?? '') : (rule.until ?? ''),
    },
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const form = await readForm(request);
    const draft = await ask(locals.api.notices.draft.query({ draft: params.draft }));
    const { kind, rule: before } = aimOf(draft, url);
    const words = readWords(form, wordsOf(draft));
    const { value, unknown } = readRequirement(form, fieldsOfKind(kind), { ...wordsOf(draft), ...words });
    const own = ownFields(form);
    const typed = typedAsSent(form);
    const { clauses, kinds, region, modality, from, until } = own;
    const [found] = regionsNamed(region, from === '' ? '2000-01-01' : from);
    const read = ruleVersionSchema.omit({ id: true }).safeParse({
      ...{ clauses, modality, from, until: until === '' ? null : until },
      scope: { ...before?.scope, region: found?.code ?? region, kinds },
      requirement: { kind, ...value },
      ...(before?.reading === undefined ? {} : { reading: before.reading }),
      ...(before?.reviewBy === undefined ? {} : { reviewBy: before.reviewBy }),
    });
    const wrong = read.success ? [] : read.error.issues.map(({ path }) => fieldAt(path));
    if (!read.success || unknown.length > 0) return mend({ own, typed, wrong: [...new Set(wrong)], unknown });
    const input = { key: form.text('key'), draft: params.draft, version: Number(form.text('version')) };
    const saved = await attempt(
      locals.api.notices.rule.mutate({ ...input, replaces: before?.id ?? null, rule: read.data, words }),
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

function ownFields(form: Fields) {
  return {
    clauses: form.all('clauses'),
    kinds: boundKinds.filter((kind) => form.all('kinds').includes(kind)),
    region: form.text('scope.region'),
    modality: modalities.find((it) => it === form.text('modality')) ?? ('must' as const),
    from: form.text('rule.from'),
    until: form.text('rule.until'),
  };
}

/** Everything of the form by its name, several values as one text. */
const typedAsSent = (form: Fields): Record<string, string> =>
  Object.fromEntries(form.names().map((name) => [name, form.all(name).join('、')]));

/** The name of the control a path of the schema belongs to. */
function fieldAt(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path.map(String);
  if (first === 'requirement')
    return rest.filter((part, index) => index === 0 || !isPlace(part, rest[index + 1])).join('.');
  if (first === 'scope') return rest[0] === 'region' ? 'scope.region' : 'kinds';
  return first === 'from' || first === 'until' ? `rule.${first}` : (first ?? 'clauses');
}

/** The last number of a path tells which of several words is wrong; the control holds them all. */
const isPlace = (part: string, next: string | undefined): boolean => next === undefined && /^\d+$/.test(part);
