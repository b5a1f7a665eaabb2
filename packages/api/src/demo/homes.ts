import type { institution } from '@anmin/db/schema/offices';
import type { OfficeRules } from '@anmin/domain/appointments/settings';
import { outletRules } from './outlets.ts';

const { inside: _, ...withoutInside } = outletRules;

/** Invented care homes that take visits: half an hour each, every day, two families at a time. */
export const homes: readonly (typeof institution.$inferInsert)[] = [
  home('songtao', '加格达奇松涛养老院（演示）', '演示路21号', '有坡道和轮椅'),
  home('hupan', '加格达奇湖畔养老院（演示）', '演示路22号', ''),
];

export const homeRules: OfficeRules = {
  ...withoutInside,
  services: ['careVisit', 'careVideoVisit'],
  quota: 16,
  slots: [
    { starts: '09:00', ends: '09:30', weight: 1 },
    { starts: '09:30', ends: '10:00', weight: 1 },
    { starts: '10:00', ends: '10:30', weight: 1 },
    { starts: '10:30', ends: '11:00', weight: 1 },
    { starts: '14:30', ends: '15:00', weight: 1 },
    { starts: '15:00', ends: '15:30', weight: 1 },
    { starts: '15:30', ends: '16:00', weight: 1 },
    { starts: '16:00', ends: '16:30', weight: 1 },
  ],
  leadWorkingDays: 1,
  windowDays: 14,
  cancelBefore: { days: 1, at: '17:00' },
  walkIns: false,
  offerHours: 24,
  offerWithinWorkingDays: 5,
  reminders: [{ daysBefore: 1, at: '09:00' }],
  visits: { answerHours: 24, visitors: 3, idNumber: 'tail', residentDay: 2, methods: [] },
};

function home(id: string, name: string, address: string, access: string) {
  return {
    ...{ id, name, address, access, kind: 'elderCare' as const, prefecture: '232700', region: '232761' },
    ...{ phone: '0457-000 0021', hours: '每天 9:00—16:30', bus: '' },
  };
}
