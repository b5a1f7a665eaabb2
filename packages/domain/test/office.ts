import type { Party } from '../src/appointments/party.ts';
import type { OfficeRules } from '../src/appointments/settings.ts';
import type { Sex } from '../src/people/id-number.ts';

/** An office as its settings could stand; tests change what they speak of. */
export const rules: OfficeRules = {
  services: ['marriage', 'divorceApplication', 'divorceCertificate', 'marriageReplacement', 'divorceReplacement'],
  quota: 20,
  slots: [
    { starts: '09:00', ends: '10:00', weight: 50 },
    { starts: '10:00', ends: '11:00', weight: 30 },
    { starts: '14:00', ends: '15:00', weight: 20 },
  ],
  shares: { online: 50, phone: 30, counter: 20 },
  peakDays: [],
  extraDays: [],
  leadWorkingDays: 1,
  windowDays: 30,
  releaseAt: '08:30',
  closeAt: '17:00',
  cancelBefore: { days: 1, at: '17:00' },
  walkIns: true,
  offerHours: 48,
  offerWithinWorkingDays: 20,
  reminders: [],
  fewLeft: 3,
  keyAreas: [],
  extraMaterials: [],
};

export const day = (text: string) => Temporal.PlainDate.from(text);

/** An instant by the office's wall: '2022-05-16T08:30'. */
export const at = (text: string) => Temporal.Instant.from(`${text}+08:00`);

export function party(sex: Sex, birth: string, screening: Party['screening'] = null): Party {
  return { name: '王建军', idNumber: `${sex} ${birth}`, sex, birth: day(birth), screening };
}

/** What a party answered: no stay in a key area, or a stay with the last day of quarantine. */
export function asked(quarantineEnd: string | null): Party['screening'] {
  const end = quarantineEnd === null ? null : day(quarantineEnd);
  return { keyAreaStay: end !== null, quarantineEnd: end, temperature: null };
}
