import type { CaseOf } from '@anmin/domain/measures/case';
import { gateRefusals } from '@anmin/domain/measures/duty';
import type { Pack } from '@anmin/domain/measures/notice';

/**
 * Cases by construction. Each takes once more, beside the rule, what the text asks for: a rule that asks for more, for
 * less or in another way than told here turns a case red.
 */
const at = '2021-09-15T12:00';
const happened = '2021-09-14T12:00';

/** A list closes once every step of an entry is recorded and every field is signed off. */
export function listed(rule: string, steps: readonly string[], fields: readonly string[] = []): CaseOf<'ledger'>[] {
  const tell = (name: string, done: readonly string[], signedOff: readonly string[]) =>
    ({ rule, name, kind: 'ledger', given: { entries: [{ id: 'entry', steps: done }], signedOff }, at }) as const;
  return [
    { ...tell('an entry with every step is closed', steps, fields), then: 'met' },
    ...steps.map((step): CaseOf<'ledger'> => ({
      ...tell(`an entry without ${step} is open`, without(steps, step), fields),
      then: 'due',
      missing: ['entry'],
    })),
    ...fields.map((field): CaseOf<'ledger'> => ({
      ...tell(`a list without a word on ${field} is open`, steps, without(fields, field)),
      then: 'due',
      missing: [field],
    })),
  ];
}

/** The text does not say how often: whatever was done, nothing is late. */
export function withoutFrequency(rule: string): CaseOf<'cadence'>[] {
  const given = { subjects: ['one'], done: [], since: '2021-08-11' };
  return [{ rule, name: 'nothing done is not late: no frequency is set', kind: 'cadence', given, at, then: 'notSet' }];
}

/** 「立即」, 「第一时间」, 「按时」: asked for of every recipient, and never late (I8). */
export function withoutLimit(rule: string, recipients: readonly string[] = []): CaseOf<'deadline'>[] {
  const all = recipients.length === 0 ? [null] : recipients;
  const tell = (name: string, to: readonly (string | null)[]) => {
    const done = to.map((recipient) => ({ to: recipient, at: happened, signed: false }));
    return { rule, name, kind: 'deadline', given: { event: happened, done }, at } as const;
  };
  return [
    { ...tell('done for all is enough', all), then: 'met' },
    ...all.map((one): CaseOf<'deadline'> => ({
      ...tell(`open without ${one ?? 'the act'}: no limit is set`, without(all, one)),
      then: 'notSet',
    })),
  ];
}

/** An act that follows on nothing that happened is not asked for. */
export function onlyAfterEvent(rule: string): CaseOf<'deadline'>[] {
  const given = { event: null, done: [] };
  return [{ rule, name: 'nothing happened, nothing is asked', kind: 'deadline', given, at, then: 'met' }];
}

/** Everybody named in every role, one each; `exactly`: and not two. */
export function staffed(rule: string, roles: readonly string[], exactly = false): CaseOf<'assignment'>[] {
  const tell = (name: string, named: Readonly<Record<string, number>>) =>
    ({ rule, name, kind: 'assignment', given: { subjects: [{ id: 'one', roles: named, hours: null }] }, at }) as const;
  const everyRole = (count: number) => Object.fromEntries(roles.map((role) => [role, count]));
  return [
    { ...tell('one in every role is enough, at whatever hours', everyRole(1)), then: 'met' },
    ...roles.map((role): CaseOf<'assignment'> => ({
      ...tell(`nobody as ${role}`, { ...everyRole(1), [role]: 0 }),
      then: 'breached',
      missing: ['one'],
    })),
    exactly
      ? { ...tell('two are one too many', everyRole(2)), then: 'breached', missing: ['one'] }
      : { ...tell('two are welcome', everyRole(2)), then: 'met' },
  ];
}

/** A state in place, not yet in place, and whoever passed although barred. */
export function inState(rule: string, state: string, bars: readonly string[] = []): CaseOf<'status'>[] {
  const tell = (name: string, inPlace: boolean, bar?: string) => {
    const passages = bar === undefined ? [] : [{ bar, at: happened }];
    return { rule, name, kind: 'status', given: { inPlace, passages }, at } as const;
  };
  return [
    { ...tell('in place', true), then: 'met' },
    { ...tell('not yet in place', false), then: 'due', missing: [state] },
    ...bars.map((bar): CaseOf<'status'> => ({
      ...tell(`${bar} although barred`, true, bar),
      then: 'breached',
      missing: [bar],
    })),
    ...(bars.length === 0 ? [{ ...tell('nobody is barred', true, 'anybody'), then: 'met' } as const] : []),
  ];
}

/** Every check made lets pass, any one lacking does not, nor does any of the refusals. */
export function guarded(rule: string, checks: readonly string[], refuses: readonly string[] = []): CaseOf<'gate'>[] {
  const tell = (name: string, made: readonly string[], found: readonly string[], exemptions: readonly string[]) => {
    const answers = { checks: made, found, exemptions, override: null };
    return { rule, name, kind: 'gate', given: { answers }, at } as const;
  };
  const others = gateRefusals.filter((reason) => !refuses.includes(reason));
  return [
    { ...tell('every check is made and nothing found that it refuses', checks, others, []), then: 'met' },
    ...checks.map((check): CaseOf<'gate'> => ({
      ...tell(`without ${check} nobody passes`, without(checks, check), [], []),
      then: 'breached',
      missing: [check],
    })),
    ...refuses.map((reason): CaseOf<'gate'> => ({
      ...tell(`${reason} does not pass, contraindicated or not`, checks, [reason], ['contraindication']),
      then: 'breached',
      missing: [reason],
    })),
  ];
}

/** Whatever the size: every act before it is held, open until then and a breach from then on. */
export function before(rule: string, acts: readonly string[]): CaseOf<'threshold'>[] {
  const tell = (name: string, size: number | null, done: readonly string[], held: string) =>
    ({ rule, name, kind: 'threshold', given: { size, done, at: held }, at }) as const;
  const [later, earlier] = ['2021-09-16T12:00', happened];
  return [
    { ...tell('nothing planned, nothing asked', null, [], later), then: 'met' },
    { ...tell('every act done before', 1, acts, earlier), then: 'met' },
    ...acts.flatMap((act): CaseOf<'threshold'>[] => [
      { ...tell(`open without ${act}`, 1, without(acts, act), later), then: 'due', missing: [act] },
      { ...tell(`held without ${act}`, 1, without(acts, act), earlier), then: 'breached', missing: [act] },
    ]),
  ];
}

/** The clauses of a rule as test names carry them: `[SX-2.1] [SX-2.2]`. */
export const citing = ({ rules }: Pack, rule: string): string =>
  (rules.find(({ id }) => id === rule)?.clauses ?? []).map((clause) => `[${clause}]`).join(' ');

const without = <Item>(items: readonly Item[], left: Item): Item[] => items.filter((item) => item !== left);
