import { officeRulesSchema, type OfficeRules } from '@anmin/domain/appointments/settings';
import { fail } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import { officeOf } from '#lib/office.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readRules } from '#lib/server/rules-form.ts';
import { fieldsOf, readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = officeOf(me, url, 'plans.see');
  const plan = await ask(locals.api.plans.show.query({ office }));
  const rules = plan.rules ?? plan.coming.at(0)?.rules ?? readRules(fieldsOf(new FormData()));
  return { office, plan, rules, key: crypto.randomUUID() };
};

export const actions: Actions = {
  preview: async (event) => {
    const typed = await read(event);
    if (typed.wrong.length > 0) return mend({ typed });
    return preview(event, typed);
  },
  /** Saves only what was looked at; anything changed since is previewed once more. */
  save: async (event) => {
    const typed = await read(event);
    if (typed.wrong.length > 0) return mend({ typed });
    if (typed.previewed !== fingerprint(typed)) return preview(event, typed);
    const { office, version, key, rules, validFrom, source } = typed;
    const saved = await attempt(
      event.locals.api.plans.save.mutate({ office, version, key, rules, validFrom, source }),
      { typed, stale: null },
    );
    if (saved.failure?.data.refusal?.refused === 'stale') {
      const theirs = await ask(event.locals.api.plans.show.query({ office }));
      return fail(409, {
        ...saved.failure.data,
        typed: { ...typed, version: theirs.version },
        stale: changedFields(rules, newestOf(theirs)),
      });
    }
    return saved.failure ?? { saved: validFrom };
  },
};

async function preview({ locals }: RequestEvent, typed: Awaited<ReturnType<typeof read>>) {
  const { office, rules, validFrom, source } = typed;
  const hits = await attempt(locals.api.plans.preview.mutate({ office, rules, validFrom, source }), {
    typed,
    stale: null,
  });
  return hits.failure ?? { typed: { ...typed, previewed: fingerprint(typed) }, hits: hits.answer };
}

async function read({ request }: RequestEvent) {
  const form = await readForm(request);
  const rules = readRules(form);
  const validFrom = form.text('validFrom');
  const source = form.text('source');
  const parsed = officeRulesSchema.safeParse(rules);
  const wrong = [
    ...(parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message }))),
    ...(isDay(validFrom) ? [] : [{ path: ['validFrom'], message: 'empty' }]),
    ...(source === '' ? [{ path: ['source'], message: 'empty' }] : []),
  ];
  return {
    ...{ rules, validFrom, source, wrong },
    office: form.text('office'),
    version: form.text('version') === '' ? null : Number(form.text('version')),
    key: form.text('key'),
    previewed: form.text('previewed'),
  };
}

function fingerprint({ rules, validFrom, source }: { rules: OfficeRules; validFrom: string; source: string }): string {
  return JSON.stringify([rules, validFrom, source]);
}

type Shown = { readonly rules: OfficeRules | null; readonly coming: readonly { rules: OfficeRules }[] };

function newestOf({ rules, coming }: Shown): OfficeRules | null {
  return coming.at(-1)?.rules ?? rules;
}

function changedFields(mine: OfficeRules, theirs: OfficeRules | null): (keyof OfficeRules)[] {
  const names = Object.keys(mine) as (keyof OfficeRules)[];
  return names.filter((name) => JSON.stringify(mine[name]) !== JSON.stringify(theirs?.[name]));
}
