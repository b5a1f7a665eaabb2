import { describe, expect, test } from 'vitest';
import type { Modality, RuleVersion } from './notice.ts';
import { askedOf, barsOf, comersAt, gatesOf, judgePassing, type PassAnswers, type Passing } from './passing.ts';
import type { RequirementOf } from './requirement.ts';
import { standsAt } from './standing.ts';

const rule = (id: string, modality: Modality, requirement: RuleVersion['requirement']): RuleVersion => ({
  ...{ id: `${id}@1`, clauses: [`T-${id}`], modality, requirement },
  scope: { region: null, kinds: ['elderCare'] },
  ...{ from: '2022-01-01', until: null },
});
const gate = (id: string, modality: Modality, given: Partial<RequirementOf<'gate'>>) =>
  rule(id, modality, { kind: 'gate', at: 'entry', checks: [], refuses: [], exempt: [], ...given });
const closure = (modality: Modality, bars: string[]) =>
  rule('closed', modality, {
    ...{ kind: 'status', subject: 'institution', state: 'closedManagement', trigger: 'citywide', by: null, bars },
  });

const codes = gate('codes', 'must', { checks: ['healthCode', 'vaccinationRecord'] });
const warm = gate('warm', 'must', { checks: ['temperature'] });
const bare = gate('bare', 'principle', { refuses: ['unvaccinated'], exempt: ['contraindication'] });
const banned = gate('banned', 'mustNot', { refuses: ['fromRiskArea'] });

const somebody: Passing = { at: 'entry', as: null };
const well: PassAnswers = {
  checks: ['healthCode', 'vaccinationRecord', 'temperature'],
  found: [],
  cleared: ['unvaccinated', 'fromRiskArea'],
  exemptions: [],
};
const house = [codes, warm, bare, banned];
const judge = (change: Partial<PassAnswers>, { overridden = false, rules = house, passing = somebody } = {}) =>
  judgePassing(rules, passing, { ...well, ...change }, { overridden });

describe('who may pass a gate', () => {
  test('whom every layer finds well, on the clauses of all of them', () => {
    expect(judge({})).toMatchObject({ verdict: 'passes', yields: false });
    expect(judge({}).clauses).toEqual(['T-codes', 'T-warm', 'T-bare', 'T-banned']);
  });

  test('[LIU-2.2] one of two codes is no pass, and the clause that lacks the other is named', () => {
    const seen = judge({ checks: ['healthCode', 'temperature'] });
    expect(seen).toMatchObject({ verdict: 'incomplete', clauses: ['T-codes'], yields: false });
    expect(seen.layers.find(({ rule }) => rule === 'codes@1')?.because).toEqual(['vaccinationRecord']);
  });

  test('a reason nobody asked after is no pass either', () => {
    expect(judge({ cleared: ['unvaccinated'] })).toMatchObject({ verdict: 'incomplete', clauses: ['T-banned'] });
  });

  test('[LIU-2.6] a PRINCIPLE refuses, exempts whom it names, and yields to a reason', () => {
    const unvaccinated = { found: ['unvaccinated'], cleared: ['fromRiskArea'] };
    expect(judge(unvaccinated)).toMatchObject({ verdict: 'refused', clauses: ['T-bare'], yields: true });
    expect(judge({ ...unvaccinated, exemptions: ['contraindication'] }).verdict).toBe('passes');
    expect(judge(unvaccinated, { overridden: true }).verdict).toBe('passes');
  });

  test('C12: each layer refuses on its own terms: what MUST NOT refuses yields to nobody', () => {
    const both = { found: ['unvaccinated', 'fromRiskArea'], cleared: [] };
    expect(judge(both)).toMatchObject({ verdict: 'refused', clauses: ['T-bare', 'T-banned'], yields: false });
    expect(judge(both, { overridden: true })).toMatchObject({ verdict: 'refused', clauses: ['T-banned'] });
    const strict = gate('strict', 'mustNot', { refuses: ['unvaccinated'] });
    const twice = { rules: [bare, strict], overridden: true };
    expect(judge({ found: ['unvaccinated'], exemptions: ['contraindication'] }, twice)).toMatchObject({
      verdict: 'refused',
      clauses: ['T-strict'],
    });
  });

  test('a reason stands for no missing check', () => {
    const seen = { checks: ['temperature'], found: ['unvaccinated'], cleared: ['fromRiskArea'] };
    expect(judge(seen).yields).toBe(false);
    expect(judge(seen, { overridden: true }).verdict).toBe('incomplete');
  });

  test('who is refused is refused, whatever else is still open', () => {
    expect(judge({ checks: [], found: ['fromRiskArea'], cleared: [] }).verdict).toBe('refused');
  });

  test('advice holds up nobody', () => {
    const rules = [gate('kind', 'advise', { checks: ['mask'], refuses: ['ill'] })];
    expect(judge({ found: ['ill'] }, { rules }).verdict).toBe('passes');
  });

  test('where no rule asks anything, whoever comes passes on no clause', () => {
    expect(judge({}, { rules: [] })).toEqual({ verdict: 'passes', layers: [], clauses: [], yields: false });
  });
});

