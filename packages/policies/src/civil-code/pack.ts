import type { Pack, RuleVersion } from '@anmin/domain/measures/notice';

const everywhere: RuleVersion['scope'] = { region: null, kinds: ['marriageRegistrationOffice'] };
const inForce = { from: '2021-01-01', until: null, modality: 'must' } as const;

/** What the Civil Code says of marriage and divorce, whichever regulation holds beside it. */
export const civilCode: Pack = {
  notice: {
    id: 'MFD',
    title: '中华人民共和国民法典',
    number: '主席令第四十五号',
    issuer: '全国人民代表大会',
    issuedOn: '2020-05-28',
    region: null,
    standing: true,
  },
  clauses: [
    {
      id: 'MFD-1047',
      place: '第一千零四十七条',
      kind: 'rule',
      room: 'appointments',
      summary: '结婚年龄，男不早于22周岁，女不早于20周岁。',
    },
    {
      id: 'MFD-1077',
      place: '第一千零七十七条',
      kind: 'rule',
      room: 'appointments',
      summary: '离婚申请后30日内可撤回，届满后30日内领证。',
    },
  ],
  rules: [
    {
      id: 'MFD/legal-age@1',
      clauses: ['MFD-1047'],
      scope: everywhere,
      ...inForce,
      requirement: { kind: 'legalAge', services: ['marriage'], male: 22, female: 20 },
    },
    {
      id: 'MFD/cooling-off@1',
      clauses: ['MFD-1077'],
      scope: everywhere,
      ...inForce,
      requirement: {
        kind: 'divorce',
        services: ['divorceApplication', 'divorceCertificate'],
        coolingOffDays: 30,
        collectionDays: 30,
      },
    },
  ],
};
