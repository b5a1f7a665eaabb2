import type { Ledger } from './ledger.ts';

export const temperature = {
  id: 'temperature',
  of: 'person',
  roles: ['resident', 'staff'],
  turns: ['morning', 'afternoon', 'evening'],
  fields: [
    { name: 'temperature', kind: 'number', decimals: 1, unit: 'celsius', least: 340, most: 429 },
    { name: 'symptoms', kind: 'choices', options: ['none', 'fever', 'cough', 'fatigue', 'diarrhoea', 'other'] },
    { name: 'handling', kind: 'choices', options: ['recheck', 'doctor', 'isolation', 'familyTold', 'hospital'] },
    { name: 'note', kind: 'text' },
  ],
  abnormal: [
    { field: 'temperature', from: 'feverFrom' },
    { field: 'symptoms', options: ['fever', 'cough', 'fatigue', 'diarrhoea', 'other'] },
  ],
  asks: ['handling'],
  needs: [],
  proves: [
    { activity: 'temperatureCheck', by: 'temperature', items: {} },
    { activity: 'healthMonitoring', by: 'temperature', items: { healthMonitoring: 'temperature' } },
  ],
  keeps: [],
} as const satisfies Ledger;

/** Kept under the day of the sample. */
export const test = {
  id: 'test',
  of: 'person',
  roles: ['staff', 'resident'],
  turns: ['first', 'second'],
  fields: [
    { name: 'result', kind: 'choice', options: ['pending', 'negative', 'positive'], must: true },
    { name: 'sampledAt', kind: 'time' },
    { name: 'method', kind: 'choice', options: ['single', 'pooled'] },
    { name: 'reportedOn', kind: 'day' },
    { name: 'laboratory', kind: 'text' },
    { name: 'handling', kind: 'choices', options: ['isolation', 'hospital', 'diseaseControlTold'] },
  ],
  abnormal: [{ field: 'result', options: ['positive'] }],
  asks: ['handling'],
  needs: [],
  proves: [{ activity: 'nucleicAcidTest', by: 'result', items: {} }],
  keeps: [],
} as const satisfies Ledger;

/** Suspicious symptoms of somebody, from isolation to the hospital, until they are over: one illness is one entry. */
export const incident = {
  id: 'incident',
  of: 'person',
  roles: ['resident', 'staff'],
  fields: [
    { name: 'isolatedAt', kind: 'time' },
    { name: 'diseaseControlToldAt', kind: 'time' },
    { name: 'hospitalAt', kind: 'time' },
    { name: 'symptoms', kind: 'choices', options: ['fever', 'cough', 'fatigue', 'diarrhoea', 'other'], must: true },
    { name: 'overOn', kind: 'day' },
    { name: 'note', kind: 'text' },
  ],
  abnormal: [],
  asks: [],
  needs: [],
  proves: [],
  keeps: [
    {
      of: 'suspiciousSymptoms',
      steps: {
        isolated: 'isolatedAt',
        diseaseControlContacted: 'diseaseControlToldAt',
        sentToHospital: 'hospitalAt',
      },
    },
  ],
} as const satisfies Ledger;

/** Who is out of the house: nothing daily is owed of them until they are back. */
export const absence = {
  id: 'absence',
  of: 'person',
  roles: ['resident'],
  fields: [
    { name: 'leftAt', kind: 'time', must: true },
    { name: 'why', kind: 'choice', options: ['outing', 'hospital', 'family', 'other'], must: true },
    { name: 'expectedOn', kind: 'day' },
    { name: 'backOn', kind: 'day' },
    { name: 'backAt', kind: 'time' },
    { name: 'temperature', kind: 'number', decimals: 1, unit: 'celsius', least: 340, most: 429 },
    { name: 'handling', kind: 'choices', options: ['recheck', 'doctor', 'isolation', 'familyTold', 'hospital'] },
    { name: 'note', kind: 'text' },
  ],
  abnormal: [{ field: 'temperature', from: 'feverFrom' }],
  asks: ['handling'],
  needs: [{ field: 'backAt', of: ['backOn'] }],
  proves: [],
  keeps: [],
  ends: ['backOn'],
} as const satisfies Ledger;
