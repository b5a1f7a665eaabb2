import type { PrivacySettingKind } from '@anmin/domain/people/rights';
import { m } from '@anmin/words/m';

/** Days, but for the share of a person who takes lists out, and for how hard browsers work. */
export function amountOf(kind: PrivacySettingKind, amount: number | null): string {
  if (amount === null) return m.portal_retention_unset();
  if (kind === 'proofOfWork')
    return amount === 0 ? m.portal_retention_work_off() : m.portal_retention_work({ n: amount });
  return kind === 'exportAlone' ? m.portal_retention_persons({ n: amount }) : m.portal_retention_days({ n: amount });
}

/** The field of an amount. */
export function amountLabel(kind: PrivacySettingKind): string {
  if (kind === 'proofOfWork') return m.portal_retention_amount_work();
  return kind === 'exportAlone' ? m.portal_retention_amount_persons() : m.portal_retention_amount_days();
}
