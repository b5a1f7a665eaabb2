import { rangeOf, whereNotSet, type PrivacySettingKind } from '@anmin/domain/people/rights';
import { m } from '@anmin/words/m';

/** Days, but for the kinds that count something else. */
export function amountOf(kind: PrivacySettingKind, amount: number | null): string {
  if (amount === null) return unsetOf(kind);
  if (kind === 'proofOfWork' && amount === 0) return m.portal_retention_work_off();
  return (counting[kind]?.amount ?? m.portal_retention_days)({ n: amount });
}

function unsetOf(kind: PrivacySettingKind): string {
  const guard = guardOf(kind);
  return guard === undefined ? m.portal_retention_unset() : m.portal_retention_unset_guard({ amount: guard });
}

/** The field of an amount. */
export function amountLabel(kind: PrivacySettingKind): string {
  return (counting[kind]?.label ?? m.portal_retention_amount_days)();
}

export function amountHint(kind: PrivacySettingKind): string | undefined {
  const guard = guardOf(kind);
  const own = counting[kind]?.hint?.({ n: rangeOf(kind).most });
  return own ?? (guard === undefined ? undefined : m.portal_retention_guard_hint({ amount: guard }));
}

/** What holds where nothing is settled, in words; undefined: nothing does. */
function guardOf(kind: PrivacySettingKind): string | undefined {
  const guards: Partial<Record<PrivacySettingKind, number>> = whereNotSet;
  const amount = guards[kind];
  return amount === undefined ? undefined : amountOf(kind, amount);
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
  undoHours: { amount: m.portal_retention_hours, label: m.portal_retention_amount_hours },
  requestsDaily: { amount: m.portal_retention_requests_daily, label: m.portal_retention_amount_reveals },
  revealsHourly: {
    amount: m.portal_retention_reveals,
    label: m.portal_retention_amount_reveals,
    hint: m.portal_retention_reveals_hint,
  },
};
