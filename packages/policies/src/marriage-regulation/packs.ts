import type { Pack, RuleVersion } from '@anmin/domain/measures/notice';
import type { RequirementOf, Service } from '@anmin/domain/measures/requirement';

type Terms = RequirementOf<'terms'>;
type Material = Terms['materials'][number];

const everywhere: RuleVersion['scope'] = { region: null, kinds: ['marriageRegistrationOffice'] };
/** Civil Code in force: from this day the 30-day cooling-off period (art. 1077) holds beside the regulation of 2003. */
const since2021 = { from: '2021-01-01', until: '2025-05-10' };
const since2025 = { from: '2025-05-10', until: null };

const idCards: Material = { id: 'idCards', zh: '双方居民身份证', en: "Both parties' resident identity cards" };
const registers: Material = { id: 'registers', zh: '双方户口簿', en: "Both parties' household registers" };
const idCard: Material = { id: 'idCard', zh: '居民身份证', en: 'Resident identity card' };
const register: Material = { id: 'register', zh: '户口簿', en: 'Household register' };
const photos: Material = {
  id: 'photos',
  zh: '2寸近期半身免冠合影3张（可到场拍摄）',
  en: 'Three recent 2-inch photos of both together (can be taken on site)',
};
const certificates: Material = { id: 'certificates', zh: '双方结婚证', en: 'Both marriage certificates' };
const receipt: Material = { id: 'receipt', zh: '离婚登记申请受理回执单', en: 'Receipt of the divorce application' };
const agreement: Material = { id: 'agreement', zh: '离婚协议书', en: 'Divorce agreement' };
const singlePhotos: Material = { id: 'singlePhotos', zh: '每人2寸单人照2张', en: 'Two 2-inch photos of each party' };

/** Standing law of ordinary times: the regulation of 2003 with the Civil Code, up to 2025-05-09. */
export const regulation2003: Pack = {
  notice: {
    id: 'HY2003',
    title: '婚姻登记条例',
    number: '国务院令第387号',
    issuer: '国务院',
    issuedOn: '2003-08-08',
    region: null,
    standing: true,
  },
  clauses: [
    {
      id: 'HY2003-4',
      place: '第四条',
      kind: 'rule',
      room: 'appointments',
      summary: '到一方常住户口所在地的婚姻登记机关办理结婚登记。',
    },
    {
      id: 'HY2003-5',
      place: '第五条',
      kind: 'rule',
      room: 'appointments',
      summary: '结婚登记出具户口簿、身份证和声明。',
    },
    {
      id: 'HY2003-11',
      place: '第十一条',
      kind: 'rule',
      room: 'appointments',
      summary: '离婚登记出具户口簿、身份证、结婚证和协议书。',
    },
    {
      id: 'HY2003-17',
      place: '第十七条',
      kind: 'rule',
      room: 'appointments',
      summary: '证件遗失、损毁的，可到办理机关或常住户口所在地补领。',
    },
  ],
  rules: [
    choice('HY2003/office@1', ['HY2003-4'], since2021, 'householdRegister'),
    terms('HY2003/marriage@1', ['HY2003-5'], since2021, ['marriage'], {
      materials: [idCards, registers, photos],
      householdRegister: true,
    }),
    terms('HY2003/divorce-application@1', ['HY2003-11'], since2021, ['divorceApplication'], {
      materials: [idCards, registers, certificates, agreement, singlePhotos],
      householdRegister: true,
    }),
    terms('HY2003/divorce-certificate@1', ['HY2003-11'], since2021, ['divorceCertificate'], {
      materials: [idCards, receipt, agreement, singlePhotos],
      householdRegister: true,
    }),
    terms('HY2003/replacement@1', ['HY2003-17'], since2021, ['marriageReplacement', 'divorceReplacement'], {
      materials: [idCard, register],
      householdRegister: true,
    }),
  ],
};

/** Standing law since 2025-05-10: any office of the country, no household register, no fee. */
export const regulation2025: Pack = {
  notice: {
    id: 'HY2025',
    title: '婚姻登记条例',
    number: '国务院令第804号',
    issuer: '国务院',
    issuedOn: '2025-04-06',
    region: null,
    standing: true,
  },
  clauses: [
    {
      id: 'HY2025-7',
      place: '第七条',
      kind: 'rule',
      room: 'appointments',
      summary: '可在任一婚姻登记机关办理结婚登记。',
    },
    {
      id: 'HY2025-8',
      place: '第八条',
      kind: 'rule',
      room: 'appointments',
      summary: '结婚登记出具本人身份证和声明，不用户口簿。',
    },
    {
      id: 'HY2025-13',
      place: '第十三条',
      kind: 'rule',
      room: 'appointments',
      summary: '离婚登记出具身份证、结婚证和协议书。',
    },
    {
      id: 'HY2025-19',
      place: '第十九条',
      kind: 'rule',
      room: 'appointments',
      summary: '证件遗失、损毁的，可申请补领。',
    },
  ],
  rules: [
    choice('HY2025/office@1', ['HY2025-7'], since2025, 'nationwide'),
    terms('HY2025/marriage@1', ['HY2025-8'], since2025, ['marriage'], {
      materials: [idCards, photos],
    }),
    terms('HY2025/divorce-application@1', ['HY2025-13'], since2025, ['divorceApplication'], {
      materials: [idCards, certificates],
    }),
    terms('HY2025/divorce-certificate@1', ['HY2025-13'], since2025, ['divorceCertificate'], {
      materials: [idCards, receipt, agreement, singlePhotos],
    }),
    terms('HY2025/replacement@1', ['HY2025-19'], since2025, ['marriageReplacement', 'divorceReplacement'], {
      materials: [idCard],
    }),
  ],
};

type Span = Pick<RuleVersion, 'from' | 'until'>;

function choice(id: string, clauses: string[], span: Span, offices: RequirementOf<'choice'>['offices']): RuleVersion {
  return { id, clauses, scope: everywhere, ...span, modality: 'must', requirement: { kind: 'choice', offices } };
}

function terms(
  id: string,
  clauses: string[],
  span: Span,
  services: Service[],
  given: Pick<Terms, 'materials'> & Partial<Terms>,
): RuleVersion {
  const requirement = {
    kind: 'terms',
    services,
    fee: 0,
    householdRegister: false,
    ...given,
  } as const;
  return { id, clauses, scope: everywhere, ...span, modality: 'must', requirement };
}
