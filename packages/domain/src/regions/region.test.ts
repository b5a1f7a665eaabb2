import { describe, expect, test } from 'vitest';
import {
  childrenOf,
  countiesOf,
  everOnIdNumbers,
  fullNameOf,
  isWithin,
  levelOf,
  nameOf,
  parentOf,
  regionOn,
  regionsNamed,
} from './region.ts';
import table from './regions.json' with { type: 'json' };
import { fullTownshipNameOf, townshipsOf } from './townships.ts';

describe('a region code', () => {
  test.each([
    ['110000', 'province', null, '北京市'],
    ['110101', 'county', '110000', '北京市东城区'],
    ['140404', 'county', '140400', '山西省长治市上党区'],
    ['450200', 'prefecture', '450000', '广西壮族自治区柳州市'],
    ['232700', 'prefecture', '230000', '黑龙江省大兴安岭地区'],
    ['232701', 'county', '232700', '黑龙江省大兴安岭地区漠河市'],
    ['232723', 'county', '232700', '黑龙江省大兴安岭地区漠河县'],
    ['419001', 'county', '410000', '河南省济源市'],
    ['441900', 'prefecture', '440000', '广东省东莞市'],
    ['500156', 'county', '500000', '重庆市武隆区'],
    ['659001', 'county', '650000', '新疆维吾尔自治区石河子市'],
  ])('%s', (code, level, parent, full) => {
    expect([levelOf(code), parentOf(code), fullNameOf(code)]).toEqual([level, parent, full]);
  });

  test('tells township and village by its length', () => {
    expect(['232701100', '232701100001'].map(levelOf)).toEqual(['township', 'village']);
    expect(['232701100', '232701100001'].map(parentOf)).toEqual(['232701', '232701100']);
    expect(() => levelOf('23270')).toThrow(RangeError);
  });

  test('never given has no name', () => {
    expect([nameOf('990001'), fullNameOf('232799'), regionOn('990001', '2026-01-01')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('containment', () => {
  test.each([
    ['232701', '232700', true],
    ['232761', '232700', true],
    ['232761', '230000', true],
    ['232700', '232700', true],
    ['232701100', '232700', true],
    ['232701100001', '232701100', true],
    ['232701200001', '232701100', false],
    ['232700', '232701', false],
    ['450200', '232700', false],
    ['110101', '110000', true],
    ['231000', '230000', true],
  ])('%s within %s: %s', (code, ancestor, within) => {
    expect(isWithin(code, ancestor)).toBe(within);
  });
});

describe('a region through time', () => {
  test.each([
    ['232723', '2015-06-01', '漠河县'],
    ['232723', '2021-12-13', undefined],
    ['232701', '2008-01-01', '加格达奇区'],
    ['232701', '2012-01-01', undefined],
    ['232701', '2021-12-13', '漠河市'],
    ['140404', '2021-08-05', '上党区'],
    ['140421', '2010-01-01', '长治县'],
    ['110103', '2005-01-01', '崇文区'],
    ['110103', '2026-01-01', undefined],
    ['420600', '2005-01-01', '襄樊市'],
    ['420600', '2026-01-01', '襄阳市'],
  ])('%s on %s is %s', (code, day, name) => {
    expect(regionOn(code, day)?.name).toBe(name);
  });

  test('no code bears two names on one day', () => {
    const days = table.editions.map((edition) => `${edition.slice(0, 4)}-${edition.slice(4)}-15`);
    for (const day of days) {
      const codes = countiesOf('', day).map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });
});

describe('the counties of a prefecture', () => {
  test('of Daxing’anling include the four districts only statistics knows, and say so', () => {
    const counties = countiesOf('232700', '2026-01-01');
    expect(counties.map(({ name }) => name)).toEqual([
      '漠河市',
      '呼玛县',
      '塔河县',
      '加格达奇区',
      '松岭区',
      '新林区',
      '呼中区',
    ]);
    expect(counties.filter(({ kind }) => kind === 'statistics').map(({ code }) => code)).toEqual([
      '232761',
      '232762',
      '232763',
      '232764',
    ]);
  });

  test('are the children of a municipality', () => {
    expect(childrenOf('110000', '2026-01-01')).toHaveLength(16);
    expect(childrenOf('110000', '2026-01-01')).toEqual(countiesOf('110000', '2026-01-01'));
    expect(childrenOf('230000', '2026-01-01').map(({ name }) => name)).toContain('大兴安岭地区');
  });
});

describe('the first six digits of an ID number', () => {
  test.each([
    ['232701', true, 'a county of today'],
    ['232723', true, 'a county abolished in 2018'],
    ['510202', true, 'a district of Chongqing when it belonged to Sichuan'],
    ['422201', true, 'a city abolished before the first edition'],
    ['441900', true, 'a prefecture without counties'],
    ['460100', true, 'Haikou, whose numbers began with the prefecture'],
    ['110000', false, 'a province'],
    ['990001', false, 'a code nobody was given'],
    ['232799', false, 'a gap between counties'],
    ['000000', false, 'zeros'],
  ])('%s: %s, %s', (prefix, issued) => {
    expect(everOnIdNumbers(prefix)).toBe(issued);
  });
});

describe('a township', () => {
  test('has nine digits and its county before its name', () => {
    expect(townshipsOf('232701')[0]).toEqual({ code: '232701100', name: '西林吉镇' });
    expect(fullTownshipNameOf('232701100')).toBe('黑龙江省大兴安岭地区漠河市西林吉镇');
    expect([townshipsOf('990001'), fullTownshipNameOf('232701999')]).toEqual([[], undefined]);
  });
});

describe('a region people mean by a text', () => {
  test.each([
    ['330211', ['330211']],
    ['镇海区', ['330211']],
    ['镇海', ['330211']],
    ['宁波市镇海区', ['330211']],
    ['浙江省宁波市镇海区', ['330211']],
    ['大兴安岭地区', ['232700']],
    ['没有这个地方', []],
    ['999999', []],
    ['西湖区', ['330106', '360103']],
    ['杭州市西湖区', ['330106']],
  ])('%s', (text, codes) => {
    expect(regionsNamed(text, '2021-12-08').map(({ code }) => code)).toEqual(codes);
  });

  test('by the names of the day: 漠河 was a county before it became a city', () => {
    expect(regionsNamed('漠河县', '2010-01-01')).toHaveLength(1);
    expect(regionsNamed('漠河县', '2019-06-01')).toHaveLength(0);
    expect(regionsNamed('漠河市', '2019-06-01')).toHaveLength(1);
  });
});
