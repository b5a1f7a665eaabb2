import { positionsOf, readService } from '@anmin/domain/appointments/party';
import { m } from '@anmin/words/m';
import type { Slug } from '../../steps/steps.ts';
import type { JourneyData } from './data.ts';

export function titleOf({ step, answers }: Pick<JourneyData, 'step' | 'answers'>): string {
  const service = readService(answers.service);
  const alone = positionsOf(service).length === 1;
  return titles[step.slug](alone);
}

const titles: Readonly<Record<Slug, (alone: boolean) => string>> = {
  shijian: () => m.booking_when_title(),
  xinxi: (alone) => (alone ? m.booking_applicant_title() : m.booking_people_title()),
  yewu: () => m.booking_service_title(),
  xianqu: () => m.booking_county_title(),
  dengjichu: () => m.booking_office_title(),
  shouli: () => m.booking_application_title(),
  natian: () => m.booking_day_title(),
  jidian: () => m.booking_time_title(),
  nanfang: () => m.booking_man_title(),
  nvfang: () => m.booking_woman_title(),
  shenqingren: () => m.booking_applicant_title(),
  xunwen: () => m.booking_screening_title(),
  shouji: () => m.booking_phone_title(),
  hedui: () => m.booking_check_title(),
};
