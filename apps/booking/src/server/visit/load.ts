import type { Answers } from '@anmin/domain/appointments/answers';
import { findService, isOfferedOn, isOfTheLaw, type ServiceDefinition } from '@anmin/domain/appointments/service';
import { m } from '@anmin/words/m';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { chosenOf } from '../../parts/chosen.ts';
import type { Draft } from '../draft.ts';
import { monthFor, nextOpenDays } from '../journey/days.ts';
import { asksOn, fieldsOn, placeIn, visitSteps, type VisitSlug } from './steps.ts';

/** A service that is asked by its definition; what a law asks has pages of its own. */
export async function serviceAt({ locals, params }: RequestEvent<{ service: string }>): Promise<ServiceDefinition> {
  const { services, today } = await locals.api.office.now.query();
  const found = isOfTheLaw(params.service) ? null : findService(services, params.service);
  return found !== null && isOfferedOn(found, today) ? found : error(404, 'notFound');
}

/** What a page of the service needs to be drawn. */
export async function loadVisit(event: RequestEvent, general: ServiceDefinition, slug: VisitSlug, draft: Draft | null) {
  const { locals, url } = event;
  const { mode } = locals.look;
  const own = draft?.answers.service === general.id ? draft : null;
  /** As the chosen place offers it. */
  const service = own?.service ?? general;
  const answers: Answers = { ...own?.answers, service: service.id };
  const all = await locals.api.office.list.query({ kind: service.institution });
  const offices = all.filter(({ services }) => services.includes(service.id));
  if (!offices.some(({ id }) => id === answers.office)) answers.office = '';
  const at = placeIn(mode, service, slug, answers, own?.errors ?? []);
  if (at !== slug) redirect(303, `/fuwu/${service.id}/${at}${url.search}`);
  const wanted = answers.office ? { service: service.id, office: answers.office } : null;
  const asksDay = slug === 'shijian' || slug === 'riqi';
  const asksTime = slug === 'shijian' || slug === 'jidian';
  const terms = wanted === null ? null : await locals.api.office.terms.query(wanted);
  const waits = (terms?.waiting ?? null) !== null;
  const most = url.searchParams.has('duo') ? 40 : 10;
  const steps = visitSteps(mode, service);
  const before = steps[steps.indexOf(slug) - 1];
  const asks = asksOn(mode, service, slug);
  // the receipt is the last screen of the standard rendering
  const facts = { n: steps.indexOf(slug) + 1, of: steps.length + (mode === 'elder' ? 0 : 1) };
  return {
    ...{ service, slug, answers, offices, base: `/fuwu/${service.id}` },
    chosen: chosenOf(answers, offices),
    place: {
      text: mode === 'elder' ? m.booking_page_of(facts) : m.booking_step_of(facts),
      back: before === undefined ? undefined : `/fuwu/${service.id}/${before}`,
    },
    terms,
    days: wanted !== null && asksDay ? await nextOpenDays(locals.api, wanted, answers, most, waits) : null,
    month: wanted !== null && asksTime && answers.day ? await monthFor(locals.api, wanted, answers) : null,
    asked: [...(own?.fields ?? [])],
    asks,
    /** Times that would do as well, and what keeps a visitor out by a rule in force. */
    others:
      own !== null && asks.some(({ ask }) => ask === 'wishes')
        ? await locals.api.drafts.others.mutate({ draft: own.id })
        : [],
    admission: own?.admission ?? null,
    /** A service for which nobody comes, where one of these places offers it. */
    instead: all.some(({ services }) => services.some((it) => it === general.instead))
      ? (general.instead ?? null)
      : null,
    fields: fieldsOn(mode, service, slug, own?.fields ?? []),
    ...{ key: own?.key ?? '', code: own?.code ?? null, phoneProven: own?.phoneProven ?? false },
  };
}
