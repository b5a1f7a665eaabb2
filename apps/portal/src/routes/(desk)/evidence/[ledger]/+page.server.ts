import { fileMost } from '@anmin/domain/evidence/file';
import { ledgerIds, ledgerOf } from '@anmin/domain/evidence/ledgers';
import { error } from '@sveltejs/kit';
import { addDays, isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { evidenceUnit } from '#lib/server/evidence-unit.ts';
import { readEntry, shownIn } from '#lib/server/evidence-form.ts';
import { fieldsOf, readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** how many days back the list begins; a habit of the page, not policy */
const back = 7;

const noKeys = { key: '', strikeKey: '', fileKey: '', turn: '' };

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const ledger = idIn(params.ledger);
  const { places, find, unit } = await evidenceUnit((await parent()).me, locals.api, url);
  const wished = asked(url, 'day');
  if (unit === '') return { ledger, places, find, unit, shown: null, list: null, duties: [], ...noKeys };
  const shown = await ask(locals.api.evidence.day.query({ unit, ledger, day: isDay(wished) ? wished : null }));
  const span = { from: addDays(shown.day, -back), until: shown.day };
  const list = await ask(locals.api.evidence.list.query({ unit, ledger, ...span }));
  const missing = ledger === 'checklist' ? await ask(locals.api.evidence.missing.query({ unit })) : null;
  const duties = (missing?.duties ?? []).flatMap(({ ledger: own, requirement: it, words }) =>
    own === 'checklist' && it.kind === 'cadence' ? [{ activity: it.activity, items: it.items, words }] : [],
  );
  const [key, strikeKey, fileKey] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const turn = crypto.randomUUID();
  return { ledger, places, find, unit, shown, list, duties, key, strikeKey, fileKey, turn };
};

export const actions: Actions = {
  enter: async ({ locals, request, params }) => {
    const id = idIn(params.ledger);
    const ledger = ledgerOf(id);
    const form = await readForm(request);
    const { values, wrong } = readEntry(ledger, form);
    const subject = form.text('subject');
    const person = form.text('person') || null;
    if (ledger.of === 'person' && person === null) wrong.unshift('person');
    if ((ledger.of === 'place' || ledger.of === 'item' || ledger.of === 'duty') && subject === '')
      wrong.unshift('subject');
    const kept = { values, subject, person, turn: form.text('turn') };
    if (wrong.length > 0) return mend({ ...kept, wrong });
    const read = shownIn(form.text('versions')) as Record<string, number>;
    const fields = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { value, read: read[name] ?? 0 }]),
    );
    const done = await attempt(
      locals.api.evidence.enter.mutate({
        ...{ key: form.text('key'), unit: form.text('unit'), day: form.text('day'), ledger: id },
        ...{ reason: form.text('reason') || null, entries: [{ person, subject, turn: kept.turn, fields }] },
      }),
      { ...kept, wrong },
    );
    return done.failure ?? { entered: true, conflicts: done.answer.conflicts };
  },
  attach: async ({ locals, request }) => {
    // more than the site takes at all: the form never arrived
    const sent = await request.formData().catch(() => null);
    if (sent === null) return mend({ fileFaults: ['file:big'] });
    const form = fieldsOf(sent);
    const [attaching, field, file] = [form.text('entry'), form.text('field'), sent.get('file')];
    const kept = { attaching, field };
    const isFile = file instanceof File && file.size > 0;
    if (field === '' || !isFile)
      return mend({
        ...kept,
        fileFaults: [...(field === '' ? ['field:empty'] : []), ...(isFile ? [] : ['file:none'])],
      });
    if (file.size > fileMost.bytes) return mend({ ...kept, fileFaults: ['file:big'] });
    const base64 = Buffer.from(await file.arrayBuffer()).toString('base64');
    const wish = { key: form.text('key'), entry: attaching, field, file: base64 };
    const done = await attempt(locals.api.evidence.attach.mutate(wish), kept);
    return done.failure ?? { attached: true };
  },
  strike: async ({ locals, request }) => {
    const form = await readForm(request);
    const given = { key: form.text('key'), entry: form.text('entry'), reason: form.text('reason') };
    if (given.reason.length < 2) return mend({ wrong: ['strike-reason'], striking: given.entry });
    const version = Number(form.text('version'));
    const done = await attempt(locals.api.evidence.strike.mutate({ ...given, version }), { striking: given.entry });
    return done.failure ?? { struck: true };
  },
};

function idIn(text: string) {
  const found = ledgerIds.find((it) => it === text);
  if (found === undefined) error(404, 'notFound', {});
  return found;
}
