import { readTemperature } from '@anmin/domain/evidence/typing';
import { settingKinds, type Setting } from '@anmin/domain/evidence/settings';
import { periods } from '@anmin/domain/measures/duty';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { evidenceUnit } from '#lib/server/evidence-unit.ts';
import { readForm, type Fields } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { places, find, unit } = await evidenceUnit((await parent()).me, locals.api, url);
  const kind = settingKinds.find((it) => it === asked(url, 'kind')) ?? 'feverFrom';
  const key = crypto.randomUUID();
  if (unit === '') return { places, find, unit, kind, settled: null, open: [], key };
  const settled = await ask(locals.api.evidence.settings.query({ unit }));
  const { duties } = await ask(locals.api.evidence.missing.query({ unit }));
  // a number the notice gives itself is nobody else's to set
  const open = (duties ?? []).flatMap(({ requirement: it, words, basis }) =>
    it.kind === 'cadence' && it.times === null ? [{ activity: it.activity, each: it.each, words, basis }] : [],
  );
  return { places, find, unit, kind, settled, open, key };
};

export const actions: Actions = {
  settle: async ({ locals, request }) => {
    const form = await readForm(request);
    const typed = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
    const { setting, wrong } = readSetting(form);
    const [source, validFrom] = [form.text('source'), form.text('validFrom')];
    if (source.length < 2) wrong.push('source');
    if (!isDay(validFrom)) wrong.push('validFrom');
    if (setting === null || wrong.length > 0) return mend({ typed, wrong });
    const given = { key: form.text('key'), unit: form.text('unit'), setting, source, validFrom };
    const done = await attempt(locals.api.evidence.settle.mutate(given), { typed, wrong });
    return done.failure ?? { settled: true };
  },
};

function readSetting(form: Fields): { setting: Setting | null; wrong: string[] } {
  const kind = settingKinds.find((it) => it === form.text('kind'));
  const text = form.text('amount');
  if (kind === 'feverFrom') {
    const amount = readTemperature(text)?.tenths;
    return amount === undefined ? { setting: null, wrong: ['amount'] } : { setting: { kind, amount }, wrong: [] };
  }
  if (kind === 'places') {
    const names = [
      ...new Set(
        form
          .text('names')
          .split(/\s*\n\s*/)
          .filter(Boolean),
      ),
    ];
    const fits = names.length > 0 && names.length <= 200 && names.every((it) => it.length <= 40);
    return fits ? { setting: { kind, names }, wrong: [] } : { setting: null, wrong: ['names'] };
  }
  const amount = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (kind === 'stockDays')
    return amount >= 1 && amount <= 365
      ? { setting: { kind, amount }, wrong: [] }
      : { setting: null, wrong: ['amount'] };
  if (kind === 'observationMinutes')
    return amount >= 1 && amount <= 240
      ? { setting: { kind, amount }, wrong: [] }
      : { setting: null, wrong: ['amount'] };
  const [activity = '', each = ''] = form.text('duty').split(' ');
  const per = periods.find((it) => it === form.text('per'));
  const wrong = [
    ...(each === '' ? ['duty'] : []),
    ...(amount < 1 || amount > 24 ? ['amount'] : []),
    ...(per === undefined ? ['per'] : []),
  ];
  if (wrong.length > 0 || per === undefined) return { setting: null, wrong };
  return { setting: { kind: 'frequency', activity, each, times: amount, per }, wrong };
}
