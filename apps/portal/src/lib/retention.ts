import { rangeOf, type PrivacySettingKind } from '@anmin/domain/people/rights';
import { m } from '@anmin/words/m';

/** Days, but for the kinds that count something else. */
export function amountOf(kind: PrivacySettingKind, amount: number | null): string {
  if (amount === null) return m.portal_retention_unset();
  if (kind === 'proofOfWork' && amount === 0) return m.portal_retention_work_off();
  return (counting[kind]?.amount ?? m.portal_retention_days)({ n: amount });
}

/** The field of an amount. */
export function amountLabel(kind: PrivacySettingKind): string {
  return (counting[kind]?.label ?? m.portal_retention_amount_days)();
}

export function amountHint(kind: PrivacySettingKind): string | undefined {
  return counting[kind]?.hint?.({ n: rangeOf(kind).most });
}

type Words = {
  readonly amount: (inputs: { n: number }) => string;
  readonly label: () => string;
  readonly hint?: (inputs: { n: number }) => string;
};

const counting: Partial<Record<PrivacySettingKind, Words>> = {
  exportAlone: { amount: m.portal_retention_persons, label: m.portal_retention_amount_persons },
  proofOfWork: {
    amount: m.portal_retention_work,
    label: m.portal_retention_amount_work,
    hint: () => m.portal_retention_work_hint(),
  },
  revealsHourly: {
    amount: m.portal_retention_reveals,
    label: m.portal_retention_amount_reveals,
    hint: m.portal_retention_reveals_hint,
  },
};
