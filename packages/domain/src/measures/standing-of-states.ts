import { breached, due, met } from './answer.ts';
import type { Evaluator } from './records.ts';

/** Not yet in place is due, for 「立即」 gives no number (I8); whoever passed although barred is a breach. */
export const statusStands: Evaluator<'status'> = ({ requirement }, { inPlace, passages }) => {
  const [first, ...more] = passages.filter(({ bar }) => requirement.bars.includes(bar));
  if (first !== undefined)
    return breached(
      [first, ...more].map(({ bar }) => bar),
      first.at,
    );
  return inPlace ? met : due([requirement.state]);
};

/** All checks, none of the refusals; only a PRINCIPLE yields to a stored reason, and never to a missing check. */
export const gateStands: Evaluator<'gate'> = ({ requirement, modality }, { answers }) => {
  if (answers === null) return met;
  const unchecked = requirement.checks.filter((check) => !answers.checks.includes(check));
  if (unchecked.length > 0) return breached(unchecked);
  const exempt = requirement.exempt.some((exemption) => answers.exemptions.includes(exemption));
  const overridden = modality === 'principle' && answers.override !== null;
  const found = exempt || overridden ? [] : requirement.refuses.filter((reason) => answers.found.includes(reason));
  return found.length > 0 ? breached(found) : met;
};

/**
 * Each failed finding is one step further, a passed one reopens without going back. A step that needs records is not
 * open before they are on file; one that somebody decides waits for the decision.
 */
export const ladderStands: Evaluator<'ladder'> = ({ requirement }, { findings, records, decided }, asOf) => {
  const failed = findings.filter(({ passed }) => !passed);
  const step = requirement.steps[Math.min(failed.length, requirement.steps.length) - 1];
  const last = failed.at(-1);
  if (step === undefined || last === undefined || findings.at(-1)?.passed === true) return met;
  if (step.needs !== null && (records[step.needs.record] ?? 0) < step.needs.count) return due([step.needs.record]);
  if (step.decidedBy !== null) return decided ? breached([step.act], last.at) : due([step.decidedBy]);
  const until = step.hours === null ? null : hoursAfter(last.at, step.hours);
  return until === null || asOf < until ? breached([step.act], last.at) : due(['recheck'], until);
};

function hoursAfter(at: string, hours: number): string {
  return Temporal.PlainDateTime.from(at).add({ hours }).toString({ smallestUnit: 'minute' });
}
