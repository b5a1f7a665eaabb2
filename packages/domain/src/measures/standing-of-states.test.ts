import { describe, expect, test } from 'vitest';
import { stands } from '../../test/standing.ts';
import type { RecordsOf } from './records.ts';

describe('a status', () => {
  const closure = {
    kind: 'status',
    subject: 'institution',
    state: 'closed',
    trigger: 'campaignPhase',
    by: null,
    bars: ['visitors', 'staff'],
  } as const;

  test.each([
    ['is met once it is in place', true, [], 'met', []],
    ['is due while it is not: 「立即」 gives no number', false, [], 'due', ['closed']],
    ['stands in spite of who may pass', true, [{ bar: 'doctor', at: '2022-02-01T09:00' }], 'met', []],
    [
      'is breached by whoever passed although barred',
      true,
      [{ bar: 'visitors', at: '2022-02-01T09:00' }],
      'breached',
      ['visitors'],
    ],
  ] as const)('%s', (_, inPlace, passages, standing, missing) => {
    const seen = stands({ ...closure, bars: [...closure.bars] }, { inPlace, passages }, '2022-02-02T08:00');
    expect(seen).toMatchObject({ standing, missing });
  });
});

describe('a gate', () => {
  const gate = {
    kind: 'gate',
    at: 'entry',
    checks: ['healthCode', 'vaccinationRecord'],
    refuses: ['unvaccinated'],
    exempt: ['contraindication'],
  } as const;
  const both = ['healthCode', 'vaccinationRecord'];
  const answers = (change: Partial<NonNullable<RecordsOf['gate']['answers']>>) => ({
    answers: { checks: both, found: [], exemptions: [], override: null, ...change },
  });

  test.each([
    ['lets pass whom both checks find well', answers({}), 'principle', 'met'],
    [
      'is not passed with one of the two codes only [LIU-2.2]',
      answers({ checks: ['healthCode'] }),
      'principle',
      'breached',
    ],
    [
      'no reason stands for a missing check',
      answers({ checks: ['healthCode'], override: 'x' }),
      'principle',
      'breached',
    ],
    ['refuses the unvaccinated [LIU-2.6]', answers({ found: ['unvaccinated'] }), 'principle', 'breached'],
    [
      'lets pass whom a contraindication excuses',
      answers({ found: ['unvaccinated'], exemptions: ['contraindication'] }),
      'principle',
      'met',
    ],
    [
      'a PRINCIPLE yields to a stored reason',
      answers({ found: ['unvaccinated'], override: 'a daughter at a deathbed' }),
      'principle',
      'met',
    ],
    [
      'a MUST NOT yields to none',
      answers({ found: ['unvaccinated'], override: 'a daughter at a deathbed' }),
      'mustNot',
      'breached',
    ],
    ['asks nothing when nobody comes', { answers: null }, 'must', 'met'],
  ] as const)('%s', (_, records, modality, standing) => {
    const requirement = { ...gate, checks: [...gate.checks], refuses: [...gate.refuses], exempt: [...gate.exempt] };
    expect(stands(requirement, records, '2021-08-12T09:00', modality).standing).toBe(standing);
  });
});

describe('a ladder', () => {
  const ladder = {
    kind: 'ladder' as const,
    of: 'outlet',
    steps: [
      { act: 'shutdown', hours: 72, needs: null, decidedBy: null },
      { act: 'secondShutdown', hours: 168, needs: null, decidedBy: null },
      { act: 'revocation', hours: null, needs: { record: 'education', count: 2 }, decidedBy: 'lotteryCentre' },
    ],
  };
  const first = { at: '2022-01-10T10:00', passed: false };
  const second = { at: '2022-01-13T11:00', passed: false };
  const third = { at: '2022-01-20T11:00', passed: false };
  const found = (findings: readonly { at: string; passed: boolean }[], education = 0, decided = false) => ({
    findings,
    records: { education },
    decided,
  });

  test.each([
    ['[DX-3.5.4] shut at once', found([first]), '2022-01-10T10:00', 'breached', ['shutdown']],
    [
      '[DX-3.5.4] shut to the last minute of the third day',
      found([first]),
      '2022-01-13T09:59',
      'breached',
      ['shutdown'],
    ],
    ['[DX-3.5.4] then a re-check is due', found([first]), '2022-01-13T10:00', 'due', ['recheck']],
    [
      '[DX-3.5.5] a failed re-check shuts for seven days',
      found([first, second]),
      '2022-01-20T10:59',
      'breached',
      ['secondShutdown'],
    ],
    ['[DX-3.5.5] and they end', found([first, second]), '2022-01-20T11:00', 'due', ['recheck']],
    [
      '[DX-3.5.5] a passed one reopens',
      found([first, { at: '2022-01-13T11:00', passed: true }]),
      '2022-01-13T11:00',
      'met',
      [],
    ],
    [
      '[DX-3.5.6] no case without education on file',
      found([first, second, third], 1),
      '2022-01-21T08:00',
      'due',
      ['education'],
    ],
    [
      '[DX-3.5.6] the lottery centre decides',
      found([first, second, third], 2),
      '2022-01-21T08:00',
      'due',
      ['lotteryCentre'],
    ],
    ['[DX-3.5.6] and revokes', found([first, second, third], 2, true), '2022-01-21T08:00', 'breached', ['revocation']],
    ['an outlet without findings is well', found([]), '2022-01-21T08:00', 'met', []],
  ])('%s', (_, records, asOf, standing, missing) => {
    expect(stands(ladder, records, asOf)).toMatchObject({ standing, missing });
  });
});
