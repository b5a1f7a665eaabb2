import { fields, isOwnField, type Answers, type Field } from '@anmin/domain/appointments/answers';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import { m } from '@anmin/words/m';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { ask } from '../api.ts';
import { given, openUnbooked, startDraft, text, workIn } from '../draft.ts';
import { shownErrors } from '../errors.ts';
import { outcome } from '../journey/act.ts';
import { channelOf, codeText } from '../journey/submit.ts';
import { visitSteps, type VisitSlug } from './steps.ts';

/** One POST of a page: keep what was typed, then lead on, book, or come back with what to change. */
export async function actOnVisit(event: RequestEvent, service: ServiceDefinition, slug: VisitSlug, form: FormData) {
  const { api, look } = event.locals;
  const draft = (await openUnbooked(event))?.id ?? (await startDraft(event, 'booking'));
  const base = `/fuwu/${service.id}`;
  const act = text(form, 'act');
  if (act === 'pick') {
    const [office = '', day = '', time = ''] = text(form, 'choice').split('|');
    await api.drafts.fill.mutate({ draft, answers: { service: service.id, office, day, time } });
    redirect(303, `${base}/tianxie`);
  }
  const typed = { ...typedOn(form), service: service.id };
  const { answers, errors } = await api.drafts.fill.mutate({ draft, answers: typed });
  if (act === 'switch') redirect(303, `${event.url.pathname}?${text(form, 'to')}`);
  const steps = visitSteps(look.mode, service);
  const next = steps[steps.indexOf(slug) + 1];
  const wrong = shownErrors(
    errors.filter(({ code }) => code !== 'slot.empty'),
    answers,
    service,
  );
  if (slug === 'shijian' || slug === 'jidian') {
    const whole = act !== 'look' && text(form, 'shown') === (answers.day ?? '');
    if (whole && (answers.time ?? '') === '') wrong.push({ field: 'time', text: m.error_slot_empty() });
    if (wrong.length > 0) return fail(422, outcome({ errors: wrong }));
    redirect(303, whole && next !== undefined ? `${base}/${next}` : `${base}/${slug}#shiduan`);
  }
  if (slug === 'riqi' && (answers.day ?? '') === '') wrong.push({ field: 'day', text: m.error_slot_empty() });
  if (slug === 'tianxie' && look.mode === 'standard' && act === 'submit' && text(form, 'consent') !== 'yes')
    wrong.push({ field: 'consent', text: m.error_consent() });
  if (wrong.length > 0) return fail(422, outcome({ errors: wrong }));
  if (slug === 'zhandian' || slug === 'riqi' || slug === 'kanwang' || slug === 'fangshi')
    redirect(303, `${base}/${next ?? slug}`);
  return prove(event, { draft, form, base, slug });
}

type Proving = { readonly draft: string; readonly form: FormData; readonly base: string; readonly slug: VisitSlug };

/** Whether the office would take it, then the code for the phone, then the booking. */
async function prove(event: RequestEvent, { draft, form, base, slug }: Proving) {
  const { api, look } = event.locals;
  const act = text(form, 'act');
  const { refusal, alternatives, citations } = await api.drafts.consider.mutate({ draft });
  if (refusal !== null) return fail(409, outcome({ refusal, alternatives, citations }));
  const shown = await api.drafts.show.mutate({ draft });
  const code = text(form, 'code');
  const again = act === 'code' || act === 'voice';
  if (!shown.phoneProven && (again || shown.code === null)) {
    const sent = await ask(
      api.drafts.sendCode.mutate({ draft, channel: act === 'voice' ? channelOf(act) : 'sms', ...workIn(form) }),
    );
    if ('refusal' in sent) {
      const said = codeText(sent.refusal);
      if (said === null) return fail(409, outcome({ refusal: sent.refusal }));
      return fail(422, outcome({ errors: [{ field: 'code', text: said }] }));
    }
    redirect(303, `${base}/${look.mode === 'elder' ? 'hedui' : 'tianxie'}#code`);
  }
  if (look.mode === 'elder' && slug === 'tianxie') redirect(303, `${base}/hedui`);
  if (text(form, 'consent') !== 'yes')
    return fail(422, outcome({ errors: [{ field: 'consent', text: m.error_consent() }] }));
  const key = text(form, 'key') || shown.key;
  const sent = api.drafts.submit.mutate({
    ...{ draft, key, consent: true, agree: true, ...workIn(form) },
    ...(code === '' ? {} : { code }),
  });
  const answer = await ask(sent).catch(() => null);
  if (answer === null) return fail(503, outcome({ unknown: true }));
  if ('value' in answer) redirect(303, `/chenggong/${answer.value.token}`);
  const said = codeText(answer.refusal);
  if (said !== null) return fail(422, outcome({ errors: [{ field: 'code', text: said }] }));
  if (answer.refusal.refused === 'keyReused') redirect(303, `${base}/${slug}`);
  return fail(409, outcome({ refusal: answer.refusal }));
}

/** The fields the page asked; an unticked box or an unchosen radio sends nothing and means empty. */
function typedOn(form: FormData): Answers {
  const asked = text(form, 'asks').split(',');
  const known = asked.filter((name): name is Field => fields.some((it) => it === name) || isOwnField(name));
  const typed = given(form, known);
  // the times of another place or day are other times
  const moved = form.has('was') && text(form, 'was') !== `${typed.office ?? ''} ${typed.day ?? ''}`;
  return moved ? { ...typed, time: '' } : typed;
}
