import { inTransaction } from '@anmin/db/client';
import { bureau, institution, officeSetting } from '@anmin/db/schema/offices';
import type { OfficeRules } from '@anmin/domain/appointments/settings';
import { journal } from '../journal.ts';
import type { Context } from '../trpc.ts';

const prefecture = '232700';
const source = '演示设置';

type Seed = typeof institution.$inferInsert;

const hours = '工作日 8:30—17:00';
const access = '北门有坡道，一楼办理，可代写';
const kind = 'marriageRegistrationOffice';

/** Invented offices of a real prefecture: addresses and numbers belong to nobody. */
const offices: Seed[] = [
  {
    id: 'jiagedaqi',
    kind,
    prefecture,
    region: '232761',
    name: '加格达奇区婚姻登记处',
    address: '演示路1号',
    phone: '0457-000 0001',
    hours,
    bus: '演示1路 民政局站',
    access,
  },
  {
    id: 'mohe',
    kind,
    prefecture,
    region: '232701',
    name: '漠河市婚姻登记处',
    address: '演示路2号',
    phone: '0457-000 0002',
    hours,
    bus: '',
    access,
  },
  {
    id: 'huma',
    kind,
    prefecture,
    region: '232721',
    name: '呼玛县婚姻登记处',
    address: '演示路3号',
    phone: '0457-000 0003',
    hours,
    bus: '',
    access,
  },
  {
    id: 'tahe',
    kind,
    prefecture,
    region: '232722',
    name: '塔河县婚姻登记处',
    address: '演示路4号',
    phone: '0457-000 0004',
    hours,
    bus: '',
    access,
  },
];

export const demoRules: OfficeRules = {
  services: ['marriage', 'divorceApplication', 'divorceCertificate', 'marriageReplacement', 'divorceReplacement'],
  quota: 30,
  slots: [
    { starts: '09:00', ends: '09:40', weight: 3 },
    { starts: '09:40', ends: '10:20', weight: 5 },
    { starts: '10:20', ends: '11:00', weight: 5 },
    { starts: '14:00', ends: '14:40', weight: 6 },
    { starts: '14:40', ends: '15:20', weight: 6 },
    { starts: '15:20', ends: '16:00', weight: 5 },
  ],
  shares: { online: 70, phone: 15, counter: 15 },
  peakDays: [
    { day: '2022-05-20', quota: 40 },
    { day: '2022-05-21', quota: 40 },
  ],
  extraDays: [{ day: '2022-05-21', reason: '5月21日加开' }],
  leadWorkingDays: 1,
  windowDays: 30,
  releaseAt: '08:30',
  closeAt: '17:00',
  cancelBefore: { days: 1, at: '17:00' },
  walkIns: true,
  offerHours: 48,
  offerWithinWorkingDays: 20,
  reminders: [{ daysBefore: 1, at: '09:00' }],
  fewLeft: 3,
  keyAreas: ['演示名单：以登记处当日公布的重点疫区为准'],
  extraMaterials: [],
};

/** The demo office, once; what was changed since stays. */
export async function seedDemo(ctx: Context): Promise<void> {
  await inTransaction(ctx.database, async (tx) => {
    const seeded = await tx
      .insert(bureau)
      .values({
        region: prefecture,
        name: '大兴安岭地区',
        organizer: '大兴安岭地区民政局（演示）',
        undertaker: '演示信息中心',
        address: '演示路1号',
        phone: '0457-000 0000',
        siteCode: '演示-网站标识码',
        icp: '演示-备案号',
        police: '演示-公安备案号',
      })
      .onConflictDoNothing()
      .returning({ region: bureau.region });
    if (seeded.length === 0) return;
    await tx.insert(institution).values(offices);
    await tx
      .insert(officeSetting)
      .values(
        offices.map(({ id }) => ({ office: id, validFrom: '2021-01-01', rules: demoRules, source, madeBy: 'demo' })),
      );
    await journal(tx, ctx.actor, { action: 'demo.seeded', subject: prefecture, office: null });
  });
}
