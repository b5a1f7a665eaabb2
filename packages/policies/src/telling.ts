import type { Case, CaseOf } from '@anmin/domain/measures/case';
import { gateRefusals } from '@anmin/domain/measures/duty';
import type { Pack, RuleVersion } from '@anmin/domain/measures/notice';
import type { DutyKind } from '@anmin/domain/measures/records';
import { isDuty } from '@anmin/domain/measures/standing';

type Told<Kind extends DutyKind> = Pick<CaseOf<Kind>, 'name' | 'given' | 'then' | 'missing'> & { readonly at?: string };

/**
 * Tells cases by construction, all at one moment unless one says otherwise. Each takes once more, beside the rule, what
 * the text asks for: a rule that asks for more, for less or in another way than told here turns a case red.
 */
export function telling(at: string) {
  const [earlier, later] = [inYears(at, -1), inYears(at, 1)];

  const tell = <Kind extends DutyKind>(rule: string, kind: Kind, told: readonly Told<Kind>[]): CaseOf<Kind>[] =>
    told.map((it) => ({ rule, kind, at, ...it }));

  /** An entry is open while one of its steps is lacking, the list while one of its fields is not signed off. */
  function list(rule: string, steps: readonly string[], fields: readonly string[] = []): Case[] {
    const given = (done: readonly string[], signedOff: readonly string[]) => ({
      entries: [{ id: 'entry', steps: done }],
      signedOff,
    });
    return tell(rule, 'ledger', [
      { name: 'is closed with every step and field', given: given(steps, fields), then: 'met' },
      { name: 'is open for nothing beside its fields', given: { entries: [], signedOff: fields }, then: 'met' },
      ...steps.map((step) => ({
        name: `is open without ${step}`,
        given: given(without(steps, step), fields),
        then: 'due' as const,
        missing: ['entry'],
      })),
      ...fields.map((field) => ({
        name: `is open without a word on ${field}`,
        given: given(steps, without(fields, field)),
        then: 'due' as const,
        missing: [field],
      })),
    ]);
  }

  /** Nothing is late where the text gives no number, whatever lies undone. */
  function unset(rule: string, kind: 'cadence' | 'coverage' | 'threshold' = 'cadence'): Case[] {
    const told = { name: 'is not set: the text gives no number', then: 'notSet' } as const;
    switch (kind) {
      case 'cadence':
        return tell(rule, kind, [{ ...told, given: { subjects: ['one'], done: [], since: earlier.slice(0, 10) } }]);
      case 'coverage':
        return tell(rule, kind, [
          { ...told, given: { persons: 100, contraindicated: 0, eligible: 100, vaccinated: 0 } },
        ]);
      case 'threshold':
        return tell(rule, kind, [{ ...told, given: { size: 1000, done: [], at: earlier } }]);
    }
  }

  /** 「立即」, 「第一时间」, 「按时」: asked for of every recipient, and never late (I8). */
  function untimed(rule: string, recipients: readonly string[] = []): Case[] {
    const all = recipients.length === 0 ? [null] : recipients;
    const given = (to: readonly (string | null)[]) => ({
      event: earlier,
      done: to.map((recipient) => ({ to: recipient, at, signed: false })),
    });
    return tell(rule, 'deadline', [
      { name: 'is met once all have got it', given: given(all), then: 'met' },
      { name: 'is not late with nothing done', given: given([]), then: 'notSet' },
      ...all.map((one) => ({
        name: `is not done without ${one ?? 'the act'}`,
        given: given(without(all, one)),
        then: 'notSet' as const,
      })),
    ]);
  }

  /** An act that follows on nothing that happened is not asked for. */
  const onlyAfter = (rule: string): Case[] =>
    tell(rule, 'deadline', [
      { name: 'asks nothing while nothing happened', given: { event: null, done: [] }, then: 'met' },
    ]);

  /** Each role has a person; a second one is a fault only where the text says one. */
  function staffed(rule: string, roles: readonly string[], justOne: readonly string[] = []): Case[] {
    const given = (named: Readonly<Record<string, number>>) => ({
      subjects: [{ id: 'subject', roles: named, hours: null }],
    });
    const all = Object.fromEntries(roles.map((role) => [role, 1]));
    return tell(rule, 'assignment', [
      { name: 'has a person in every role, at whatever hours', given: given(all), then: 'met' },
      ...roles.flatMap((role) => [
        {
          name: `lacks a person as ${role}`,
          given: given({ ...all, [role]: 0 }),
          then: 'breached' as const,
          missing: ['subject'],
        },
        {
          name: `has a second ${role}`,
          given: given({ ...all, [role]: 2 }),
          ...(justOne.includes(role)
            ? ({ then: 'breached', missing: ['subject'] } as const)
            : { then: 'met' as const }),
        },
      ]),
    ]);
  }

  /** 24 hours of a day, and one hour less. */
  function roster(rule: string, roles: readonly string[]): Case[] {
    const given = (named: Readonly<Record<string, number>>, hours: number) => ({
      subjects: [{ id: 'day', roles: named, hours }],
    });
    const all = Object.fromEntries(roles.map((role) => [role, 1]));
    return tell(rule, 'assignment', [
      { name: 'covers 24 hours', given: given(all, 24), then: 'met' },
      { name: 'may have two', given: given(Object.fromEntries(roles.map((role) => [role, 2])), 24), then: 'met' },
      { name: 'has a gap of an hour', given: given(all, 23), then: 'breached', missing: ['day'] },
      ...roles.map((role) => ({
        name: `lacks a person as ${role}`,
        given: given({ ...all, [role]: 0 }, 24),
        then: 'breached' as const,
        missing: ['day'],
      })),
    ]);
  }

  /** In place or not, and with somebody inside who may not be there. */
  function state(rule: string, word: string, bars: readonly string[] = []): Case[] {
    return tell(rule, 'status', [
      { name: 'is met in place', given: { inPlace: true, passages: [] }, then: 'met' },
      { name: 'is due until it is in place', given: { inPlace: false, passages: [] }, then: 'due', missing: [word] },
      { name: 'bars nobody else', given: { inPlace: true, passages: [{ bar: 'other', at: earlier }] }, then: 'met' },
      ...bars.map((bar) => ({
        name: `is breached by a ${bar}`,
        given: { inPlace: true, passages: [{ bar, at: earlier }] },
        then: 'breached' as const,
        missing: [bar],
      })),
    ]);
  }

  /** Every check made lets pass, none lacking; what it refuses does not pass, unless exempt or for a stored reason. */
  function gate(
    rule: string,
    {
      checks = [],
      refuses = [],
      exempt = [],
      yields = false,
    }: { [Part in 'checks' | 'refuses' | 'exempt']?: readonly string[] } & { yields?: boolean },
  ): Case[] {
    const given = (
      made: readonly string[],
      found: readonly string[],
      exemptions: readonly string[],
      override: string | null,
    ) => ({
      answers: { checks: made, found, exemptions, override },
    });
    const others = gateRefusals.filter((reason) => !refuses.includes(reason));
    return tell(rule, 'gate', [
      { name: 'asks nothing while nobody comes', given: { answers: null }, then: 'met' },
      {
        name: 'lets through with every check, and refuses for nothing else',
        given: given(checks, others, [], null),
        then: 'met',
      },
      ...checks.map((check) => ({
        name: `is no pass without ${check}`,
        given: given(without(checks, check), [], exempt, 'a reason'),
        then: 'breached' as const,
        missing: [check],
      })),
      ...refuses.flatMap((reason) => [
        {
          name: `refuses for ${reason}, whatever else may excuse`,
          given: given(checks, [reason], ['other'], null),
          then: 'breached' as const,
          missing: [reason],
        },
        {
          name: `with a stored reason for ${reason}`,
          given: given(checks, [reason], [], 'a reason'),
          ...(yields ? { then: 'met' as const } : ({ then: 'breached', missing: [reason] } as const)),
        },
      ]),
      ...exempt.map((exemption) => ({
        name: `lets through with ${exemption}`,
        given: given(checks, refuses, [exemption], null),
        then: 'met' as const,
      })),
    ]);
  }

  /** From a size on these acts come before the event; one below, none. Without `from`: whatever the size. */
  function before(rule: string, acts: readonly string[], from: number | null = null): Case[] {
    const size = from ?? 0;
    return tell(rule, 'threshold', [
      { name: 'asks nothing while nothing is planned', given: { size: null, done: [], at: later }, then: 'met' },
      ...(from === null
        ? []
        : [
            {
              name: `asks nothing of ${from - 1}`,
              given: { size: from - 1, done: [], at: later },
              then: 'met' as const,
            },
          ]),
      { name: 'is content with all that is asked', given: { size, done: acts, at: earlier }, then: 'met' },
      ...acts.flatMap((act) => [
        {
          name: `asks ${act} of ${size}`,
          given: { size, done: without(acts, act), at: later },
          then: 'due' as const,
          missing: [act],
        },
        {
          name: `is breached when held without ${act}`,
          given: { size, done: without(acts, act), at: earlier },
          then: 'breached' as const,
          missing: [act],
        },
      ]),
    ]);
  }

  /** 「原则上不」: not held, unless for a stored reason. */
  function refused(rule: string): Case[] {
    return tell(rule, 'threshold', [
      { name: 'asks nothing while nothing is planned', given: { size: null, done: [], at: later }, then: 'met' },
      {
        name: 'is not held',
        given: { size: 0, done: [], at: later },
        then: 'breached',
        missing: ['refuse'],
      },
      { name: 'yields to a stored reason', given: { size: 0, done: ['giveReason'], at: earlier }, then: 'met' },
    ]);
  }

  return { tell, list, unset, untimed, onlyAfter, staffed, roster, state, gate, before, refused };
}

