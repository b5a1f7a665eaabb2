import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { ask } from '../api.ts';
import { openDraft, text, workIn } from '../draft.ts';
import { codeRefusedText } from '../sentences.ts';
import type { Shown } from '../errors.ts';
import { outcome, type Outcome } from './act.ts';

type Ticked = NonNullable<Outcome['ticked']>;

/** The last page of the form: the code once more, or the booking. */
export async function submitOn(event: RequestEvent, form: FormData) {
  const draft = await openDraft(event, 'booking');
  if (draft === null) redirect(303, '/hunyin');
  if (draft.booked !== null) redirect(303, `/chenggong/${draft.booked.token}`);
  const ticked = { agree: text(form, 'agree') === 'yes', consent: text(form, 'consent') === 'yes' };
  const act = text(form, 'act');
  if (act === 'code' || act === 'voice')
    return sendAgain(event, { draft: draft.id, channel: channelOf(act), ...workIn(form) }, ticked);
  const code = text(form, 'code');
  const missing = missingOf(ticked, !draft.phoneProven && code.trim() === '');
  if (missing.length > 0) return failed(422, { errors: missing }, ticked);
  return submit(event, { draft: draft.id, key: text(form, 'key'), code, ...workIn(form) }, ticked);
}

async function submit(
  event: RequestEvent,
  given: { draft: string; key: string; code: string; work?: string },
  ticked: Ticked,
) {
  const { api } = event.locals;
  const { code, ...rest } = given;
  const sent = api.drafts.submit.mutate({ ...rest, ...(code === '' ? {} : { code }), agree: true, consent: true });
  const answer = await ask(sent).catch(() => null);
  if (answer === null) return fail(503, outcome({ ticked, unknown: true }));
  if ('value' in answer) redirect(303, `/chenggong/${answer.value.token}`);
  return refused(event, given.draft, answer.refusal, ticked);
}

async function refused({ locals: { api } }: RequestEvent, draft: string, refusal: Refusal, ticked: Ticked) {
  const text = codeText(refusal);
  if (text !== null) return failed(422, { errors: [{ field: 'code', text }] }, ticked);
  if (refusal.refused === 'keyReused' || refusal.refused === 'wrongInput') redirect(303, '/hunyin/yuyue/hedui');
  const considered = await ask(api.drafts.consider.mutate({ draft }));
  const alternatives = 'value' in considered ? considered.value.alternatives : [];
  return failed(409, { refusal, alternatives }, ticked);
}

/** Refusals that belong beside the code's own field. */
export function codeText({ refused, facts }: Refusal): string | null {
  switch (refused) {
    case 'codeWrong':
      return m.error_sms_wrong({ n: String(facts['left'] ?? 0) });
    case 'codeExpired':
      return m.error_sms_expired();
    case 'codeLimit':
      return codeRefusedText({ refused, facts });
    case 'phoneNotProven':
      return m.error_sms_empty();
    default:
      return null;
  }
}

/** The button pressed: the code as a text once more, or read out by a call. */
export function channelOf(act: 'code' | 'voice'): 'sms' | 'voice' {
  return act === 'voice' ? 'voice' : 'sms';
}

type Again = { readonly draft: string; readonly channel: 'sms' | 'voice'; readonly work?: string };

async function sendAgain({ locals: { api } }: RequestEvent, again: Again, ticked: Ticked) {
  const sent = await ask(api.drafts.sendCode.mutate(again));
  if ('value' in sent) redirect(303, '/hunyin/yuyue/hedui#code');
  return failed(422, { errors: [{ field: 'code', text: codeText(sent.refusal) ?? m.error_sms_soon() }] }, ticked);
}

function missingOf({ agree, consent }: Ticked, code: boolean): Shown[] {
  return [
    ...(code ? [{ field: 'code', text: m.error_sms_empty() }] : []),
    ...(agree ? [] : [{ field: 'agree', text: m.error_agree() }]),
    ...(consent ? [] : [{ field: 'consent', text: m.error_consent() }]),
  ];
}

function failed(status: number, given: Partial<Outcome>, ticked: Ticked) {
  return fail(status, outcome({ ...given, ticked }));
}
