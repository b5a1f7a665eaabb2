import type { RuleVersion } from '@anmin/domain/measures/notice';
import { packs } from '@anmin/policies/packs';
import { vocabularies } from '@anmin/policies/vocabulary';
import { enteredKinds } from '@anmin/words/drafting';
import { describe, expect, test } from 'vitest';
import { fieldsOfKind } from '../../apps/portal/src/lib/drafting/fields.ts';
import { typedOf } from '../../apps/portal/src/lib/drafting/reading.ts';
import { ownFieldsOf, readRule } from '../../apps/portal/src/lib/drafting/rule.ts';
import { fieldsOf } from '../../apps/portal/src/lib/server/form.ts';

const notices = packs.filter(({ notice }) => !notice.standing);
const kinds: readonly string[] = enteredKinds;

describe('a rule entered by hand', () => {
  test.each(notices.map(({ notice, rules }) => [notice.id, rules] as const))(
    'each rule of %s comes out of its form as it went in',
    (id, rules) => {
      const vocabulary = Object.assign(
        {},
        ...Object.values(vocabularies),
        vocabularies[id],
      ) as (typeof vocabularies)[string];
      expect(rules.filter(({ requirement }) => !kinds.includes(requirement.kind))).toEqual([]);
      for (const { id: name, ...rule } of rules) {
        const { rule: read, wrong, unknown } = readRule(sent(rule, vocabulary), rule.requirement.kind, vocabulary);
        expect({ rule: ticksInOrder(read), wrong, unknown }, name).toEqual({
          ...{ rule: ticksInOrder(rule), wrong: [], unknown: [] },
        });
      }
      expect(rules.length).toBeGreaterThan(40);
    },
  );

  test('names the control of what is missing or unknown', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({
      'scope.region': '乌有县',
      'scope.except': '漠河市、乌有乡',
      from: '',
    }))
      form.append(name, value);
    expect(readRule(fieldsOf(form), 'advice', {})).toMatchObject({
      rule: undefined,
      wrong: ['clauses', 'scope.region', 'scope.except', 'kinds', 'rule.from', 'text.zh', 'text.en'],
    });
  });

  test('names regions as people do', () => {
    const form = new FormData();
    const named = {
      clauses: 'A-1',
      kinds: 'elderCare',
      'scope.region': '大兴安岭地区',
      'scope.except': '漠河市、塔河县',
    };
    const asked = {
      'rule.from': '2022-05-16',
      of: 'arrival',
      'exposure.region': '西安市',
      'exposure.since': '2022-05-01',
    };
    for (const [name, value] of Object.entries({ ...named, ...asked })) form.append(name, value);
    expect(readRule(fieldsOf(form), 'ledger', { arrival: { zh: '来人', en: 'arrival' } }).rule).toMatchObject({
      scope: { region: '232700', except: ['232701', '232722'] },
      requirement: { exposure: { region: '610100', since: '2022-05-01' } },
    });
  });
});

/** A form gives what is ticked in its own order, which means nothing. */
const ticksInOrder = (rule: unknown): unknown =>
  JSON.parse(JSON.stringify(rule), (_, value: unknown) =>
    Array.isArray(value) && value.every((it) => typeof it === 'string') ? value.toSorted() : value,
  );

/** What a browser sends of the form that holds a rule. */
function sent(rule: Omit<RuleVersion, 'id'>, vocabulary: (typeof vocabularies)[string]) {
  const {
    clauses,
    kinds: bound,
    risk,
    levels,
    modality,
    region,
    except,
    from,
    until,
    reviewBy,
    reading,
  } = ownFieldsOf(rule);
  const form = new FormData();
  for (const [name, values] of Object.entries({ clauses, kinds: bound, risk, levels }))
    for (const value of values) form.append(name, value);
  const own = { modality, 'scope.region': region, 'scope.except': except, 'rule.from': from, 'rule.until': until };
  for (const [name, value] of Object.entries({ ...own, 'rule.reviewBy': reviewBy, reading })) form.append(name, value);
  const fields = fieldsOfKind(rule.requirement.kind);
  for (const [name, value] of Object.entries(typedOf(rule.requirement, fields, vocabulary))) {
    const isTicked = fields.some((field) => field.name === name && field.as === 'choices');
    for (const one of isTicked ? value.split('、') : [value]) form.append(name, one);
  }
  return fieldsOf(form);
}
