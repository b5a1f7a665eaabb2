import { doseFaults } from '@anmin/domain/vaccination/dose';
import { hindranceFaults } from '@anmin/domain/vaccination/hindrance';
import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { doseFaultWord, hindranceFaultWord } from '@anmin/words/vaccination';
import type { Mending } from '#lib/form-state.ts';

export type VaccinationErrorCode = keyof typeof sentences;

/** What is wrong with what was typed, with the control to mend it at. */
export const vaccinationError = (code: VaccinationErrorCode): Mending => ({ field: code, text: sentences[code]() });

const sentences = {
  kind: m.vaccination_kind_empty,
  number: m.vaccination_number_wrong,
  on: m.vaccination_day_empty,
  from: m.vaccination_day_empty,
  until: m.vaccination_day_empty,
  nextOn: m.vaccination_day_empty,
  conditionGood: m.vaccination_criterion_empty,
  medicationStable: m.vaccination_criterion_empty,
  suitable: m.vaccination_criterion_empty,
  medic: m.vaccination_assessment_medic_empty,
  reason: m.vaccination_reason_why_empty,
} as const;

/** What the office found wrong, beside what else is on record. */
export function faultsOf(refusal: Refusal | null | undefined): Mending[] {
  const named = refusal?.facts['fields'];
  return (Array.isArray(named) ? named : []).flatMap((name): Mending[] => {
    const [what, fault] = String(name).split(':');
    const ofDose = doseFaults.find((it) => it === fault);
    if (what === 'dose' && ofDose !== undefined)
      return [{ field: ofDose === 'numberTaken' ? 'number' : 'on', text: doseFaultWord[ofDose]() }];
    const ofHindrance = hindranceFaults.find((it) => it === fault);
    if (what !== 'note') return [];
    if (ofHindrance !== undefined)
      return [{ field: ofHindrance === 'evidence' ? 'evidence' : 'until', text: hindranceFaultWord[ofHindrance]() }];
    return fault === 'nextOn'
      ? [{ field: 'nextOn', text: m.vaccination_fault_next() }]
      : [{ field: 'on', text: m.vaccination_fault_future() }];
  });
}
