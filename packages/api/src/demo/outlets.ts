import type { institution } from '@anmin/db/schema/offices';
import type { OfficeRules } from '@anmin/domain/appointments/settings';

/** Invented lottery outlets that take visits: half an hour each, every day, a few people at a time. */
export const outlets: readonly (typeof institution.$inferInsert)[] = [
  outlet('fucai-0101', '福彩0101投注站', '演示路11号', '店门无台阶'),
  outlet('fucai-0102', '福彩0102投注站', '演示路12号', ''),
];

export const outletRules: OfficeRules = {
  services: ['lotteryVisit'],
  opens: 'daily',
  quota: 90,
  slots: Array.from({ length: 18 }, (_, n) => ({ starts: halfHour(n), ends: halfHour(n + 1), weight: 1 })),
  shares: { online: 1, phone: 0, counter: 0 },
  peakDays: [],
  extraDays: [],
  leadWorkingDays: 0,
  windowDays: 6,
  releaseAt: '00:00',
  closeAt: null,
  cancelBefore: { days: 0, at: '18:00' },
  walkIns: true,
  inside: 8,
  offerHours: 2,
  offerWithinWorkingDays: 1,
  reminders: [],
  fewLeft: 1,
  keyAreas: [],
  extraMaterials: [],
};

function outlet(id: string, name: string, address: string, access: string) {
  return {
    ...{ id, name, address, access, kind: 'lotteryOutlet' as const, prefecture: '232700', region: '232761' },
    ...{ phone: '0457-000 0011', hours: '每天 9:00—18:00', bus: '' },
  };
}

/** The wall time so many half hours after nine. */
function halfHour(n: number): string {
  return `${String(9 + Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}`;
}
