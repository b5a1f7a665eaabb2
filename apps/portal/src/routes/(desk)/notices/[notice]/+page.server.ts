import { isDay } from '#lib/days.ts';
import { readAfter } from '#lib/list.ts';
import { may } from '#lib/may.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { me } = await parent();
  const asked = { notice: params.notice };
  const sees = may(me, 'measures.see');
  return {
    notice: await ask(locals.api.measures.notice.query(asked)),
    stands: sees ? await ask(locals.api.measures.clauseStandings.query(asked)) : null,
    chain: sees ? await ask(locals.api.forwardings.chain.query({ ...asked, after: readAfter(url) })) : null,
    addressees: may(me, 'notices.draft') ? await ask(locals.api.forwardings.addressees.query(asked)) : [],
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  forward: async ({ locals, params, request }) => {
    const form = await readForm(request);
    const typed = {
      ...{ unit: form.text('unit'), recipients: form.all('recipients'), number: form.text('number') },
      ...{ day: form.text('day'), note: form.text('note') },
    };
    const wrong = [
      ...(typed.recipients.length === 0 ? (['recipients'] as const) : []),
      ...(typed.number.length < 2 ? (['number'] as const) : []),
      ...(isDay(typed.day) ? [] : (['day'] as const)),
    ];
    if (wrong.length > 0) return mend({ typed, wrong });
    const wish = { ...typed, notice: params.notice, key: form.text('key') };
    const sent = await attempt(locals.api.forwardings.forward.mutate(wish), { typed, wrong });
    return sent.failure ?? { done: 'forward' as const, sent: sent.answer.sent };
  },
  confirm: async ({ locals, request }) => {
    const form = await readForm(request);
    const wish = { forwarding: form.text('forwarding'), note: form.text('readNote'), key: form.text('key') };
    const read = await attempt(locals.api.forwardings.confirm.mutate(wish), { forwarding: wish.forwarding });
    return read.failure ?? { done: 'confirm' as const };
  },
  urge: async ({ locals, request }) => {
    const form = await readForm(request);
    const wish = { forwarding: form.text('forwarding'), key: form.text('key') };
    const urged = await attempt(locals.api.forwardings.urge.mutate(wish), { forwarding: wish.forwarding });
    return urged.failure ?? { done: 'urge' as const };
  },
};
