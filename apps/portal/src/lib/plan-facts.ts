import type { BallotRules, OfficeRules } from '@anmin/domain/appointments/settings';
import { m } from '@anmin/words/m';
import { lateWord } from '@anmin/words/queue';
import { penaltyText } from '@anmin/words/penalty';
import { idAskedWord } from '@anmin/words/visits';
import { timeRangeText } from '@anmin/words/times';
import { channelWord } from '@anmin/words/vocabulary';
import { methodName, serviceName } from '#lib/services.ts';
import { clock, plainDay } from '#lib/days.ts';
import { planWords } from '#lib/plan-words.ts';

/** What a plan settles, rule by rule, for who only looks: a line for each of several. */
export function planFacts(rules: OfficeRules): readonly { name: string; text: string }[] {
  return names.map((name) => ({ name: planWords[name](), text: texts[name](rules) || m.portal_not_given() }));
}

const colon = (name: string, text: string | number) => `${name}${m.portal_list_colon()}${text}`;

function ballotText({ applyFrom, applyUntil, drawAt, publicValue, answerHours }: BallotRules): string {
  const wall = (moment: string) => moment.replace('T', ' ');
  return [
    colon(m.ballot_applying(), m.ballot_span({ from: wall(applyFrom), until: wall(applyUntil) })),
    ...(drawAt === undefined ? [] : [colon(m.ballot_plan_draw(), wall(drawAt))]),
    colon(m.ballot_plan_value(), publicValue),
    colon(m.ballot_plan_hours(), answerHours),
  ].join(m.portal_list_comma());
}

const texts: Readonly<Record<keyof OfficeRules, (rules: OfficeRules) => string>> = {
  services: ({ services }) => services.map(serviceName).join(m.portal_list_comma()),
  opens: ({ opens }) => (opens === 'daily' ? m.service_opens_daily() : m.service_opens_working_days()),
  quota: ({ quota }) => String(quota),
  slots: ({ slots }) =>
    slots
      .map(({ starts, ends, weight }) => `${timeRangeText(starts, ends)}　${colon(m.portal_plan_weight(), weight)}`)
      .join('\n'),
  shares: ({ shares: { online, phone, counter } }) =>
    [
      colon(channelWord.online(), online),
      colon(channelWord.phone(), phone),
      colon(channelWord.counter(), counter),
    ].join(m.portal_list_comma()),
  fallBacks: ({ fallBacks = [] }) =>
    fallBacks
      .map(({ from, to, minutesBefore }) =>
        m.fall_back_text({ from: channelWord[from](), to: channelWord[to](), hours: minutesBefore / 60 }),
      )
      .join('\n'),
  peakDays: ({ peakDays }) =>
    peakDays
      .map(({ day, quota, ballot }) => {
        const drawn = ballot === undefined ? '' : `　${ballotText(ballot)}`;
        return `${plainDay(day)}　${colon(m.portal_plan_quota(), quota)}${drawn}`;
      })
      .join('\n'),
  extraDays: ({ extraDays }) => extraDays.map(({ day, reason }) => `${plainDay(day)}　${reason}`).join('\n'),
  leadWorkingDays: ({ leadWorkingDays }) => String(leadWorkingDays),
  windowDays: ({ windowDays }) => String(windowDays),
  releaseAt: ({ releaseAt }) => clock(releaseAt),
  closeAt: ({ closeAt }) => (closeAt === null ? '' : clock(closeAt)),
  cancelBefore: ({ cancelBefore: { days, at } }) =>
    [colon(m.portal_plan_cancelDays(), days), colon(m.portal_plan_cancelAt(), clock(at))].join('\n'),
  walkIns: ({ walkIns }) => (walkIns ? m.field_yes() : m.field_no()),
  restMinutes: ({ restMinutes }) => (restMinutes === undefined ? '' : m.line_rest_span(restMinutes)),
  waitHours: ({ waitHours }) => (waitHours === undefined ? '' : String(waitHours)),
  waitOffers: ({ waitOffers }) =>
    waitOffers === undefined ? '' : m.line_offers_span({ from: clock(waitOffers.from), to: clock(waitOffers.to) }),
  offerHours: ({ offerHours }) => String(offerHours),
  offerWithinWorkingDays: ({ offerWithinWorkingDays }) => String(offerWithinWorkingDays),
  reminders: ({ reminders }) =>
    reminders
      .map(({ daysBefore, at }) => `${colon(m.portal_plan_reminder_days(), daysBefore)}　${clock(at)}`)
      .join('\n'),
  penalties: ({ penalties = [] }) => penalties.map(penaltyText).join('\n'),
  inside: ({ inside }) => (inside === undefined ? '' : String(inside)),
  insideOver: ({ insideOver }) => (insideOver === 'withReason' ? m.field_yes() : m.field_no()),
  visits: ({ visits }) =>
    visits === undefined
      ? ''
      : [
          colon(m.plan_visits_hours(), visits.answerHours ?? m.visits_at_once()),
          colon(m.plan_visits_visitors(), visits.visitors),
          colon(m.plan_visits_id(), idAskedWord[visits.idNumber]()),
          ...(visits.residentDay === null ? [] : [colon(m.plan_visits_day(), visits.residentDay)]),
          ...(visits.methods.length === 0
            ? []
            : [colon(m.plan_visits_methods(), visits.methods.map(methodName).join(m.portal_list_comma()))]),
        ].join('\n'),
  fewLeft: ({ fewLeft }) => String(fewLeft),
  keyAreas: ({ keyAreas }) => keyAreas.join(m.portal_list_comma()),
  queue: ({ queue }) =>
    queue === undefined
      ? ''
      : [
          ...queue.letters.map(({ service, letter }) => colon(serviceName(service), letter)),
          queue.lateAfterMinutes === null
            ? m.queue_plan_late_none()
            : m.queue_plan_late_after_text({ n: queue.lateAfterMinutes, late: lateWord[queue.late]() }),
        ].join('\n'),
  extraMaterials: ({ extraMaterials }) =>
    extraMaterials.map(({ service, zh }) => colon(serviceName(service), zh)).join('\n'),
};

const names = Object.keys(texts) as (keyof OfficeRules)[];