describe('a closed institution', () => {
  const closed = [closure('must', ['visitor', 'staff']), warm];
  const as = (at: Passing['at'], who: string | null): Passing => ({ at, as: who });

  test('says so first: who is barred is refused whatever is checked', () => {
    const seen = judge({}, { rules: closed, passing: as('entry', 'visitor') });
    expect(seen).toMatchObject({ verdict: 'refused', clauses: ['T-closed'], yields: false });
    expect(seen.layers[0]).toMatchObject({ rule: 'closed@1', because: ['visitor'] });
  });

  test('by its own closure refuses too, though no rule asks for it, and yields to nobody', () => {
    const shut = (who: string | null) => judgePassing([warm], as('entry', who), well, { closedTo: ['visitor'] });
    expect(shut('visitor')).toMatchObject({ verdict: 'refused', clauses: [], yields: false });
    expect(shut('visitor').layers[0]).toMatchObject({ rule: null, because: ['visitor'] });
    expect(shut('staff').verdict).toBe('passes');
    expect(shut(null).verdict).toBe('passes');
  });

  test('lets whom it does not bar pass by the checks', () => {
    expect(judge({}, { rules: closed, passing: as('entry', null) }).verdict).toBe('passes');
    expect(comersAt(closed, 'entry')).toEqual(['visitor', 'staff']);
    expect(comersAt([closure('must', ['staff', 'visitor'])], 'entry')).toEqual(['visitor', 'staff']);
    expect(comersAt([warm], 'entry', ['staff', 'visitor'])).toEqual(['visitor', 'staff']);
    expect(comersAt([warm], 'goods', ['visitor'])).toEqual([]);
  });

  test('keeps staff in where it bars them, and no visitor', () => {
    expect(comersAt(closed, 'exit')).toEqual(['staff']);
    expect(barsOf(closed, as('exit', 'visitor'))).toEqual([]);
    expect(barsOf(closed, as('goods', 'staff'))).toEqual([]);
  });

  test('yields only where it is closed in principle', () => {
    const visit = { passing: as('entry', 'visitor') };
    expect(judge({}, { ...visit, rules: [closure('principle', ['visitor'])] }).yields).toBe(true);
    expect(judge({}, { ...visit, rules: [closure('advise', ['visitor'])] }).verdict).toBe('passes');
  });
});

describe('what a gate asks', () => {
  const goods = gate('goods', 'must', { at: 'goods', of: ['parcel'], checks: ['disinfection'] });

  test('is what the rules name, each once', () => {
    expect(askedOf([...house, gate('more', 'must', { checks: ['temperature', 'mask'] })], somebody)).toEqual({
      checks: ['healthCode', 'vaccinationRecord', 'temperature', 'mask'],
      reasons: ['unvaccinated', 'fromRiskArea'],
      exemptions: ['contraindication'],
    });
  });

  test('depends on where, and as what something comes', () => {
    expect(gatesOf([goods])).toEqual(['entry', 'goods']);
    expect(comersAt([goods], 'goods')).toEqual(['parcel']);
    expect(askedOf([goods], { at: 'goods', as: 'parcel' }).checks).toEqual(['disinfection']);
    expect(askedOf([goods], { at: 'goods', as: null }).checks).toEqual([]);
    expect(askedOf([goods], somebody).checks).toEqual([]);
  });
});

test('passes exactly where every duty of the gate is met, and all was asked', () => {
  const parts = [[], ['healthCode'], ['healthCode', 'vaccinationRecord', 'temperature']];
  const reasons = [[], ['unvaccinated'], ['fromRiskArea'], ['unvaccinated', 'fromRiskArea']];
  for (const checks of parts)
    for (const found of reasons)
      for (const exemptions of [[], ['contraindication']])
        for (const overridden of [true, false]) {
          const cleared = ['unvaccinated', 'fromRiskArea'].filter((it) => !found.includes(it));
          const answers = { checks, found, exemptions, override: overridden ? 'x' : null };
          const met = [codes, warm, bare, banned].every(({ requirement, modality }) =>
            requirement.kind === 'gate'
              ? standsAt('gate', { requirement, modality }, { answers }, '2022-01-02T08:00').standing === 'met'
              : false,
          );
          expect(judge({ checks, found, cleared, exemptions }, { overridden }).verdict === 'passes').toBe(met);
        }
});
