import { randomUUID } from 'node:crypto';
import type { TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../isolation/neighbours.ts';

/** Those who enter notices in the demo prefecture and in its county Jiagedaqi, and who approves them. */
export async function drafters(office: TestOffice) {
  const [clerk, county, sibling, head] = await Promise.all([
    appoint(office, 'sectionClerk'),
    appoint(office, 'countyClerk', '232761'),
    appoint(office, 'countyClerk', '232701'),
    appoint(office, 'prefectureHead'),
  ]);
  return { clerk, county, sibling, head };
}

export const text = `关于春季婚姻登记的通知
各婚姻登记处：
一、严格控制人员聚集。
婚姻登记一律实行预约办理，不得接待未预约人员。鼓励错峰办理。
`;

export const headOf = (change: object = {}) => ({
  ...{
    title: '关于春季婚姻登记的通知',
    number: '加民发〔2022〕1号',
    issuer: '加格达奇区民政局',
    issuedOn: '2022-06-13',
  },
  ...{ region: '232761', from: '2022-06-13', until: null, replaces: [] as string[] },
  ...change,
});

export const beginning = (change: object = {}) => ({
  ...{ key: randomUUID(), unit: '232761', notice: 'JGDQ', head: headOf(), text },
  ...change,
});

export const appointmentOnly = (notice = 'JGDQ', change: object = {}) => ({
  ...{ clauses: [`${notice}-1.2`], from: '2022-06-13', until: null, modality: 'must' as const },
  scope: { region: '232761', kinds: ['marriageRegistrationOffice' as const] },
  requirement: { kind: 'quota' as const, appointmentOnly: true, total: null, walkIns: 'refused' as const },
  ...change,
});

/** The clauses of the text with a summary each, those that order something as what the rules carry. */
export const summed = (clauses: readonly { id: string }[], ruled: readonly string[]) =>
  clauses.map(({ id }) => ({
    ...{ id, room: 'appointments' as const, summary: '只接待预约的人', bounds: [] },
    kind: ruled.includes(id) ? ('rule' as const) : ('none' as const),
  }));
