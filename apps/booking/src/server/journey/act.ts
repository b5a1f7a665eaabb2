import { fields, type Answers, type Field } from '@anmin/domain/appointments/answers';
import { readService } from '@anmin/domain/appointments/party';
import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { stepsFor, type Slug } from '../../steps/steps.ts';
import type { Citation } from '../../parts/citation.ts';
import { ask, type Api } from '../api.ts';
import { given, openDraft, openUnbooked, startDraft, text, workIn, type Draft } from '../draft.ts';
import { shownErrors, type Shown } from '../errors.ts';
import { applicationDayOf, monthFor, windowRefusal } from './days.ts';

export type Alternative = Awaited<ReturnType<Api['drafts']['consider']['mutate']>>['alternatives'][number];

/** What a page shows instead of, or beside, its form after a POST that did not lead on. */
export type Outcome = {
  readonly errors: readonly Shown[];
  readonly refusal: Refusal | null;
  readonly alternatives: readonly Alternative[];
  /** The clauses of a refusal, in words. */
  readonly citations?: readonly Citation[];
  /** The boxes of the last page, kept as they were. */
  readonly ticked?: { readonly agree: boolean; readonly consent: boolean };
  /** No answer came after sending: whether the booking was made is not known. */
  readonly unknown?: boolean;
};

/** One POST of a page: keep what was typed, then lead on, or back to the same page with what to change. */
export async function actOn(event: RequestEvent, slug: Slug, form: FormData) {
  const old = await openUnbooked(event);
  const draft = old?.id ?? (await startDraft(event, 'booking'));
  const act = text(form, 'act');
  if (act === 'pick') return pick(event, draft, text(form, 'choice'));
  const typed = withTime(typedOn(form), old?.answers ?? {});
  const { answers, errors } = await event.locals.api.drafts.fill.mutate({ draft, answers: typed });
  if (act === 'switch') redirect(303, withMode(event.url, text(form, 'to')));
  if (slug === 'xianqu') return toCounty(event.url, text(form, 'county'));
  if (act.startsWith('day:')) return lookAt(event, draft, act.slice('day:'.length));
  const turned = form.has('shown') && text(form, 'shown') !== (answers.day ?? '');
  const looks = act === 'look' || (turned && (answers.day ?? '') !== '');
  const asksTime = !looks && text(form, 'asks').includes('time');
  const wrong = shownErrors(relevant(errors, answers, asksTime), answers);
  if (wrong.length > 0) return fail(422, outcome({ errors: wrong }));
  if (turned) return lookAt(event, draft, answers.day ?? '');
  const refusal = await refusalBefore(event.locals.api, slug, answers);
  if (refusal !== null) return fail(409, outcome({ refusal }));
  if (looks) redirect(303, `/hunyin/yuyue/shijian${backTo(event.url)}#${text(form, 'at')}`);
  return lead(event, slug, draft, workIn(form));
}

/** A day without its time: the times of the day come next, on the same page. */
async function lookAt({ locals, url }: RequestEvent, draft: string, day: string) {
  await locals.api.drafts.fill.mutate({ draft, answers: { day, time: '' } });
  redirect(303, `/hunyin/yuyue/shijian${backTo(url)}#shiduan`);
}

async function lead(event: RequestEvent, slug: Slug, id: string, work: Work) {
  const { api } = event.locals;
  const draft = { ...(await api.drafts.show.mutate({ draft: id })), id };
  const steps = stepsFor(event.locals.look.mode, draft.answers, draft.fields);
  const complete = draft.errors.length === 0;
  const next =
    complete && event.url.searchParams.has('hui')
      ? 'hedui'
      : steps[steps.findIndex((step) => step.slug === slug) + 1]?.slug;
  if (next === 'hedui' && complete) return toCheck(event, draft, work);
  redirect(303, `/hunyin/yuyue/${next ?? 'hedui'}`);
}

type Work = ReturnType<typeof workIn>;

