import type { institution, serviceDefinition } from '@anmin/db/schema/offices';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import type { OfficeRules } from '@anmin/domain/appointments/settings';

type Service = Pick<typeof serviceDefinition.$inferInsert, 'prefecture' | 'service' | 'definition'>;

const prefecture = '232700';

const healthy: ServiceDefinition['asks'][number] = {
  ...{ ask: 'declaration', id: 'healthy', whenScreened: true },
  text: {
    zh: '本人和同行人没有发热咳嗽，不在隔离观察期',
    en: 'None of us has a fever or a cough or is in quarantine',
  },
};

const farewell: ServiceDefinition = {
  ...{ id: `farewell-${prefecture}`, institution: 'funeral', prefix: 'GB' },
  name: { zh: '遗体告别', en: 'Farewell ceremony' },
  about: [
    {
      zh: '和家人商量好时段再约。一个号是一户，一户最多9人。',
      en: 'Agree on a time with your family first. One booking is one family, of up to 9 people.',
    },
  ],
  asks: [
    { ask: 'callName' },
    { ask: 'phone' },
    { ask: 'headcount', most: 9 },
    {
      ...{ ask: 'choice', id: 'hall', title: { zh: '告别厅', en: 'Hall' } },
      options: [
        { id: 'small', zh: '小厅', en: 'Small hall' },
        { id: 'large', zh: '大厅', en: 'Large hall' },
      ],
    },
    healthy,
  ],
  ...{ takes: 'onePlace', unique: ['phoneAtOfficeOnDay'], penalties: false },
  materials: [
    { id: 'deathCertificate', zh: '逝者的死亡证明', en: 'Death certificate' },
    { id: 'idCard', zh: '办理人的身份证', en: 'ID card of whoever arranges it' },
  ],
  afterwards: [
    { zh: '请在告别开始前半小时到，先到业务厅。', en: 'Please come to the front desk half an hour before it begins.' },
  ],
  reminder: null,
};

const sweeping: ServiceDefinition = {
  ...{ id: `memorial-${prefecture}`, institution: 'funeral', prefix: 'JS' },
  name: { zh: '清明祭扫', en: 'Tomb sweeping' },
  about: [
    {
      zh: '到骨灰寄存楼祭扫请先预约。一个号是一户，一户最多5人。',
      en: 'Book before you come to the columbarium. One booking is one family, of up to 5 people.',
    },
  ],
  asks: [
    { ask: 'callName' },
    { ask: 'phone' },
    { ask: 'headcount', most: 5 },
    {
      ...{ ask: 'choice', id: 'by', title: { zh: '怎么来', en: 'How you come' } },
      options: [
        { id: 'car', zh: '自驾', en: 'By car' },
        { id: 'bus', zh: '公交', en: 'By bus' },
        { id: 'foot', zh: '步行', en: 'On foot' },
      ],
    },
    {
      ...{ ask: 'declaration', id: 'noFire', whenScreened: false },
      text: {
        zh: '文明祭扫，不带香烛纸钱，不放鞭炮',
        en: 'We bring no incense, candles, paper money or firecrackers',
      },
    },
    healthy,
  ],
  ...{ takes: 'onePlace', unique: ['phoneAtOfficeOnDay'], penalties: false },
  materials: [{ id: 'columbarium', zh: '骨灰寄存证', en: 'Columbarium certificate' }],
  afterwards: [
    { zh: '请在预约的时段内到，出示预约号。', en: 'Please come within the booked time and show the number.' },
  ],
  reminder: { zh: '林区防火，请用鲜花祭扫。', en: 'This is forest country: please bring flowers, not fire.' },
};

/** What the bureau of the demo opened for itself, beside the services of the house. */
export const ownServices: readonly Service[] = [farewell, sweeping].map((definition) => ({
  ...{ prefecture, service: definition.id, definition },
}));

/** An invented funeral home with a columbarium. */
export const funeralHome: typeof institution.$inferInsert = {
  ...{ id: 'jing-an', kind: 'funeral', prefecture, region: '232722', name: '静安殡仪馆' },
  ...{ address: '演示路31号', phone: '0457-000 0031', hours: '每天 8:00—16:00', bus: '', access: '告别厅无台阶' },
};

/** Five families an hour, whatever they come for. */
export const funeralRules: OfficeRules = {
  services: ownServices.map(({ service }) => service),
  opens: 'daily',
  quota: 30,
  slots: ['08', '09', '10', '13', '14', '15'].map((hour) => ({
    ...{ starts: `${hour}:00`, ends: `${String(Number(hour) + 1).padStart(2, '0')}:00`, weight: 1 },
  })),
  shares: { online: 3, phone: 1, counter: 1 },
  peakDays: [],
  extraDays: [],
  leadWorkingDays: 0,
  windowDays: 7,
  releaseAt: '00:00',
  closeAt: null,
  cancelBefore: { days: 0, at: '07:00' },
  walkIns: true,
  offerHours: 2,
  offerWithinWorkingDays: 1,
  reminders: [],
  fewLeft: 1,
  keyAreas: [],
  extraMaterials: [],
};
