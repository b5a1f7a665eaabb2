import type { InstitutionKind } from '../../institutions/kinds.ts';
import type { Ask, ServiceDefinition } from '../service.ts';

/** Kinds of institution whose people are visited by appointment. */
export const visitedKinds = ['elderCare'] as const satisfies readonly InstitutionKind[];

/**
 * Visits to those who live in a care home, in its rooms or by video. What differs from home to home, as the number of
 * visitors or how soon it answers, is a setting of the home.
 */
export const careVisits: readonly ServiceDefinition[] = [
  {
    ...visit('careVisit', 'TS'),
    instead: 'careVideoVisit',
    name: { zh: '养老机构探视', en: 'Visit to a care home' },
    about: [
      {
        zh: '先约时间，机构答复后再来。等待答复时，名额为您保留。',
        en: 'Ask for a time first and come once the home has answered. Your place is kept meanwhile.',
      },
    ],
    asks: [
      whom(),
      {
        ask: 'method',
        options: [
          { id: 'hall', zh: '探视区见面', en: 'In the visiting area' },
          { id: 'bedside', zh: '床旁探视（须机构同意）', en: 'At the bedside, if the home agrees' },
        ],
      },
      ...whoComes(),
      { ask: 'children', most: 5 },
      {
        ask: 'extras',
        title: { zh: '需要的帮助（可不选）', en: 'Help you need (optional)' },
        options: [
          { id: 'wheelchair', zh: '轮椅', en: 'A wheelchair' },
          { id: 'signLanguage', zh: '手语', en: 'Sign language' },
          { id: 'parking', zh: '停车', en: 'Parking' },
        ],
      },
      { ask: 'admission' },
    ],
    materials: [{ id: 'idCards', zh: '来访人身份证', en: 'The ID card of each visitor' }],
    afterwards: [
      {
        zh: '到门口报预约号，测体温后登记进入。',
        en: 'Give the number at the gate; your temperature is taken, then you sign in.',
      },
      {
        zh: '当天身体不适请改期，不算爽约。',
        en: 'If you feel unwell that day, change the day; it does not count as not coming.',
      },
    ],
  },
  {
    ...visit('careVideoVisit', 'SP'),
    remote: true,
    name: { zh: '养老机构视频探视', en: 'Video visit to a care home' },
    about: [
      {
        zh: '不用到机构，在约好的时间视频见面。',
        en: 'Nobody needs to come: you meet by video at the agreed time.',
      },
    ],
    asks: [whom(), ...whoComes()],
    materials: [],
    afterwards: [
      {
        zh: '机构会在约好的时间打来视频，请保持手机畅通。',
        en: 'The home calls by video at the agreed time; please keep your phone at hand.',
      },
    ],
  },
];

function visit(id: string, prefix: string) {
  return {
    ...{ id, prefix, institution: visitedKinds[0], takes: 'onePlace', penalties: false, reminder: null },
    ...{ unique: ['phoneAtOfficeOnDay', 'residentOnDay'], confirms: 'institution' },
  } as const satisfies Partial<ServiceDefinition>;
}

function whom(): Ask {
  return {
    ask: 'resident',
    relations: [
      { id: 'child', zh: '子女', en: 'Son or daughter' },
      { id: 'spouse', zh: '配偶', en: 'Husband or wife' },
      { id: 'relative', zh: '其他亲属', en: 'Another relative' },
      { id: 'guardian', zh: '监护人', en: 'Guardian' },
      { id: 'friend', zh: '朋友', en: 'Friend' },
    ],
  };
}

function whoComes(): Ask[] {
  return [{ ask: 'wishes', most: 2 }, { ask: 'visitors', most: 3, idNumber: 'tail' }, { ask: 'phone' }];
}
