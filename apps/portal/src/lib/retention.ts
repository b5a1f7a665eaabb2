import type { PrivacySettingKind } from '@anmin/domain/people/rights';
import { m } from '@anmin/words/m';

/** Days, but for the share of a person who takes lists out. */
export function amountOf(kind: PrivacySettingKind, amount: number | null): string {
  if (amount === null) return m.portal_retention_unset();
  return kind === 'exportAlone' ? m.portal_retention_persons({ n: amount }) : m.portal_retention_days({ n: amount });
}
