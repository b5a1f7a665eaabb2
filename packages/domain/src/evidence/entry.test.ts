import { describe, expect, test } from 'vitest';
import { abnormalIn, daysOf, faultsOf, lackingIn, mergeEntry, openAsks, toldIn } from './entry.ts';
import type { Ledger } from './ledger.ts';
import { ledgerIds, ledgerOf, ledgers } from './ledgers.ts';
import { frequencyOn, placesOn, thresholdsOn, type Settled } from './settings.ts';
import { countedBy, itemsIn, keeperOf, proofOf } from './subjects.ts';

const kept = (value: string | number, version = 1, by = 'staff:a') => ({ value, version, by });
const fever = { feverFrom: 373, stockDays: null };

describe('an entry written by two', () => {
  test('keeps what each filled in beside the other', () => {
    const first = mergeEntry({}, { temperature: { value: 365, read: 0 } }, 'staff:a').fields;
    const { fields, conflicts } = mergeEntry(first, { symptoms: { value: ['none'], read: 0 } }, 'staff:b');
    expect(conflicts).toEqual([]);
    expect(fields).toEqual({
      temperature: { value: 365, version: 1, by: 'staff:a' },
      symptoms: { value: ['none'], version: 1, by: 'staff:b' },
    });
  });

  test('names the field both filled differently, and keeps what came first', () => {
    const merged = mergeEntry({ temperature: kept(365) }, { temperature: { value: 371, read: 0 } }, 'staff:b');
    expect(merged).toMatchObject({ conflicts: ['temperature'], changed: [], fields: { temperature: kept(365) } });
  });

  test('has no conflict where both say the same, in whatever order, nor where the version was seen', () => {
    const same = mergeEntry({ temperature: kept(365) }, { temperature: { value: 365, read: 0 } }, 'staff:b');
    expect(same).toMatchObject({ conflicts: [], changed: [] });
    const before = { symptoms: { value: ['cough', 'fever'], version: 2, by: 'staff:a' } };
    expect(mergeEntry(before, { symptoms: { value: ['fever', 'cough'], read: 1 } }, 'staff:b').conflicts).toEqual([]);
    const seen = mergeEntry({ temperature: kept(365) }, { temperature: { value: 366, read: 1 } }, 'staff:b');
    expect(seen.fields['temperature']).toEqual({ value: 366, version: 2, by: 'staff:b' });
  });
});

describe('what is abnormal', () => {
  const temperature = ledgerOf('temperature');

  test('is judged by the threshold that is set, and by none where none is', () => {
    expect(abnormalIn(temperature, { temperature: 373 }, fever)).toEqual(['temperature']);
    expect(abnormalIn(temperature, { temperature: 372 }, fever)).toEqual([]);
    expect(abnormalIn(temperature, { temperature: 400 }, { feverFrom: null, stockDays: null })).toEqual([]);
  });

  test('asks for its handling until there is one', () => {
    expect(openAsks(temperature, { temperature: 380 }, fever)).toEqual(['handling']);
    expect(openAsks(temperature, { temperature: 380, handling: ['recheck'] }, fever)).toEqual([]);
    expect(openAsks(temperature, { symptoms: ['cough'] }, fever)).toEqual(['handling']);
    expect(openAsks(temperature, { symptoms: ['none'] }, fever)).toEqual([]);
  });

  test('is a stock that lasts fewer days than it must', () => {
    expect(daysOf(100, 30)).toBe(3);
    expect(daysOf(100, 0)).toBeNull();
    const settled = { feverFrom: null, stockDays: 4 };
    expect(abnormalIn(ledgerOf('stock'), { stock: 100, use: 30 }, settled)).toEqual(['stock']);
    expect(abnormalIn(ledgerOf('stock'), { stock: 120, use: 30 }, settled)).toEqual([]);
  });
});

describe('what a value may be', () => {
  test.each([
    ['a temperature nobody has', 'temperature', 450],
    ['a temperature in whole degrees', 'temperature', 36],
    ['half a tenth', 'temperature', 365.5],
    ['a symptom that is none', 'symptoms', ['none', 'cough']],
    ['a symptom nobody listed', 'symptoms', ['x']],
    ['a field the ledger does not have', 'x', 1],
  ])('%s is a fault', (_, field, value) => {
    expect(faultsOf(ledgerOf('temperature'), { [field]: value })).toEqual([field]);
  });
});

