import type { Requirement, RequirementOf } from '@anmin/domain/measures/requirement';
import type { Vocabulary } from '@anmin/domain/measures/words';
import { actWord, checkWord, doseWord, gateRefusalWord, gateWord, perWord, triggerWord, unitWord } from './duty.ts';
import * as m from '#m';
import { getLocale } from '#locale';

/** What a duty asks, in a line, in the words of its notice. null: a rule of a counter, which its clause tells. */
export function tellDuty(requirement: Requirement, vocabulary: Vocabulary): string | null {
  const word = (code: string | null): string => {
    const known = code === null ? undefined : vocabulary[code];
    return known === undefined ? (code ?? '') : known[getLocale() === 'en' ? 'en' : 'zh'];
  };
  const words = (codes: readonly string[]): string => codes.map(word).join(m.portal_list_comma());
  switch (requirement.kind) {
    case 'status': {
      const trigger = triggerWord[requirement.trigger]({ by: word(requirement.by) });
      const duty = m.duty_status({ subject: word(requirement.subject), state: word(requirement.state), trigger });
      return requirement.bars.length === 0 ? duty : m.duty_status_bars({ duty, bars: words(requirement.bars) });
    }
    case 'gate': {
      const { of, exempt } = requirement;
      const duty = tellGate(requirement);
      return exempting(of === undefined ? duty : m.duty_of({ duty, of: words(of) }), words(exempt));
    }
    case 'cadence': {
      const { times, per, items } = requirement;
      const of = { activity: word(requirement.activity), each: word(requirement.each) };
      const duty =
        times === null || per === null
          ? m.duty_cadence_unset(of)
          : m.duty_cadence({ ...of, per: perWord[per](), times });
      return exposed(items.length === 0 ? duty : m.duty_items({ duty, items: words(items) }), requirement.exposure);
    }
    case 'coverage':
      return tellCoverage(requirement, words(requirement.groups));
    case 'deadline':
      return tellDeadline(requirement, word, words);
    case 'threshold': {
      const { from, measure } = requirement;
      const acts = requirement.acts
        .map(({ act, by }) => (by === null ? actWord[act]() : m.duty_act_by({ act: actWord[act](), by: word(by) })))
        .join(m.portal_list_comma());
      const of = word(requirement.of);
      if (measure === 'any') return m.duty_threshold_any({ of, acts });
      return from === null
        ? m.duty_threshold_unset({ of, acts })
        : m.duty_threshold({ of, from, unit: unitWord[measure](), acts });
    }
    case 'ladder': {
      const steps = requirement.steps.map(({ act, hours }) =>
        hours === null ? word(act) : m.duty_step_hours({ act: word(act), hours }),
      );
      return m.duty_ladder({ of: word(requirement.of), steps: steps.join(m.portal_list_comma()) });
    }
    case 'assignment': {
      const roles = requirement.roles.map(({ role, count }) => m.duty_role({ role: word(role), count }));
      const duty = m.duty_assignment({ each: word(requirement.each), roles: roles.join(m.portal_list_comma()) });
      return requirement.hoursADay === null ? duty : m.duty_hours({ duty, hours: requirement.hoursADay });
    }
    case 'ledger': {
      const { steps, fields } = requirement;
      const duty = m.duty_ledger({ of: word(requirement.of) });
      const stepped = steps.length === 0 ? duty : m.duty_steps({ duty, steps: words(steps) });
      const listed = fields.length === 0 ? stepped : m.duty_fields({ duty: stepped, fields: words(fields) });
      return exposed(listed, requirement.exposure);
    }
    case 'advice':
      return requirement.text[getLocale() === 'en' ? 'en' : 'zh'];
    case 'guideline':
      return m.duty_guideline({ title: requirement.title, edition: requirement.edition });
    default:
      return null;
  }
}

const exempting = (duty: string, exempt: string): string => (exempt === '' ? duty : m.duty_exempt({ duty, exempt }));

const exposed = (duty: string, exposure: RequirementOf<'ledger'>['exposure']): string =>
  exposure === undefined ? duty : m.duty_exposure({ duty, since: exposure.since });

function tellGate(requirement: RequirementOf<'gate'>): string {
  const at = gateWord[requirement.at]();
  const checks = requirement.checks.map((check) => checkWord[check]()).join(m.portal_list_comma());
  const reasons = requirement.refuses.map((reason) => gateRefusalWord[reason]()).join(m.portal_list_comma());
  if (reasons === '') return m.duty_gate({ at, checks });
  return checks === '' ? m.duty_gate_refuses({ at, reasons }) : m.duty_gate_both({ at, checks, reasons });
}

function tellCoverage(requirement: RequirementOf<'coverage'>, groups: string): string {
  const { ageMin, ageMax, floor, goal, by, dose } = requirement;
  const ages =
    ageMin === null
      ? ''
      : ageMax === null
        ? m.duty_ages_from({ from: ageMin })
        : m.duty_ages({ from: ageMin, to: ageMax });
  const base = m.duty_coverage({ groups, ages, dose: doseWord[dose]() });
  if (floor === null && goal === null) return m.duty_unset({ duty: base });
  const floored = floor === null ? base : m.duty_floor({ duty: base, percent: floor.permille / 10 });
  const aimed = goal === null ? floored : m.duty_goal({ duty: floored, percent: goal.permille / 10 });
  return by === null ? aimed : m.duty_by({ duty: aimed, day: by });
}

function tellDeadline(
  requirement: RequirementOf<'deadline'>,
  word: (code: string | null) => string,
  words: (codes: readonly string[]) => string,
): string {
  const { act, after, by, withinMinutes, onDays, to, signedBy } = requirement;
  const duty = after === null ? word(act) : m.duty_after({ after: word(after), act: word(act) });
  const timed =
    by !== null
      ? m.duty_by({ duty, day: by })
      : withinMinutes !== null
        ? m.duty_within({ duty, minutes: withinMinutes })
        : onDays.length > 0
          ? m.duty_on_days({ duty, days: onDays.join(m.portal_list_comma()) })
          : m.duty_unset({ duty });
  const sent = to.length === 0 ? timed : m.duty_to({ duty: timed, to: words(to) });
  return signedBy === null ? sent : m.duty_signed({ duty: sent, by: word(signedBy) });
}
