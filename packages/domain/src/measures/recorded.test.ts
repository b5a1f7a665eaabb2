import { describe, expect, test } from 'vitest';
import type { Duty } from './merge.ts';
import type { Modality } from './notice.ts';
import { standingOf, type Passage, type Recorded } from './recorded.ts';

const nothing: Recorded = {
  ...{ closed: [], passages: [], cadence: () => null, ledger: () => null, coverage: () => null },
  ...{ deadline: () => null, assignment: () => null, offered: () => null },
};
const asOf = '2022-01-12T09:00';
const stands = (requirement: Duty['requirement'], recorded = nothing, modality: Modality = 'must') =>
  standingOf({ requirement, modality, rules: ['T/a@1'], clauses: ['T-1'], from: '2022-01-01' }, recorded, asOf);

const closing = (bars: string[], state = 'closed'): Duty['requirement'] => ({
  ...{ kind: 'status', subject: 'institution', state, trigger: 'citywide', by: null, bars },
});
const passed = (change: Partial<Passage>): Passage => ({
  ...{ at: 'entry', as: null, checks: ['mask'], found: [], cleared: [], exemptions: [], override: null },
  verdict: 'passes',
  moment: '2022-01-12T08:10',
  ...change,
});

describe('a closing that is ordered', () => {
  test('is due until a closure keeps out everybody it names', () => {
    const both = closing(['visitor', 'staff']);
    expect(stands(both)).toMatchObject({ standing: 'due', missing: ['closed'] });
    expect(stands(both, { ...nothing, closed: ['visitor'] }).standing).toBe('due');
    expect(stands(both, { ...nothing, closed: ['visitor', 'staff'] }).standing).toBe('met');
  });

  test('is breached by whom the gate let pass all the same', () => {
    const seen = stands(closing(['visitor']), {
      ...nothing,
      closed: ['visitor'],
      passages: [passed({ as: 'visitor' })],
    });
    expect(seen).toMatchObject({ standing: 'breached', since: '2022-01-12T08:10', missing: ['visitor'] });
  });

  test('a service is to rest: nothing else in its place will do', () => {
    const resting = closing([], 'serviceSuspension');
    expect(stands(resting, { ...nothing, closed: ['visitor'] }).standing).toBe('due');
    expect(stands(resting, { ...nothing, closed: ['service'] }).standing).toBe('met');
  });

  test('a state of which no closure tells is not recorded here', () => {
    expect(stands(closing(['dibaoExit'])).standing).toBe('notRecorded');
    expect(stands(closing([])).standing).toBe('notRecorded');
  });
});

describe('a gate', () => {
  const duty: Duty['requirement'] = { kind: 'gate', at: 'entry', checks: ['mask'], refuses: ['ill'], exempt: [] };

  test('is met while nobody was let pass who may not', () => {
    expect(stands(duty, { ...nothing, passages: [passed({})] }).standing).toBe('met');
    const turnedAway = passed({ verdict: 'refused', found: ['ill'] });
    expect(stands(duty, { ...nothing, passages: [turnedAway] }).standing).toBe('met');
  });

  test('is not recorded where nobody was checked: nobody came, or nobody looked', () => {
    expect(stands(duty).standing).toBe('notRecorded');
    expect(stands(duty, { ...nothing, passages: [passed({ at: 'exit', checks: [] })] }).standing).toBe('notRecorded');
  });

  test('is breached since the first who was, unless somebody entitled had a reason in principle', () => {
    const ill = { ...nothing, passages: [passed({}), passed({ found: ['ill'], moment: '2022-01-12T08:20' })] };
    expect(stands(duty, ill)).toMatchObject({ standing: 'breached', since: '2022-01-12T08:20' });
    const admitted = { ...nothing, passages: [passed({ found: ['ill'], override: 'a visit of farewell' })] };
    expect(stands(duty, admitted, 'principle').standing).toBe('met');
    expect(stands(duty, admitted, 'mustNot').standing).toBe('breached');
  });

  test('of goods looks at goods of its kind only', () => {
    const goods: Duty['requirement'] = { ...duty, at: 'goods', of: ['parcel'] };
    const bare = (as: string) => ({ ...nothing, passages: [passed({ at: 'goods', as, checks: [] })] });
    expect(stands(goods, bare('parcel')).standing).toBe('breached');
    expect(stands(goods, bare('mail')).standing).toBe('notRecorded');
  });
});

