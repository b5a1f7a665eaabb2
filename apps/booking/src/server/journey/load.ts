import type { Answers, Field } from '@anmin/domain/appointments/answers';
import { fieldsFor } from '@anmin/domain/appointments/application';
import { findService } from '@anmin/domain/appointments/service';
import { houseServices } from '@anmin/domain/appointments/services/house';
import { readService } from '@anmin/domain/appointments/party';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '@anmin/words/m';
import { chosenOf } from '../../parts/chosen.ts';
import { counterpart, firstOpen, stepsFor, type Slug, type Step } from '../../steps/steps.ts';
import type { Draft } from '../draft.ts';
import { openFields } from '../errors.ts';
import { serviceIn } from '../service.ts';
import { applicationDayOf, firstUsefulMonth, nextOpenDays, type Wanted } from './days.ts';

/** What a page of the journey needs to be drawn; a citizen who jumped ahead is led back to what is still open. */
export async function loadStep(event: RequestEvent, slug: Slug, draft: Draft | null) {
  const { locals, url } = event;
  const answers = withAddress(draft?.answers ?? {}, url);
  const offices = await locals.api.office.list.query({ kind: 'marriageRegistrationOffice' });
  const asked = await fieldsAsked(event, draft, answers, offices[0]?.id);
  const steps = stepsFor(locals.look.mode, answers, asked);
  const open =
    draft === null ? asked.filter((field) => (answers[field] ?? '') === '') : openFields(draft.errors, draft.answers);
  const step = guard(slug, steps, open, url);
  const wanted = wantedOf(answers, offices);
  return {
    step,
    answers,
    offices,
    chosen: chosenOf(answers, offices),
    place: placeOf(step, steps, locals.look.mode === 'elder'),
    returns: url.searchParams.has('hui'),
    ...(await questionsOf(event, step, answers, wanted, asked)),
  };
}

/** Before an office is chosen, a notice that binds the first one counts, so that the number of pages stays the same. */
async function fieldsAsked(
  { locals }: RequestEvent,
  draft: Draft | null,
  answers: Answers,
  first: string | undefined,
): Promise<readonly Field[]> {
  if (draft !== null && (draft.answers.office ?? '') !== '') return draft.fields;
  const service = readService(answers.service);
  if (service === null || first === undefined)
    return fieldsFor(findService(houseServices, service ?? undefined), false);
  return fieldsFor(
    findService(houseServices, service),
    (await locals.api.office.terms.query({ service, office: first })).gate,
  );
}

async function questionsOf(
  { locals, url }: RequestEvent,
  step: Step,
  answers: Answers,
  wanted: Wanted | null,
  asked: readonly Field[],
) {
  const ready = wanted !== null && (wanted.service !== 'divorceCertificate' || applicationDayOf(answers) !== null);
  const choosing = step.slug === 'shijian' && (!ready || url.searchParams.has('gai'));
  const from = url.searchParams.get('yue') ?? undefined;
  const showsMonth = ready && ((step.slug === 'shijian' && !choosing) || step.slug === 'jidian');
  return {
    choosing,
    terms: wanted === null ? null : await locals.api.office.terms.query(wanted),
    month: showsMonth ? await firstUsefulMonth(locals.api, wanted, answers, from) : null,
    days:
      ready && step.slug === 'natian'
        ? await nextOpenDays(locals.api, wanted, answers, url.searchParams.has('duo') ? 40 : 10)
        : null,
    county: url.searchParams.get('xian'),
    asked: [...asked],
  };
}

function guard(slug: Slug, steps: readonly Step[], open: readonly Field[], url: URL): Step {
  const step = steps.find((it) => it.slug === slug);
  const earlier = firstOpen(slug, steps, open);
  const instead = step === undefined ? counterpart(slug, steps, open) : earlier;
  if (instead !== null && instead !== slug) redirect(303, `/hunyin/yuyue/${instead}${url.search}`);
  if (step === undefined) redirect(303, '/hunyin');
  return step;
}

function placeOf(step: Step, steps: readonly Step[], elder: boolean) {
  const at = steps.indexOf(step);
  const before = steps[at - 1];
  // the receipt is the last screen of the standard rendering
  const facts = elder ? { n: at + 1, of: steps.length } : { n: at + 1, of: steps.length + 1 };
  return {
    text: elder ? m.booking_page_of(facts) : m.booking_step_of(facts),
    back: before === undefined ? '/hunyin' : `/hunyin/yuyue/${before.slug}`,
  };
}

/** The start page and links name the service in the address; what is in the draft goes before it. */
function withAddress(answers: Answers, url: URL): Answers {
  const service = answers.service ?? serviceIn(url) ?? undefined;
  return service === undefined ? answers : { ...answers, service };
}

function wantedOf(answers: Answers, offices: readonly { id: string }[]): Wanted | null {
  const service = readService(answers.service);
  const office =
    offices.find(({ id }) => id === answers.office)?.id ?? (offices.length === 1 ? offices[0]?.id : undefined);
  return service === null || office === undefined ? null : { service, office };
}
