import type { OfficeRules } from '@anmin/domain/appointments/settings';
import { m } from '@anmin/words/m';

export const planWords: Readonly<Record<keyof OfficeRules, () => string>> = {
  services: m.portal_plan_services,
  opens: m.service_opens,
  quota: m.portal_plan_quota,
  slots: m.portal_plan_slots,
  shares: m.portal_plan_shares,
  fallBacks: m.fall_back_title,
  peakDays: m.portal_plan_peakDays,
  extraDays: m.portal_plan_extraDays,
  leadWorkingDays: m.portal_plan_lead,
  windowDays: m.portal_plan_window,
  releaseAt: m.portal_plan_releaseAt,
  closeAt: m.portal_plan_closeAt,
  cancelBefore: m.portal_plan_cancelBefore,
  walkIns: m.portal_plan_walkIns,
  restMinutes: m.line_rest,
  waitHours: m.line_wait_hours,
  waitOffers: m.line_offers,
  offerHours: m.portal_plan_offerHours,
  offerWithinWorkingDays: m.portal_plan_offerWithin,
  reminders: m.portal_plan_reminders,
  penalties: m.portal_plan_penalties,
  inside: m.service_inside,
  insideOver: m.service_inside_over,
  visits: m.plan_visits,
  fewLeft: m.portal_plan_fewLeft,
  keyAreas: m.portal_plan_keyAreas,
  queue: m.queue_plan,
  extraMaterials: m.portal_plan_materials,
};

export type WrongPlace = { readonly path: readonly string[]; readonly message: string };

/** What must be mended in a plan, in words, with the control it belongs to. */
export function planError({ path, message }: WrongPlace): { field: string; text: string } {
  const [name = '', ...rest] = path;
  if (name === 'validFrom') return { field: 'validFrom', text: m.portal_plan_validFrom_empty() };
  if (name === 'source') return { field: 'source', text: m.portal_plan_source_empty() };
  const what = isRule(name) ? planWords[name]() : name;
  if (message === 'slotReversed') return { field: 'slots', text: m.portal_plan_slot_reversed() };
  if (message === 'slotsOverlap') return { field: 'slots', text: m.portal_plan_slots_overlap() };
  if (message === 'noShare') return { field: 'online', text: m.portal_plan_no_share() };
  if (message in fallWords) return { field: 'fallBacks', text: fallWords[message]?.() ?? '' };
  if (message === 'restReversed') return { field: 'restFrom', text: m.line_rest_reversed() };
  if (message === 'offersReversed') return { field: 'offersFrom', text: m.line_offers_reversed() };
  if (message === 'ballotNeedsLine') return { field: 'waitHours', text: m.ballot_needs_line() };
  if (message === 'ballotNotPossible') return { field: 'peakDays', text: m.ballot_not_possible() };
  const line = Number(rest[0]);
  return {
    field: controls[name] ?? name,
    text: Number.isNaN(line) ? m.portal_plan_wrong({ what }) : m.portal_plan_wrong_line({ what, n: line + 1 }),
  };
}

const fallWords: Readonly<Record<string, () => string>> = {
  fallsNowhere: m.fall_back_nowhere,
  fallsTwice: m.fall_back_twice,
  fallsInCircle: m.fall_back_circle,
};

const controls: Readonly<Record<string, string>> = {
  shares: 'online',
  cancelBefore: 'cancelDays',
  restMinutes: 'restFrom',
  waitOffers: 'offersFrom',
};

function isRule(name: string): name is keyof OfficeRules {
  return Object.hasOwn(planWords, name);
}
