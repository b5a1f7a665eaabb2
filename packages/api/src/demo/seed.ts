import type { Transaction } from '@anmin/db/client';
import { bureau, institution, officeSetting, serviceDefinition } from '@anmin/db/schema/offices';
import { post, unit } from '@anmin/db/schema/organisation';
import { privacySetting } from '@anmin/db/schema/privacy';
import type { OfficeRules } from '@anmin/domain/appointments/settings';
import type { Role } from '@anmin/domain/organisation/roles';
import { nameOf } from '@anmin/domain/regions/region';
import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { journal } from '../journal.ts';
import { inScope, setScope } from '../scope.ts';
import type { Context } from '../trpc.ts';
import { funeralHome, funeralRules, ownServices } from './funeral.ts';
import { homeRules, homes } from './homes.ts';
import { seedPeople } from './people.ts';
import { seedVaccination } from './vaccination.ts';
import { outletRules, outlets } from './outlets.ts';
import { trees, type SeededUnit } from './trees.ts';

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
  waitHours: 2,
  offerHours: 48,
  offerWithinWorkingDays: 20,
  reminders: [{ daysBefore: 1, at: '09:00' }],
  fewLeft: 3,
  keyAreas: ['演示名单：以登记处当日公布的重点疫区为准'],
  extraMaterials: [],
};

/** As one counter of the country published them (Zhaoqing); the other offices of the demo bar nobody. */
const demoPenalties: OfficeRules['penalties'] = [{ counts: { noShow: 2 }, withinDays: 30, blocksDays: 15 }];

/** The demo office, once; what was changed since stays. */
export async function seedDemo(ctx: Context, staff: readonly SeededPost[]): Promise<void> {
  await inScope(ctx, [prefecture], async (tx) => {
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
    await seedUnits(tx, ctx);
    await seedPeople(tx, ctx);
    await seedVaccination(tx);
    await tx.insert(institution).values([...offices, ...outlets, ...homes, funeralHome]);
    await tx
      .insert(serviceDefinition)
      .values(ownServices.map((it) => ({ ...it, id: randomUUID(), validFrom: since, source, madeBy: 'demo' })));
    await tx.insert(officeSetting).values(
      offices.map(({ id }) => ({
        ...{ office: id, validFrom: '2021-01-01', source, madeBy: 'demo' },
        rules: id === 'mohe' ? { ...demoRules, penalties: demoPenalties } : demoRules,
      })),
    );
    const doors = [
      ...outlets.map(({ id }) => ({ id, rules: outletRules })),
      ...homes.map(({ id }) => ({ id, rules: homeRules })),
      { id: funeralHome.id, rules: funeralRules },
    ];
    await tx
      .insert(officeSetting)
      .values(doors.map(({ id, rules }) => ({ office: id, validFrom: '2021-01-01', source, madeBy: 'demo', rules })));
    await tx
      .insert(privacySetting)
      .values({ unit: prefecture, kind: 'exportAlone', amount: 500, source, validFrom: '2021-01-01', madeBy: 'demo' });
    await tx.insert(post).values(staff.map((it) => ({ ...it, id: randomUUID(), fromDay: since, madeBy: 'demo' })));
    await journal(tx, ctx.actor, { action: 'demo.seeded', subject: prefecture, office: null });
  });
}

export type SeededPost = { readonly holder: string; readonly role: Role; readonly unit: string };

/** long before any notice the office is tried under */
const since = '2002-01-01';

const units: SeededUnit[] = [
  { id: '230000', kind: 'province', name: '黑龙江省民政厅（演示）', region: '230000', parent: null },
  { id: prefecture, kind: 'prefecture', name: '大兴安岭地区民政局（演示）', region: prefecture, parent: '230000' },
  { id: '232700-shehui', kind: 'section', name: '社会事务科', region: prefecture, parent: prefecture },
  ...offices.map(({ region }) => {
    const name = `${nameOf(region) ?? region}民政局（演示）`;
    return { id: region, kind: 'county' as const, name, region, parent: prefecture };
  }),
  ...offices.map(({ id, name, region, kind: institutionKind }) => ({
    ...{ id, kind: 'institution' as const, name, region, institutionKind, parent: region },
  })),
  ...trees,
];

async function seedUnits(tx: Transaction, ctx: Context): Promise<void> {
  const ids = units.map(({ id }) => id);
  await setScope(tx, ctx, ids);
  await tx.insert(unit).values(units.map(({ parent: _, ...it }) => it));
  for (const { id, parent } of units)
    if (parent !== null) await tx.execute(sql`select move_unit(${id}, ${parent}, ${since}::date)`);
}