describe('[LIU-2.8] goods are let inside only with what their kind must show', () => {
  const goods = ledgerOf('goods');
  const seen = { kind: 'importedColdChain', came: 'goods', monitoring: 'passed', disinfection: ['packaging'] };
  const certificate = { number: '1', issuer: '海关', on: '2021-08-05' };

  test('imported cold chain with all three certificates', () => {
    const all = {
      ...{ quarantineCertificate: certificate, nucleicAcidCertificate: certificate },
      disinfectionCertificate: certificate,
    };
    expect(lackingIn(goods, { ...seen, ...all, releasedAt: '09:00' })).toEqual([]);
    for (const one of Object.keys(all))
      expect(lackingIn(goods, { ...seen, ...all, [one]: null, releasedAt: '09:00' })).toEqual([one]);
    expect(lackingIn(goods, seen)).toEqual([]);
  });

  test('[SX-2.7] a parcel monitored and disinfected', () => {
    expect(lackingIn(goods, { ...seen, kind: 'parcel', releasedAt: '09:00' })).toEqual([]);
    expect(lackingIn(goods, { kind: 'parcel', came: 'goods', releasedAt: '09:00' })).toEqual([
      'monitoring',
      'disinfection',
    ]);
  });
});

describe('what is settled', () => {
  const settled: Settled[] = [
    { setting: { kind: 'feverFrom', amount: 373 }, validFrom: '2021-01-01', unit: '330000' },
    { setting: { kind: 'feverFrom', amount: 370 }, validFrom: '2021-06-01', unit: 'home' },
    { setting: { kind: 'feverFrom', amount: 380 }, validFrom: '2021-08-01', unit: 'home' },
    { setting: { kind: 'places', names: ['一楼'] }, validFrom: '2021-01-01', unit: '330000' },
    {
      setting: { kind: 'frequency', activity: 'disinfection', each: 'institution', times: 2, per: 'day' },
      ...{ validFrom: '2021-03-01', unit: '330000' },
    },
    {
      setting: { kind: 'frequency', activity: 'disinfection', each: 'institution', times: 1, per: 'week' },
      ...{ validFrom: '2021-04-01', unit: 'home' },
    },
  ];

  test('is the strictest of those above, each in its last version of that day', () => {
    expect(thresholdsOn(settled, '2020-12-31').feverFrom).toBeNull();
    expect(thresholdsOn(settled, '2021-05-31').feverFrom).toBe(373);
    expect(thresholdsOn(settled, '2021-07-01').feverFrom).toBe(370);
    expect(thresholdsOn(settled, '2021-08-01').feverFrom).toBe(373);
  });

  test('of frequencies the one that asks most, and of places the unit’s own', () => {
    const asked = { activity: 'disinfection', each: 'institution' };
    expect(frequencyOn(settled, '2021-05-01', asked)).toEqual({ times: 2, per: 'day', since: '2021-03-01' });
    expect(frequencyOn(settled, '2021-02-01', asked)).toBeNull();
    expect(placesOn(settled, '2021-05-01', 'home')).toBeNull();
    expect(placesOn(settled, '2021-05-01', '330000')).toEqual(['一楼']);
  });
});

describe('which ledger proves what', () => {
  test('every field a ledger speaks of is one of its own', () => {
    for (const ledger of ledgers as readonly Ledger[]) {
      const named = [
        ...ledger.abnormal.flatMap((it) => ('field' in it ? [it.field] : [it.stock, it.use])),
        ...ledger.asks,
        ...ledger.needs.flatMap((it) => [it.field, ...it.of, ...(it.for ? [it.for.field] : [])]),
        ...ledger.proves.flatMap((it) => [it.by, ...Object.values(it.items)]),
        ...ledger.keeps.flatMap((it) => [...Object.values(it.steps), ...(it.signs ? [it.signs] : [])]),
      ];
      const own = ledger.fields.map(({ name }) => name);
      expect(
        named.filter((name) => !own.includes(name)),
        ledger.id,
      ).toEqual([]);
    }
    expect(new Set(ledgerIds).size).toBe(ledgerIds.length);
  });

  test('an institution answers for itself, a bureau not for those below it', () => {
    expect(countedBy('elderCareInstitution', 'elderCare')).toBe('unit');
    expect(countedBy('civilAffairsInstitution', 'bureau')).toBeNull();
    expect(countedBy('unit', 'bureau')).toBe('unit');
    expect(countedBy('lotteryOutlet', 'bureau')).toBeNull();
  });

  test('a temperature proves the daily check, a checklist what nothing else proves', () => {
    const told = toldIn(ledgerOf('temperature'), { temperature: 365, symptoms: ['none'] });
    expect(told).toEqual(['temperature', 'symptoms', 'symptoms.none']);
    expect(proofOf('temperatureCheck', 'resident')?.ledger).toBe('temperature');
    const proof = proofOf('safetyCheck', 'unit');
    expect(proof).toMatchObject({ ledger: 'checklist', items: null });
    expect(proof && itemsIn(proof, ['points', 'points.fire', 'finding'])).toEqual(['fire']);
    expect(proofOf('safetyCheck', 'resident')).toBeNull();
    expect(keeperOf('goodsIntake')?.ledger).toBe('goods');
    expect(keeperOf('reliefPayment')).toBeNull();
  });
});
