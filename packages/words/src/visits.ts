import type { DeclineReason, Instead, VisitRules } from '@anmin/domain/appointments/visit-rules';
import * as m from '#m';
import type { Word } from './vocabulary.ts';

export const declineWord = {
  residentUnable: m.decline_resident_unable,
  houseBusy: m.decline_house_busy,
  measures: m.decline_measures,
  cannotConfirm: m.decline_cannot_confirm,
} satisfies Record<DeclineReason, Word>;

export const idAskedWord = {
  full: m.plan_visits_id_full,
  tail: m.plan_visits_id_tail,
  none: m.plan_visits_id_none,
} satisfies Record<VisitRules['idNumber'], Word>;

export const insteadWord = {
  otherDay: m.instead_other_day,
  video: m.instead_video,
  call: m.instead_call,
} satisfies Record<Instead, Word>;
