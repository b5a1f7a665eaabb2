import type { RuleVersion } from '@anmin/domain/measures/notice';
import { inForce } from '../scopes.ts';

const named = [
  { name: 'zhenhai', district: '330211' },
  { name: 'shangyu', district: '330604' },
  { name: 'xiaoshan', district: '330109' },
] as const;

/** The cities of the three districts; what is said of their counties leaves the named district out. */
const cities = [
  { name: 'ningbo', city: '330200', named: '330211' },
  { name: 'shaoxing', city: '330600', named: '330604' },
  { name: 'hangzhou', city: '330100', named: '330109' },
] as const;

/** A bureau may extend a closure to these one by one. */
const otherKinds = [
  { name: 'child-welfare', kind: 'childWelfare', subject: 'childWelfareInstitution' },
  { name: 'minor-protection', kind: 'minorProtection', subject: 'minorProtectionInstitution' },
  { name: 'tekun-support', kind: 'tekunSupport', subject: 'tekunSupportInstitution' },
  { name: 'mental-health', kind: 'mentalHealth', subject: 'mentalHealthWelfareInstitution' },
  { name: 'relief-station', kind: 'reliefStation', subject: 'reliefStation' },
  { name: 'funeral', kind: 'funeral', subject: 'funeralInstitution' },
] as const;

/** The text does not say who may pass a 临时封闭管理: visitors may not, the rest is for the office to say. */
const closed = {
  kind: 'status',
  subject: 'elderCareInstitution',
  state: 'temporaryClosure',
  bars: ['visitor'],
} satisfies Partial<RuleVersion['requirement']>;

export const closureRules: RuleVersion[] = [
  ...named.map(({ name, district }): RuleVersion => ({
    id: `ZJ/closure-named-${name}@1`,
    clauses: ['ZJ-2.2'],
    scope: { region: district, kinds: ['elderCare'] },
    ...inForce,
    modality: 'must',
    requirement: { ...closed, trigger: 'immediateList', by: null },
    reading: 'C9',
  })),
  ...cities.flatMap(({ name, city, named: district }): RuleVersion[] => [
    {
      id: `ZJ/closure-decided-${name}@1`,
      clauses: ['ZJ-2.3'],
      scope: { region: city, except: [district], kinds: ['elderCare'] },
      ...inForce,
      modality: 'discretion',
      requirement: { ...closed, trigger: 'authorityDecision', by: 'cityBureau' },
      reading: 'C9',
    },
    {
      id: `ZJ/closure-case-${name}@1`,
      clauses: ['ZJ-2.4'],
      scope: { region: city, except: [district], kinds: ['elderCare'] },
      ...inForce,
      modality: 'must',
      requirement: { ...closed, trigger: 'confirmedCase', by: 'county' },
      reading: 'C8',
    },
  ]),
  {
    id: 'ZJ/closure-case@1',
    clauses: ['ZJ-2.4'],
    scope: { region: '330000', except: cities.map(({ city }) => city), kinds: ['elderCare'] },
    ...inForce,
    modality: 'must',
    requirement: { ...closed, trigger: 'confirmedCase', by: 'county' },
    reading: 'C9',
  },
  ...otherKinds.map(({ name, kind, subject }): RuleVersion => ({
    id: `ZJ/closure-extended-${name}@1`,
    clauses: ['ZJ-2.5'],
    scope: { region: '330000', kinds: [kind] },
    ...inForce,
    modality: 'may',
    requirement: { ...closed, subject, trigger: 'authorityDecision', by: 'responsibleBureau' },
    reading: 'C9',
  })),
];