/** Asked before a code is sent, so that nobody types one in vain. */
async function toCheck({ locals: { api } }: RequestEvent, draft: Draft, work: Work) {
  const { refusal, alternatives } = await api.drafts.consider.mutate({ draft: draft.id });
  if (refusal !== null) return fail(409, outcome({ refusal, alternatives }));
  // the code waits on the next page; where it could not be sent, that page offers to ask for it
  if (!draft.phoneProven && draft.code === null) {
    const sent = await ask(api.drafts.sendCode.mutate({ draft: draft.id, ...work }));
    if ('refusal' in sent && sent.refusal.refused === 'workNeeded')
      return fail(409, outcome({ refusal: sent.refusal }));
  }
  redirect(303, '/hunyin/yuyue/hedui');
}

async function pick({ locals: { api } }: RequestEvent, draft: string, choice: string) {
  const [office = '', day = '', time = ''] = choice.split('|');
  await api.drafts.fill.mutate({ draft, answers: { office, day, time } });
  redirect(303, '/hunyin/yuyue/hedui');
}

function toCounty(url: URL, county: string) {
  if (county === '') return fail(422, outcome({ errors: [{ field: 'county', text: m.booking_county_empty() }] }));
  const kept = url.searchParams.has('hui') ? '&hui=1' : '';
  redirect(303, `/hunyin/yuyue/dengjichu?xian=${encodeURIComponent(county)}${kept}`);
}

/** Told as soon as it is known, before anybody types a name. */
async function refusalBefore(api: Api, slug: Slug, answers: Answers): Promise<Refusal | null> {
  const service = readService(answers.service);
  const { office } = answers;
  if (service === null || office === undefined || office === '') return null;
  const wanted = { service, office };
  if (service === 'divorceCertificate' && applicationDayOf(answers) === null) return null;
  if (slug === 'shouli' || slug === 'shijian') {
    const closed = await windowRefusal(api, wanted, answers);
    if (closed !== null) return closed;
  }
  const asksDay = slug === 'shijian' || slug === 'natian';
  if (!asksDay || (answers.day ?? '') === '') return null;
  const { refusal } = await monthFor(api, wanted, answers);
  // who applies for a day that is drawn fills in all of it first
  return refusal?.refused === 'underBallot' ? null : refusal;
}

/** The fields the page asked; an unticked box or an unchosen radio sends nothing and means empty. */
function typedOn(form: FormData): Answers {
  const asked = text(form, 'asks').split(',');
  return given(
    form,
    fields.filter((field) => asked.includes(field)),
  );
}

/** The times of another service or office are other times. */
function withTime(typed: Answers, old: Answers): Answers {
  const moved = (['service', 'office'] as const).some(
    (name) => typed[name] !== undefined && typed[name] !== (old[name] ?? ''),
  );
  return moved ? { ...typed, time: '' } : typed;
}

/** Where only the day is asked, a missing time is not yet missing. */
function relevant<E extends { field: Field; code: string }>(
  errors: readonly E[],
  answers: Answers,
  asksTime: boolean,
): E[] {
  return errors.filter(({ code }) => code !== 'slot.empty' || asksTime || (answers.day ?? '') === '');
}

/** Keeps what was typed when a script sends the form on a change of the rendering. */
function withMode(url: URL, to: string): string {
  return `${url.pathname}?${new URLSearchParams([...url.searchParams, ...new URLSearchParams(to)]).toString()}`;
}

function backTo(url: URL): string {
  const kept = new URLSearchParams([...url.searchParams].filter(([name]) => name === 'hui' || name === 'yue'));
  return kept.size === 0 ? '' : `?${kept.toString()}`;
}

export function outcome(given: Partial<Outcome>): Outcome {
  return { errors: [], refusal: null, alternatives: [], ...given };
}

export async function bookedAlready(event: RequestEvent): Promise<string | null> {
  return (await openDraft(event, 'booking'))?.booked?.token ?? null;
}
