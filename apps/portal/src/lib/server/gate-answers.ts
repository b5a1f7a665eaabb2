import { gateChecks, gateRefusals } from '@anmin/domain/measures/duty';
import type { Fields } from '#lib/server/form.ts';

/** A question without an answer is neither found nor cleared: the office says that it is open. */
export function readAnswers(form: Fields) {
  const checks = gateChecks.filter((it) => form.all('checks').includes(it));
  const found = gateRefusals.filter((it) => form.text(`reason-${it}`) === 'yes');
  const cleared = gateRefusals.filter((it) => form.text(`reason-${it}`) === 'no');
  return { checks, found, cleared, exemptions: form.all('exemptions') };
}
