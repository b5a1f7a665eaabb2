import { ledgerOf } from '@anmin/domain/evidence/ledgers';
import { gridFields, valueOf, type GridField, type Shown } from '#lib/evidence/cells.ts';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { shownIn } from '#lib/server/evidence-form.ts';
import { evidenceUnit } from '#lib/server/evidence-unit.ts';
import { readForm, type Fields } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

const turns = ledgerOf('temperature').turns ?? [];

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { places, find, unit } = await evidenceUnit((await parent()).me, locals.api, url);
  const wished = asked(url, 'day');
  const day = isDay(wished) ? wished : null;
  const shown = unit === '' ? null : await ask(locals.api.evidence.day.query({ unit, ledger: 'temperature', day }));
  const turn = turns.find((it) => it === asked(url, 'turn')) ?? turns[0] ?? '';
  return { places, find, unit, shown, turn, turns, key: crypto.randomUUID() };
};

export const actions: Actions = {
  save: async ({ locals, request }) => {
    const form = await readForm(request);
    const { entries, wrong, typed } = readRows(form);
    if (wrong.length > 0) return mend({ typed, wrong });
    if (entries.length === 0) return { saved: { at: null, entries: [], conflicts: [] } };
    const given = { unit: form.text('unit'), day: form.text('day'), key: form.text('key'), ledger: 'temperature' };
    const reason = form.text('reason') || null;
    const done = await attempt(locals.api.evidence.enter.mutate({ ...given, ledger: 'temperature', reason, entries }), {
      typed,
      wrong,
    });
    if (done.failure) return done.failure;
    const { at, saved, conflicts } = done.answer;
    return { saved: { at, entries: saved, conflicts } };
  },
};

/** The rows in which somebody changed a cell of what the page showed; what they did not touch is not theirs to write. */
function readRows(form: Fields) {
  const wrong: string[] = [];
  const typed: Record<string, string> = {};
  const shown = shownIn(form.text('shown')) as Record<string, Shown>;
  const entries = Object.entries(shown).flatMap(([person, { cells, versions }]) => {
    const fields = gridFields.flatMap((field) => {
      const name = `${field}-${person}`;
      if (!form.has(name)) return [];
      const text = form.all(name).join(' ').trim();
      if (text === cells[field]) return [];
      typed[name] = text;
      const value = valueOf(field, text);
      if (value === undefined) wrong.push(name);
      return value === undefined ? [] : [[field, { value, read: versions[field] ?? 0 }] as const];
    });
    if (fields.length === 0) return [];
    return [
      {
        person,
        subject: '',
        turn: form.text('turn'),
        fields: Object.fromEntries(fields) as Record<GridField, (typeof fields)[number][1]>,
      },
    ];
  });
  return { entries, wrong, typed };
}
