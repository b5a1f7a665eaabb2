import { determine } from '@anmin/domain/measures/determine';
import type { Fact } from '@anmin/domain/measures/facts';
import type { Place } from '@anmin/domain/measures/in-force';
import { expect, test } from 'vitest';
import { daxinganling } from './pack.ts';

const mohe = '232701';
const elsewhere = '230100';

const closure = { rule: 'DX/festival-closure@1', kind: 'elderCare', clause: 'DX-2.2.1' } as const;
const order = { rule: 'DX/closure-on-order@1', kind: 'elderCare', clause: 'DX-3.1.2' } as const;
const funerals = { rule: 'DX/funeral-suspension@1', kind: 'funeral', clause: 'DX-2.2.4' } as const;
const lottery = { rule: 'DX/lottery-suspension@1', kind: 'lotteryOutlet', clause: 'DX-2.2.4' } as const;
const farewells = { rule: 'DX/no-farewell@1', kind: 'funeral', clause: 'DX-3.1.8' } as const;
const cases = { rule: 'DX/case-by-case@1', kind: 'bureau', clause: 'DX-3.2.11' } as const;
const outbreak = { rule: 'DX/lockdown-on-outbreak@1', kind: 'village', clause: 'DX-3.3.7' } as const;
const emergency = { rule: 'DX/lockdown-in-emergency@1', kind: 'village', clause: 'DX-3.3.7' } as const;
const criticism = { rule: 'DX/criticism@1', kind: 'bureau', clause: 'DX-3.7.4' } as const;
const accountability = { rule: 'DX/accountability@1', kind: 'affiliatedUnit', clause: 'DX-4.3.3' } as const;

test.each([
  { ...closure, name: 'not before the festival', day: '2022-01-30', state: undefined },
  { ...closure, name: 'from its first day, without an order', day: '2022-01-31', state: 'holds' },
  { ...closure, name: 'to its last', day: '2022-02-25', state: 'holds' },
  { ...closure, name: 'and not after', day: '2022-02-26', state: undefined },
  { ...order, name: 'not without an order', day: '2022-02-26', state: 'waits' },
  { ...order, name: 'with one', day: '2022-02-26', fact: ordered('elderCareInstitution'), state: 'holds' },
  { ...order, name: 'not by one for others', day: '2022-02-26', fact: ordered('funeralService'), state: 'waits' },
  {
    ...order,
    name: 'nor by one elsewhere',
    day: '2022-02-26',
    fact: { ...ordered('elderCareInstitution'), region: elsewhere },
    state: 'waits',
  },
  { ...funerals, name: 'not by itself', day: '2022-02-01', state: 'pending' },
  {
    ...funerals,
    name: 'once it is decided',
    day: '2022-02-01',
    fact: decided(funerals.rule, 'serviceSuspension'),
    state: 'holds',
  },
  {
    ...funerals,
    name: 'not against a decision',
    day: '2022-02-01',
    fact: decided(funerals.rule, 'open'),
    state: 'refused',
  },
  {
    ...lottery,
    name: 'not by the decision on funerals',
    day: '2022-02-01',
    fact: decided(funerals.rule, 'serviceSuspension'),
    state: 'pending',
  },
  { ...farewells, name: 'throughout', day: '2021-12-13', state: 'holds' },
  { ...cases, name: 'not unless switched on', day: '2022-03-01', state: 'off' },
  { ...cases, name: 'once switched on', day: '2022-03-01', fact: switched(cases.rule), state: 'holds' },
  { ...outbreak, name: 'not without an outbreak', day: '2022-03-01', state: 'waits' },
  { ...outbreak, name: 'on one', day: '2022-03-01', fact: { ...ordered(null), kind: 'outbreak' }, state: 'holds' },
  {
    ...emergency,
    name: 'in a state of emergency',
    day: '2022-03-01',
    fact: { ...ordered('emergencyState'), kind: 'communityStatus' },
    state: 'holds',
  },
  {
    ...emergency,
    name: 'in no other state',
    day: '2022-03-01',
    fact: { ...ordered('ordinaryState'), kind: 'communityStatus' },
    state: 'waits',
  },
  { ...criticism, name: 'not by itself', day: '2022-03-01', state: 'waits' },
  {
    ...criticism,
    name: 'once it is decided',
    day: '2022-03-01',
    fact: decided(criticism.rule, 'criticismCircular'),
    state: 'holds',
  },
  { ...accountability, name: 'not by itself', day: '2022-03-01', state: 'waits' },
  {
    ...accountability,
    name: 'once it is decided',
    day: '2022-03-01',
    fact: decided(accountability.rule, 'accountability'),
    state: 'holds',
  },
] satisfies Row[])('[$clause] $rule holds: $name', ({ rule, kind, day, fact, state }: Row) => {
  const clocks = { factsAt: day, lawAt: day, knownAt: `${day}T12:00` };
  const { receipt } = determine([daxinganling], { region: mohe, kind }, clocks, fact === undefined ? [] : [fact]);
  expect(receipt.findings.find((finding) => finding.rule === rule)?.state).toBe(state);
});

type Row = {
  readonly clause: string;
  readonly rule: string;
  readonly kind: Place['kind'];
  readonly name: string;
  readonly day: string;
  readonly fact?: Fact;
  readonly state: string | undefined;
};

function ordered(value: string | null): Fact {
  return {
    id: 'fact',
    kind: 'hqOrder',
    region: '232700',
    value,
    rule: null,
    from: '2021-12-13',
    until: null,
    known: '2021-12-13T08:00',
  };
}

function decided(rule: string, value: string): Fact {
  return { ...ordered(value), kind: 'decision', rule };
}

function switched(rule: string): Fact {
  return { ...ordered(rule), kind: 'switch', rule };
}
