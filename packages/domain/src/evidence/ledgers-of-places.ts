import type { Ledger } from './ledger.ts';

export const hygiene = {
  id: 'hygiene',
  of: 'place',
  fields: [
    { name: 'at', kind: 'time', must: true },
    { name: 'ventilation', kind: 'number', decimals: 0, unit: 'minutes', least: 1, most: 1440 },
    { name: 'disinfection', kind: 'choices', options: ['surfaces', 'floor', 'air', 'tableware', 'toilet'] },
    { name: 'agent', kind: 'choice', options: ['chlorine', 'alcohol', 'ultraviolet', 'other'] },
    {
      name: 'concentration',
      kind: 'number',
      decimals: 0,
      unit: 'milligramsPerLitre',
      least: 1,
      most: 100_000,
    },
    { name: 'note', kind: 'text' },
  ],
  abnormal: [],
  asks: [],
  needs: [{ field: 'disinfection', of: ['agent'] }],
  proves: [
    { activity: 'disinfection', by: 'disinfection', items: {} },
    { activity: 'ventilation', by: 'ventilation', items: {} },
    {
      activity: 'ventilationAndDisinfection',
      by: 'at',
      items: { ventilation: 'ventilation', disinfection: 'disinfection' },
    },
    { activity: 'hallHygiene', by: 'at', items: { ventilation: 'ventilation', disinfection: 'disinfection' } },
  ],
  keeps: [],
} as const satisfies Ledger;

/** What is in store and what a day uses; how many days it lasts follows. */
export const stock = {
  id: 'stock',
  of: 'item',
  items: ['mask', 'protectiveClothing', 'gloves', 'disinfectant', 'medicine', 'testKit', 'bodyBag'],
  turns: ['count'],
  fields: [
    { name: 'stock', kind: 'number', decimals: 0, unit: 'pieces', least: 0, most: 10_000_000, must: true },
    { name: 'use', kind: 'number', decimals: 0, unit: 'pieces', least: 0, most: 1_000_000, must: true },
    { name: 'note', kind: 'text' },
  ],
  abnormal: [{ stock: 'stock', use: 'use', below: 'stockDays' }],
  asks: ['note'],
  needs: [],
  proves: [],
  keeps: [],
} as const satisfies Ledger;

/** What each kind of goods must show before it is let inside: imported cold chain its three certificates. */
export const goods = {
  id: 'goods',
  of: 'case',
  fields: [
    {
      name: 'kind',
      kind: 'choice',
      options: ['coldChainFood', 'importedColdChain', 'parcel', 'mail', 'other'],
      must: true,
    },
    { name: 'came', kind: 'choice', options: ['goods', 'nothing'], must: true },
    { name: 'what', kind: 'text' },
    { name: 'monitoring', kind: 'choice', options: ['passed', 'failed'] },
    { name: 'disinfection', kind: 'choices', options: ['surfaces', 'packaging'] },
    { name: 'quarantineCertificate', kind: 'certificate' },
    { name: 'nucleicAcidCertificate', kind: 'certificate' },
    { name: 'disinfectionCertificate', kind: 'certificate' },
    { name: 'releasedAt', kind: 'time' },
  ],
  abnormal: [{ field: 'monitoring', options: ['failed'] }],
  asks: ['what'],
  needs: [
    { field: 'releasedAt', of: ['monitoring', 'disinfection'] },
    {
      field: 'releasedAt',
      of: ['quarantineCertificate', 'nucleicAcidCertificate', 'disinfectionCertificate'],
      for: { field: 'kind', options: ['importedColdChain'] },
      asFiles: true,
    },
  ],
  proves: [],
  keeps: [
    {
      of: 'goodsIntake',
      steps: {
        goodsMonitoring: 'monitoring',
        goodsMonitored: 'monitoring',
        disinfection: 'disinfection',
        goodsDisinfected: 'disinfection',
      },
      signs: 'kind',
    },
  ],
  ends: ['came.nothing'],
} as const satisfies Ledger;

export const mourners = {
  id: 'mourners',
  of: 'case',
  fields: [
    { name: 'at', kind: 'time', must: true },
    { name: 'registered', kind: 'number', decimals: 0, unit: 'persons', least: 0, most: 10_000 },
    { name: 'headcount', kind: 'number', decimals: 0, unit: 'persons', least: 0, most: 10_000 },
    { name: 'note', kind: 'text' },
  ],
  abnormal: [],
  asks: [],
  needs: [],
  proves: [],
  keeps: [{ of: 'funeralCeremony', steps: { mournerRegister: 'registered', headcount: 'headcount' } }],
} as const satisfies Ledger;

/** Remains of somebody who had the disease; nothing is begun before those who do it are equipped. */
export const remains = {
  id: 'remains',
  of: 'case',
  fields: [
    { name: 'equipment', kind: 'choice', options: ['complete', 'incomplete'], must: true },
    { name: 'hygieneAt', kind: 'time' },
    { name: 'transportAt', kind: 'time' },
    { name: 'cremationAt', kind: 'time' },
    { name: 'handedOverOn', kind: 'day' },
    { name: 'responsible', kind: 'text' },
  ],
  abnormal: [{ field: 'equipment', options: ['incomplete'] }],
  asks: ['responsible'],
  needs: [
    { field: 'transportAt', of: ['hygieneAt'] },
    { field: 'cremationAt', of: ['transportAt'] },
    { field: 'handedOverOn', of: ['cremationAt'] },
  ],
  rests: [{ field: 'hygieneAt', onStock: ['protectiveClothing', 'disinfectant', 'bodyBag'] }],
  proves: [],
  keeps: [
    {
      of: 'remainsHandlingCase',
      steps: {
        remainsHygiene: 'hygieneAt',
        remainsTransport: 'transportAt',
        cremation: 'cremationAt',
        ashesHandedOver: 'handedOverOn',
      },
    },
    { of: 'remainsHandler', steps: { protectiveEquipment: 'equipment' } },
  ],
} as const satisfies Ledger;

/** What a duty of a notice lists, gone through point by point; its points are those of the duty. */
export const checklist = {
  id: 'checklist',
  of: 'duty',
  fields: [
    { name: 'at', kind: 'time', must: true },
    { name: 'points', kind: 'points' },
    { name: 'finding', kind: 'choice', options: ['nothing', 'something'], must: true },
    { name: 'note', kind: 'text' },
  ],
  abnormal: [{ field: 'finding', options: ['something'] }],
  asks: ['note'],
  needs: [],
  proves: [],
  keeps: [],
} as const satisfies Ledger;
