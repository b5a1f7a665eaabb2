import { exportedLists } from '@anmin/domain/sheets/ledgers';
import { redirect } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { officeOf } from '#lib/office.ts';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm, type Fields } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const { me } = await parent();
  const day = asked(url, 'day');
  const ledger = ledgerOf(asked(url, 'ledger'));
  // a ledger is of any unit, and whoever may not take it out is told by the office
  const office = ledger === 'bookings' ? officeOf(me, url, 'exports.make') : asked(url, 'office').slice(0, 50);
  return { office, ledger, day: isDay(day) ? day : me.today, key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const typed = typedIn(form);
    const wrong = wrongIn(typed);
    if (wrong.length > 0) return mend({ typed, wrong });
    const made = await attempt(locals.api.exports.make.mutate({ key: form.text('key'), ...typed }), { typed, wrong });
    if (made.failure) return made.failure;
    const state = made.answer.needsApproval ? 'waiting' : 'ready';
    return redirect(303, `/admin/exports?office=${encodeURIComponent(typed.office)}&made=${state}`);
  },
};

const ledgerOf = (text: string) => exportedLists.find((it) => it === text) ?? 'bookings';

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
