import { exportedLists, isOnPaper, type ExportedList } from '@anmin/domain/sheets/ledgers';
import { redirect } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { officeOf } from '#lib/office.ts';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm, type Fields } from '#lib/server/form.ts';
import { columnsToChoose } from '#lib/server/ledger-sheets.ts';
import { sheetColumn } from '#lib/sheets.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const { me } = await parent();
  const day = asked(url, 'day');
  const ledger = ledgerOf(asked(url, 'ledger'));
  // a ledger is of any unit, and whoever may not take it out is told by the office
  const office = ledger === 'bookings' ? officeOf(me, url, 'exports.make') : asked(url, 'office').slice(0, 50);
  const columns = columnsOf(ledger);
  return { office, ledger, columns, day: isDay(day) ? day : me.today, key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const typed = typedIn(form);
    const wrong = wrongIn(typed);
    if (wrong.length > 0) return mend({ typed, wrong, columns: form.all(sheetColumn) });
    const made = await attempt(locals.api.exports.make.mutate({ key: form.text('key'), ...typed }), {
      ...{ typed, wrong, columns: form.all(sheetColumn) },
    });
    if (made.failure) return made.failure;
    const state = made.answer.needsApproval ? 'waiting' : 'ready';
    const given = new URLSearchParams({ office: typed.office, made: state });
    for (const column of columnsIn(form, typed.ledger)) given.append(sheetColumn, column);
    return redirect(303, `/admin/exports?${given.toString()}`);
  },
};

const ledgerOf = (text: string) => exportedLists.find((it) => it === text) ?? 'bookings';

/** What there is to choose of a ledger; a form on paper goes out whole. */
const columnsOf = (ledger: ExportedList) => (ledger === 'bookings' || isOnPaper(ledger) ? [] : columnsToChoose(ledger));

/** What was chosen, where it is not all there is. */
function columnsIn(form: Fields, ledger: ExportedList): string[] {
  const all = columnsOf(ledger).map(({ name }) => name);
  const chosen = all.filter((name) => form.all(sheetColumn).includes(name));
  return chosen.length === all.length ? [] : chosen;
}

function typedIn(form: Fields) {
  const [office, reason] = [form.text('office'), form.text('reason')];
  const ledger = ledgerOf(form.text('ledger'));
  return { office, reason, ledger, from: form.text('from'), until: form.text('until'), whole: form.has('whole') };
}

function wrongIn({ from, until, reason }: ReturnType<typeof typedIn>) {
  return [
    ...(isDay(from) ? [] : (['from'] as const)),
    ...(isDay(until) && until >= from ? [] : (['until'] as const)),
    ...(reason.length < 2 ? (['reason'] as const) : []),
  ];
}
