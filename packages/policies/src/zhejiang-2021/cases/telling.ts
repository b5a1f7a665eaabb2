import type { Case, CaseOf } from '@anmin/domain/measures/case';
import type { DutyKind } from '@anmin/domain/measures/records';

type Told<Kind extends DutyKind> = Pick<CaseOf<Kind>, 'name' | 'given' | 'then' | 'missing'> & { readonly at?: string };

/** Tells cases of rules whose words stand here a second time, all at one moment unless one says otherwise. */
export function telling(at: string) {
  const tell = <Kind extends DutyKind>(rule: string, kind: Kind, told: readonly Told<Kind>[]): CaseOf<Kind>[] =>
    told.map((it) => ({ rule, kind, at, ...it }));

  /** Open while any one of its steps is lacking, closed with all of them. */
  function list(rule: string, ...steps: string[]): Case[] {
    const entries = (done: readonly string[]) => ({ entries: [{ id: 'entry', steps: done }], signedOff: [] });
    return tell(rule, 'ledger', [
      ...steps.map((lacking) => ({
        name: `is open without ${lacking}`,
        given: entries(steps.filter((step) => step !== lacking)),
        then: 'due' as const,
        missing: ['entry'],
      })),
      { name: 'is closed with every step', given: entries(steps), then: 'met' },
      { name: 'asks nothing of an empty list', given: { entries: [], signedOff: [] }, then: 'met' },
    ]);
  }

  /** Never late, however little was done: nobody has said how often. */
  function unset(rule: string): Case[] {
    const given = { subjects: ['one'], done: [], since: at.slice(0, 10) };
    return tell(rule, 'cadence', [{ name: 'is not set, nobody says how often', given, then: 'notSet' }]);
  }

  function unsetAct(rule: string, { after, to = [null] }: { after: boolean; to?: readonly (string | null)[] }): Case[] {
    const event = after ? at : null;
    const done = to.map((recipient) => ({ to: recipient, at, signed: false }));
    return tell(rule, 'deadline', [
      { name: 'is not set, nobody says by when', given: { event, done: [] }, then: 'notSet' },
      ...to.map((lacking) => ({
        name: `is not done without ${lacking ?? 'the act'}`,
        given: { event, done: done.filter((it) => it.to !== lacking) },
        then: 'notSet' as const,
      })),
      { name: 'is met once all have got it', given: { event, done }, then: 'met' },
      ...(after
        ? [{ name: 'asks nothing while nothing happened', given: { event: null, done: [] }, then: 'met' as const }]
        : []),
    ]);
  }

  /** Each role has one person at least; two are no fault. */
  function assigned(rule: string, ...roles: string[]): Case[] {
    const subject = (named: Record<string, number>) => ({ subjects: [{ id: 'subject', roles: named, hours: 24 }] });
    const all = Object.fromEntries(roles.map((role) => [role, 1]));
    return tell(rule, 'assignment', [
      ...roles.map((role) => ({
        name: `lacks a person as ${role}`,
        given: subject({ ...all, [role]: 0 }),
        then: 'breached' as const,
        missing: ['subject'],
      })),
      { name: 'has a person in every role', given: subject(all), then: 'met' },
      { name: 'may have two', given: subject(Object.fromEntries(roles.map((role) => [role, 2]))), then: 'met' },
    ]);
  }

  /** From a size on these acts come before the event; one below, none. `from` null: at any size. */
  function acts(rule: string, from: number | null, ...asked: string[]): Case[] {
    const size = from ?? 1;
    const later = `${String(Number(at.slice(0, 4)) + 1)}${at.slice(4)}`;
    const before = `${String(Number(at.slice(0, 4)) - 1)}${at.slice(4)}`;
    return tell(rule, 'threshold', [
      { name: 'asks nothing while nothing is planned', given: { size: null, done: [], at: null }, then: 'met' },
      ...(from === null
        ? []
        : [
            {
              name: `asks nothing of ${String(from - 1)}`,
              given: { size: from - 1, done: [], at: later },
              then: 'met' as const,
            },
          ]),
      {
        name: `asks ${asked.join(' and ')} of ${String(size)}`,
        given: { size, done: [], at: later },
        then: 'due',
        missing: asked,
      },
      {
        name: 'is breached when held without',
        given: { size, done: [], at: before },
        then: 'breached',
        missing: asked,
      },
      { name: 'is content with all that is asked', given: { size, done: asked, at: later }, then: 'met' },
    ]);
  }

  function gate(
    rule: string,
    {
      checks = [],
      refuses = [],
      exempt = [],
    }: { checks?: readonly string[]; refuses?: readonly string[]; exempt?: readonly string[] },
  ): Case[] {
    const answers = (it: {
      checks?: readonly string[];
      found?: readonly string[];
      exemptions?: readonly string[];
    }) => ({
      answers: { checks, found: [], exemptions: [], override: 'a reason', ...it },
    });
    return tell(rule, 'gate', [
      { name: 'asks nothing while nobody comes', given: { answers: null }, then: 'met' },
      { name: 'lets through who passed every check', given: answers({}), then: 'met' },
      ...checks.map((check) => ({
        name: `is no pass without ${check}`,
        given: answers({ checks: checks.filter((it) => it !== check) }),
        then: 'breached' as const,
        missing: [check],
      })),
      ...refuses.map((refusal) => ({
        name: `refuses for ${refusal}, whatever reason is given`,
        given: answers({ found: [refusal] }),
        then: 'breached' as const,
        missing: [refusal],
      })),
      ...exempt.map((exemption) => ({
        name: `lets through with ${exemption}`,
        given: answers({ found: refuses, exemptions: [exemption] }),
        then: 'met' as const,
      })),
      {
        name: 'refuses for nothing else',
        given: answers({ found: ['unvaccinated', 'overOccupancy'] }),
        then: 'met',
      },
    ]);
  }

  /** In place or not, and with somebody inside who may not be there. */
  function status(rule: string, state: string, ...bars: string[]): Case[] {
    return tell(rule, 'status', [
      { name: 'is due until it is in place', given: { inPlace: false, passages: [] }, then: 'due', missing: [state] },
      { name: 'is met in place', given: { inPlace: true, passages: [] }, then: 'met' },
      ...bars.map((bar) => ({
        name: `is breached by a ${bar}`,
        given: { inPlace: true, passages: [{ bar, at }] },
        then: 'breached' as const,
        missing: [bar],
      })),
      { name: 'lets staff pass', given: { inPlace: true, passages: [{ bar: 'staffMember', at }] }, then: 'met' },
    ]);
  }

  /** A duty roster: 24 hours, and one hour less. */
  function roster(rule: string, ...roles: string[]): Case[] {
    const all = Object.fromEntries(roles.map((role) => [role, 1]));
    const subject = (hours: number) => ({ subjects: [{ id: 'day', roles: all, hours }] });
    return [
      ...assigned(rule, ...roles),
      ...tell(rule, 'assignment', [
        { name: 'covers 24 hours', given: subject(24), then: 'met' },
        { name: 'has a gap of an hour', given: subject(23), then: 'breached', missing: ['day'] },
      ]),
    ];
  }

  return { tell, list, unset, unsetAct, assigned, acts, gate, status, roster };
}
