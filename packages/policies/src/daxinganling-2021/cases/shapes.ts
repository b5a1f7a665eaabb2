import type { Case } from '@anmin/domain/measures/case';

const at = '2022-03-15T12:00';

/** A list is closed once every step of its entry is recorded and every field signed off; each one lacking keeps it open. */
export function list(rule: string, steps: readonly string[], fields: readonly string[] = []): Case[] {
  const told = (name: string, done: readonly string[], signedOff: readonly string[], missing: string[] = []): Case => ({
    rule,
    name,
    kind: 'ledger',
    given: { entries: steps.length === 0 ? [] : [{ id: 'entry', steps: done }], signedOff },
    at,
    then: missing.length === 0 ? 'met' : 'due',
    missing,
  });
  return [
    told('is closed once everything is recorded', steps, fields),
    ...steps.map((step) => told(`stays open without ${step}`, without(steps, step), fields, ['entry'])),
    ...fields.map((field) => told(`stays open without a word on ${field}`, steps, without(fields, field), [field])),
  ];
}

/** Everybody named is enough; a role without its person is a breach, and so is a second one where the text says one. */
export function named(rule: string, roles: Readonly<Record<string, 'one' | 'atLeastOne'>>): Case[] {
  const all: Record<string, number> = Object.fromEntries(Object.keys(roles).map((role) => [role, 1]));
  const told = (name: string, given: Record<string, number>, then: 'met' | 'breached'): Case => ({
    rule,
    name,
    kind: 'assignment',
    given: { subjects: [{ id: 'subject', roles: given, hours: null }] },
    at,
    then,
    missing: then === 'met' ? [] : ['subject'],
  });
  return [
    told('is met once each role has its person', all, 'met'),
    ...Object.entries(roles).flatMap(([role, many]) => [
      told(`is breached without ${role}`, { ...all, [role]: 0 }, 'breached'),
      told(`and a second ${role}`, { ...all, [role]: 2 }, many === 'one' ? 'breached' : 'met'),
    ]),
  ];
}

/** Each check is needed, each refusal refuses; whether a stored reason opens the gate depends on its modality. */
export function gate(
  rule: string,
  checks: readonly string[],
  refusals: readonly string[],
  yieldsToReason = false,
): Case[] {
  const told = (
    name: string,
    answered: readonly string[],
    found: readonly string[],
    override: string | null,
    missing: readonly string[],
  ): Case => ({
    rule,
    name,
    kind: 'gate',
    given: { answers: { checks: answered, found, exemptions: [], override } },
    at,
    then: missing.length === 0 ? 'met' : 'breached',
    missing,
  });
  return [
    told('lets pass whoever answers every check', checks, [], null, []),
    ...checks.map((check) => told(`needs ${check}`, without(checks, check), [], 'a reason', [check])),
    ...refusals.flatMap((reason) => [
      told(`refuses for ${reason}`, checks, [reason], null, [reason]),
      told(`with a stored reason for ${reason}`, checks, [reason], 'a reason', yieldsToReason ? [] : [reason]),
    ]),
  ];
}

/** Due until it is in place; whoever passes although barred is a breach. */
export function state(rule: string, word: string, bars: readonly string[] = []): Case[] {
  const told = (name: string, inPlace: boolean, passed: readonly string[]): Case => ({
    rule,
    name,
    kind: 'status',
    given: { inPlace, passages: passed.map((bar) => ({ bar, at })) },
    at,
    then: passed.length > 0 ? 'breached' : inPlace ? 'met' : 'due',
    missing: passed.length > 0 ? passed : inPlace ? [] : [word],
  });
  return [
    told('is met once it is in place', true, []),
    told('is due until it is in place', false, []),
    ...bars.map((bar) => told(`bars ${bar}`, true, [bar])),
  ];
}

/** Nothing is late where the text gives no number, whatever lies undone. */
export function unset(rule: string, kind: 'cadence' | 'coverage' | 'deadline' | 'threshold'): Case {
  const told = { rule, name: 'is not set: the text gives no number', at, then: 'notSet', missing: [] } as const;
  switch (kind) {
    case 'cadence':
      return { ...told, kind, given: { subjects: ['subject'], done: [], since: '2021-12-13' } };
    case 'coverage':
      return { ...told, kind, given: { persons: 100, contraindicated: 0, eligible: 100, vaccinated: 0 } };
    case 'deadline':
      return { ...told, kind, given: { event: '2022-01-10T10:00', done: [] } };
    case 'threshold':
      return { ...told, kind, given: { size: 1000, done: [], at: '2022-01-10T10:00' } };
  }
}

const without = (words: readonly string[], word: string): string[] => words.filter((it) => it !== word);
