import { readService } from '@anmin/domain/appointments/party';
import { m } from '@anmin/words/m';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { chosenOf } from '../../../parts/chosen.ts';
import { ask } from '../../../server/api.ts';
import { openUnbooked, text, workIn, type Draft } from '../../../server/draft.ts';
import { channelOf, codeText } from '../../../server/journey/submit.ts';
import { codeRefusedText } from '../../../server/sentences.ts';
import { wishOf, wishesFor } from '../../../server/waiting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { draft, service, office } = await wanted(event);
  const { api } = event.locals;
  const offices = await api.office.list.query();
  const terms = await api.office.terms.query({ service, office, day: draft.answers.day });
  const month = await api.office.month.query({ service, office, day: draft.answers.day });
  const drawn = month.refusal?.refused === 'underBallot';
  if (terms.waiting === null && !drawn) redirect(303, '/hunyin/yuyue/shijian');
  return {
    ...{ answers: draft.answers, key: draft.key, code: draft.code, phoneProven: draft.phoneProven },
    chosen: chosenOf(draft.answers, offices),
    phone: terms.office.phone,
    /** The day is drawn: one applies for it, and for nothing else. */
    drawn,
    wishes: wishesFor(draft.answers, month.slots ?? [], terms, offices.length),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const { draft } = await wanted(event);
    const act = text(form, 'act');
    if (act === 'begin') return begin(event, draft, form);
    const typed = { days: text(form, 'days'), times: text(form, 'times'), anywhere: text(form, 'anywhere') === 'yes' };
    const ticked = { agree: text(form, 'agree') === 'yes', consent: text(form, 'consent') === 'yes' };
    const kept = { typed, ticked, refusal: null };
    if (act === 'code' || act === 'voice') {
      const again = { draft: draft.id, channel: channelOf(act), ...workIn(form) };
      const sent = await ask(event.locals.api.drafts.sendCode.mutate(again));
      if ('value' in sent) redirect(303, '/hunyin/houbu#code');
      return fail(422, { ...kept, errors: [{ field: 'code', text: codeRefusedText(sent.refusal) }] });
    }
    const code = text(form, 'code').trim();
    const errors = [
      ...(draft.phoneProven || code !== '' ? [] : [{ field: 'code', text: m.error_sms_empty() }]),
      ...(ticked.agree ? [] : [{ field: 'agree', text: m.error_agree() }]),
      ...(ticked.consent ? [] : [{ field: 'consent', text: m.error_consent() }]),
    ];
    if (errors.length > 0) return fail(422, { ...kept, errors });
    if (!draft.phoneProven) {
      const confirmed = await ask(event.locals.api.drafts.confirmCode.mutate({ draft: draft.id, code }));
      if ('refusal' in confirmed)
        return fail(422, {
          ...kept,
          errors: [{ field: 'code', text: codeText(confirmed.refusal) ?? m.error_sms_expired() }],
        });
    }
    const joined = await ask(
      event.locals.api.waiting.join.mutate({
        ...{ draft: draft.id, key: text(form, 'key'), agree: true, consent: true, ...workIn(form) },
        wish: wishOf(typed, await wishesNow(event, draft)),
      }),
    );
    if ('refusal' in joined) return fail(409, { ...kept, errors: [], refusal: joined.refusal });
    redirect(303, `/chaxun/jieguo?houbu=${text(form, 'drawn') === 'yes' ? 'yaohao' : '1'}`);
  },
};

async function wishesNow({ locals: { api } }: RequestEvent, { answers }: Draft) {
  const { office = '', day } = answers;
  const service = readService(answers.service) ?? 'marriage';
  const terms = await api.office.terms.query({ service, office, day });
  const month = await api.office.month.query({ service, office, day });
  return wishesFor(answers, month.slots ?? [], terms, 0);
}

/** The code waits on the page; where it could not be sent, the page offers to ask for it. */
async function begin({ locals: { api } }: RequestEvent, draft: Draft, form: FormData) {
  if (!draft.phoneProven && draft.code === null)
    await ask(api.drafts.sendCode.mutate({ draft: draft.id, ...workIn(form) }));
  redirect(303, '/hunyin/houbu');
}

/** What was asked for before: who has not yet said all of it goes back to where it is asked. */
async function wanted(event: RequestEvent) {
  const draft = await openUnbooked(event);
  const service = readService(draft?.answers.service);
  const office = draft?.answers.office ?? '';
  if (draft === null || service === null || office === '' || draft.errors.length > 0)
    redirect(303, '/hunyin/yuyue/shijian');
  return { draft, service, office };
}