describe('what the office keeps no records of yet', () => {
  const cadence = { kind: 'cadence', activity: 'test', each: 'staffMember', items: [] } as const;
  const deadline = { kind: 'deadline', act: 'plan', after: null, withinMinutes: null, onDays: [], to: [] } as const;

  test('is never called met or late, and says by when it is due', () => {
    expect(stands({ ...cadence, items: [], times: 1, per: 'week' })).toEqual({
      ...{ standing: 'notRecorded', due: '2022-01-16T24:00', since: null, missing: [] },
    });
    expect(stands({ ...deadline, onDays: [], to: [], signedBy: null, by: '2021-12-17' })).toMatchObject({
      ...{ standing: 'notRecorded', due: '2021-12-17T24:00', since: null },
    });
    expect(stands({ kind: 'ledger', of: 'case', steps: ['visit'], fields: [] })).toMatchObject({
      ...{ standing: 'notRecorded', due: null },
    });
  });

  test('is not set where the text gives no number, whatever is recorded', () => {
    expect(stands({ ...cadence, items: [], times: null, per: null }).standing).toBe('notSet');
    expect(stands({ ...deadline, onDays: [], to: [], signedBy: null, by: null }).standing).toBe('notSet');
    const coverage = {
      kind: 'coverage',
      dose: 'any',
      groups: ['elders'],
      ageMin: null,
      ageMax: null,
      by: null,
    } as const;
    expect(stands({ ...coverage, groups: ['elders'], floor: null, goal: null }).standing).toBe('notSet');
    const size = { kind: 'threshold', of: 'meeting', from: null, acts: [{ act: 'file', by: null }] } as const;
    expect(stands({ ...size, measure: 'persons', acts: [{ act: 'file', by: null }] }).standing).toBe('notSet');
    expect(stands({ ...size, measure: 'any', acts: [{ act: 'file', by: null }] }).standing).toBe('notRecorded');
  });
});

describe('a coverage', () => {
  const coverage: Duty['requirement'] = {
    ...{ kind: 'coverage', dose: 'any', groups: ['resident'], ageMin: 12, ageMax: null, goal: null, by: null },
    floor: { permille: 912, of: 'all' },
  };

  test('[SX-3.1] stands by what the ledger counts, and is not recorded where it has nobody', () => {
    const counted = (vaccinated: number): Recorded => ({
      ...nothing,
      coverage: () => ({ persons: 1000, contraindicated: 20, eligible: 980, vaccinated }),
    });
    expect(stands(coverage, counted(911)).standing).toBe('breached');
    expect(stands(coverage, counted(912)).standing).toBe('met');
    expect(stands(coverage).standing).toBe('notRecorded');
  });
});

describe('an act that follows on several events', () => {
  const followUp: Duty['requirement'] = {
    ...{ kind: 'deadline', act: 'followUp', after: 'dose', by: null, withinMinutes: null, onDays: [1, 2, 3] },
    ...{ to: [], signedBy: null },
  };
  const after = (...events: readonly (readonly [on: string, asked: readonly string[]])[]): Recorded => ({
    ...nothing,
    deadline: () =>
      events.map(([on, asked]) => ({
        event: `${on}T00:00`,
        done: asked.map((day) => ({ to: null, at: `${day}T00:00`, signed: false })),
      })),
  });

  test('[LIU-4.8] is breached with the first that was missed, else due with the first that is open', () => {
    expect(stands(followUp, after()).standing).toBe('met');
    expect(stands(followUp, after(['2022-01-11', []], ['2022-01-10', ['2022-01-11']]))).toMatchObject({
      ...{ standing: 'due', due: '2022-01-12T24:00', missing: ['2022-01-12', '2022-01-12'] },
    });
    expect(stands(followUp, after(['2022-01-11', []], ['2022-01-09', ['2022-01-11']]))).toMatchObject({
      ...{ standing: 'breached', since: '2022-01-10T24:00', missing: ['2022-01-10'] },
    });
    expect(stands(followUp).standing).toBe('notRecorded');
  });
});

test('[SX-3.3] [SX-3.5] what a bureau decided to offer or to grant is due until it is in place', () => {
  const offer: Duty['requirement'] = {
    ...{ kind: 'status', subject: 'greenChannel', state: 'offered', trigger: 'authorityDecision', by: null, bars: [] },
  };
  expect(stands(offer).standing).toBe('notRecorded');
  expect(stands(offer, { ...nothing, offered: () => false })).toMatchObject({ standing: 'due', missing: ['offered'] });
  expect(stands(offer, { ...nothing, offered: () => true }).standing).toBe('met');
});
