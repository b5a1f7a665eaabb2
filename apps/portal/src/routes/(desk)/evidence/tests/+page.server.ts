import { ledgerOf } from '@anmin/domain/evidence/ledgers';
import { readResults } from '@anmin/domain/evidence/pasted';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { shownIn } from '#lib/server/evidence-form.ts';
import { evidenceUnit } from '#lib/server/evidence-unit.ts';
import { readForm, type Fields } from '#lib/server/form.ts';
import { resultWords, results, shared, turn, type Result } from '#lib/evidence/tests.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { places, find, unit } = await evidenceUnit((await parent()).me, locals.api, url);
  const wished = asked(url, 'day');
  const key = crypto.randomUUID();
  const nobody: readonly string[] = [];
  if (unit === '') return { places, find, unit, shown: null, due: nobody, isAsked: false, key };
  const day = isDay(wished) ? wished : null;
  const shown = await ask(locals.api.evidence.day.query({ unit, ledger: 'test', day }));
  const { duties } = await ask(locals.api.evidence.missing.query({ unit }));
  const tests = (duties ?? []).filter(({ ledger }) => ledger === 'test').map(({ standing }) => standing);
  // of whom a test is owed and none is there yet; without a number nobody owes one
  const due = [...new Set(tests.flatMap(({ missing }) => missing))];
  const isAsked = tests.some(({ standing }) => standing !== 'notSet' && standing !== 'notRecorded');
  return { places, find, unit, shown, due, isAsked, key };
};

export const actions: Actions = {
  /** A pasted list is read into the grid; nothing is written yet. */
  paste: async ({ locals, request }) => {
    const form = await readForm(request);
    const day = form.text('day');
    const given = { unit: form.text('unit'), ledger: 'test' as const, day };
    const { people } = await ask(locals.api.evidence.day.query(given));
    const read = readResults(form.text('list'), people, resultWords());
    return { chosen: Object.fromEntries(read.results), unread: read.unread, read: read.results.size };
  },
  save: async ({ locals, request }) => {
    const form = await readForm(request);
    const common = readShared(form);
    const chosen = readChosen(form);
    const kept = { chosen, shared: common.typed, wrong: common.wrong };
    if (common.wrong.length > 0) return mend(kept);
    const seen = shownIn(form.text('shown')) as Record<string, Readonly<Record<string, number>> | null>;
    const entries = Object.entries(chosen).map(([person, result]) => {
      const read = (name: string) => seen[person]?.[name] ?? 0;
      const fields = Object.entries({ result, ...common.values }).map(
        ([name, value]) => [name, { value, read: read(name) }] as const,
      );
      return { person, subject: '', turn, fields: Object.fromEntries(fields) };
    });
    if (entries.length === 0) return { ...kept, saved: 0, conflicts: [] };
    const given = { key: form.text('key'), unit: form.text('unit'), ledger: 'test' as const, day: form.text('day') };
    const reason = form.text('reason') || null;
    const done = await attempt(locals.api.evidence.enter.mutate({ ...given, reason, entries }), kept);
    if (done.failure) return done.failure;
    return { saved: done.answer.saved.length, conflicts: done.answer.conflicts };
  },
};

/** What is the same of all tests of one round: it is typed once. */
function readShared(form: Fields) {
  const ledger = ledgerOf('test');
  const typed = Object.fromEntries(shared.map((name) => [name, form.text(name)]));
  const wrong: string[] = [];
  const values: Record<string, string> = {};
  for (const name of shared) {
    const text = typed[name] ?? '';
    const field = ledger.fields.find((it) => it.name === name);
    if (text === '' || field === undefined) continue;
    if (field.kind === 'day' && !isDay(text)) wrong.push(name);
    else values[name] = text;
  }
  return { typed, values, wrong };
}

/** The rows somebody chose another result in than the page showed. */
function readChosen(form: Fields): Record<string, Result> {
  const rows = form.names().flatMap((name) => {
    const result = results.find((it) => it === form.text(name));
    const person = name.startsWith('result-') ? name.slice('result-'.length) : null;
    return person === null || result === undefined || result === form.text(`was-${person}`)
      ? []
      : [[person, result] as const];
  });
  return Object.fromEntries(rows);
}