/** The clauses of a rule as test names carry them: `[SX-2.1] [SX-2.2]`. */
export const citing = ({ rules }: Pack, rule: string): string =>
  (rules.find(({ id }) => id === rule)?.clauses ?? []).map((clause) => `[${clause}]`).join(' ');

/** Each case with the name of its test: `[SX-3.1] SX/coverage@1 (scenario 7): at 91.1 % …`. */
export const namedCases = (pack: Pack, cases: readonly Case[]): (readonly [name: string, told: Case])[] =>
  cases.map((told) => {
    const scenario = told.scenario === undefined ? '' : ` (scenario ${told.scenario})`;
    return [`${citing(pack, told.rule)} ${told.rule}${scenario}: ${told.name}`, told];
  });

/** What a case says its rule comes to. */
export const toldBy = ({ then, missing = [] }: Case) => ({ standing: then, missing });

/** Duties no case speaks of. */
export const untold = (pack: Pack, cases: readonly Case[]): RuleVersion[] =>
  pack.rules.filter(({ id, requirement }) => isDuty(requirement) && !cases.some(({ rule }) => rule === id));

const without = <Item>(items: readonly Item[], left: Item): Item[] => items.filter((item) => item !== left);

const inYears = (at: string, years: number): string => `${String(Number(at.slice(0, 4)) + years)}${at.slice(4)}`;
