import { isOfTheLaw } from '@anmin/domain/appointments/service';
import { m } from '@anmin/words/m';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { chosenOf } from '../parts/chosen.ts';
import { ask } from './api.ts';
import { text, workIn, type Draft } from './draft.ts';
import { channelOf, codeText } from './journey/submit.ts';
import { codeRefusedText } from './sentences.ts';
import { wishOf, wishesFor } from './waiting.ts';

/** A draft that lacks nothing but a place, and the addresses of its service. */
export type Wanted = {
  readonly draft: Draft;
  readonly service: string;
  readonly office: string;
  /** the page itself, and where the time is chosen */
  readonly here: string;
  readonly when: string;
};

export type WaitingData = Awaited<ReturnType<typeof loadWaiting>>;
export type WaitingTyped = {
  readonly typed: { readonly days: string; readonly times: string; readonly anywhere: boolean };
  readonly ticked: { readonly agree: boolean; readonly consent: boolean };
};

/** What the page shows; where nobody keeps a line, and nothing is drawn, there is none. */
export async function loadWaiting(event: RequestEvent, wanted: Wanted) {
  const { draft, service, when } = wanted;
  const offices = await event.locals.api.office.list.query();
  const { terms, month, wishes } = await standing(event, wanted, offices.length);
  const drawn = month.refusal?.refused === 'underBallot';
  if (terms.waiting === null && !drawn) redirect(303, when);
  return {
    ...{ service, key: draft.key, code: draft.code, phoneProven: draft.phoneProven },
    chosen: chosenOf(draft.answers, offices),
    phone: terms.office.phone,
    /** The day is drawn: one applies for it, and for nothing else. */
    drawn,
    wishes,
  };
}

/** One POST of it: begin with a code, have another one sent, or get in line. */
export async function actOnWaiting(event: RequestEvent, wanted: Wanted) {
  const form = await event.request.formData();
  const { draft, here } = wanted;
  const act = text(form, 'act');
  if (act === 'begin') return begin(event, wanted, form);
  const typed = { days: text(form, 'days'), times: text(form, 'times'), anywhere: text(form, 'anywhere') === 'yes' };
  const ticked = { agree: text(form, 'agree') === 'yes', consent: text(form, 'consent') === 'yes' };
  const kept = { typed, ticked, refusal: null };
  if (act === 'code' || act === 'voice') {
    const again = { draft: draft.id, channel: channelOf(act), ...workIn(form) };
    const sent = await ask(event.locals.api.drafts.sendCode.mutate(again));
    if ('value' in sent) redirect(303, `${here}#code`);
    return fail(422, { ...kept, errors: [{ field: 'code', text: codeRefusedText(sent.refusal) }] });
  }
  const code = text(form, 'code').trim();
  const errors = [
    ...(draft.phoneProven || code !== '' ? [] : [{ field: 'code', text: m.error_sms_empty() }]),
    ...(ticked.agree || !isOfTheLaw(wanted.service) ? [] : [{ field: 'agree', text: m.error_agree() }]),
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
      wish: wishOf(typed, (await standing(event, wanted, 0)).wishes),
    }),
  );
  if ('refusal' in joined) return fail(409, { ...kept, errors: [], refusal: joined.refusal });
  redirect(303, `/chaxun/jieguo?houbu=${text(form, 'drawn') === 'yes' ? 'yaohao' : '1'}`);
}

/** How the day stands at the office, and what may be said would do as well. */
async function standing({ locals: { api } }: RequestEvent, { draft, service, office }: Wanted, offices: number) {
  const { day } = draft.answers;
  const terms = await api.office.terms.query({ service, office, day });
  const month = await api.office.month.query({ service, office, day });
  return {
    terms,
    month,
    wishes: wishesFor(draft.answers, month.slots ?? [], terms, isOfTheLaw(service) ? offices : 0),
  };
}

/** The code waits on the page; where it could not be sent, the page offers to ask for it. */
async function begin({ locals: { api } }: RequestEvent, { draft, here }: Wanted, form: FormData) {
  if (!draft.phoneProven && draft.code === null)
    await ask(api.drafts.sendCode.mutate({ draft: draft.id, ...workIn(form) }));
  redirect(303, here);
}
