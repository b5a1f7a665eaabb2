import type { Pack, RuleVersion } from '@anmin/domain/measures/notice';

const wholeAction = { from: '2021-12-13', until: '2022-05-22' };
const phase2 = { from: '2022-01-31', until: '2022-02-26' };
const phase3 = { from: '2022-02-26', until: '2022-05-22' };
const offices: RuleVersion['scope'] = { region: '232700', kinds: ['marriageRegistrationOffice'] };

/**
 * Daxing'anling Prefecture, hundred-day safeguard action: what binds marriage registration offices.
 * The text carries neither a document number nor a date of issue.
 */
export const daxinganling: Pack = {
  notice: {
    id: 'DX',
    title: '大兴安岭地区民政局疫情防控“百日平安守护行动”实施方案',
    number: null,
    issuer: '大兴安岭地区民政局',
    issuedOn: null,
    region: '232700',
    standing: false,
  },
  clauses: [
    {
      id: 'DX-2.1',
      place: '二、第一阶段',
      kind: 'definition',
      room: 'appointments',
      summary: '第一阶段：2021年12月13日至2022年1月30日。',
    },
    {
      id: 'DX-2.2',
      place: '二、第二阶段',
      kind: 'definition',
      room: 'appointments',
      summary: '第二阶段：2022年1月31日至2月25日。',
    },
    {
      id: 'DX-2.2.3',
      place: '二、第二阶段',
      kind: 'advice',
      room: 'appointments',
      summary: '劝导从简从快办理，避免聚集。',
    },
    {
      id: 'DX-2.2.4',
      place: '二、第二阶段',
      kind: 'rule',
      room: 'appointments',
      summary: '婚姻登记等聚集类业务视疫情调整或暂停。',
    },
    {
      id: 'DX-2.3',
      place: '二、第三阶段',
      kind: 'definition',
      room: 'appointments',
      summary: '第三阶段：2022年2月26日至5月21日。',
    },
    {
      id: 'DX-2.3.2',
      place: '二、第三阶段',
      kind: 'rule',
      room: 'appointments',
      summary: '5月20日、21日等特殊日子引导错峰，减少聚集。',
    },
    {
      id: 'DX-3.1.10',
      place: '三（一）第三项',
      kind: 'rule',
      room: 'appointments',
      summary: '婚姻登记机关按疫情防控工作指南（第二版）执行。',
    },
    {
      id: 'DX-3.1.11',
      place: '三（一）第三项',
      kind: 'rule',
      room: 'appointments',
      summary: '控制每日登记总量，实行预约登记。',
    },
    {
      id: 'DX-3.1.12',
      place: '三（一）第三项',
      kind: 'rule',
      room: 'appointments',
      summary: '全区任一婚姻登记机关均可办理，减少人员流动。',
    },
    {
      id: 'DX-3.1.13',
      place: '三（一）第三项',
      kind: 'rule',
      room: 'appointments',
      summary: '提前告知，分时段错峰办理；场所通风、消毒。',
    },
    {
      id: 'DX-3.1.14',
      place: '三（一）第三项',
      kind: 'rule',
      room: 'appointments',
      summary: '对重点疫区和港澳台当事人测温、询问；隔离期未满的，不予预约，也不予登记。',
    },
    {
      id: 'DX-3.1.15',
      place: '三（一）第三项',
      kind: 'rule',
      room: 'appointments',
      summary: '发现不符合防疫要求的，第一时间报告有关部门。',
    },
  ],
  rules: [
    {
      id: 'DX/guideline@1',
      clauses: ['DX-3.1.10'],
      scope: offices,
      ...wholeAction,
      modality: 'must',
      requirement: { kind: 'guideline', title: '全国婚姻登记机关疫情防控工作指南', edition: 2 },
    },
    {
      id: 'DX/appointment-only@1',
      clauses: ['DX-3.1.11'],
      scope: offices,
      ...wholeAction,
      modality: 'must',
      requirement: { kind: 'quota', appointmentOnly: true, total: null, walkIns: 'refused' },
    },
    {
      id: 'DX/any-office@1',
      clauses: ['DX-3.1.12'],
      scope: offices,
      ...wholeAction,
      modality: 'must',
      requirement: { kind: 'choice', offices: 'prefecture' },
    },
    {
      id: 'DX/advance-notice@1',
      clauses: ['DX-3.1.13'],
      scope: offices,
      ...wholeAction,
      modality: 'must',
      requirement: { kind: 'notice', ahead: true, daysAhead: null },
    },
    {
      id: 'DX/quarantine-gate@1',
      clauses: ['DX-3.1.14'],
      scope: offices,
      ...wholeAction,
      modality: 'mustNot',
      requirement: {
        kind: 'screening',
        asks: ['keyAreaStay', 'quarantineEnd'],
        refuses: ['quarantineUnfulfilled'],
        at: ['booking', 'counter'],
        records: ['temperature', 'inquiry'],
      },
    },
    {
      id: 'DX/non-compliance-report@1',
      clauses: ['DX-3.1.15'],
      scope: offices,
      ...wholeAction,
      modality: 'must',
      requirement: { kind: 'report', on: 'nonCompliance', limitMinutes: null },
    },
    {
      id: 'DX/suspension@1',
      clauses: ['DX-2.2.4'],
      scope: offices,
      ...phase2,
      modality: 'discretion',
      requirement: { kind: 'suspension', acts: ['adjust', 'suspend'] },
    },
    {
      id: 'DX/short-and-simple@1',
      clauses: ['DX-2.2.3'],
      scope: offices,
      ...phase2,
      modality: 'advise',
      requirement: {
        kind: 'advice',
        text: { zh: '请尽量从简从快办理，不要多人陪同。', en: 'Please keep it short and come without companions.' },
      },
    },
    {
      id: 'DX/peak-days@1',
      clauses: ['DX-2.3.2'],
      scope: offices,
      ...phase3,
      modality: 'must',
      requirement: { kind: 'peakDays', days: ['2022-05-20', '2022-05-21'] },
    },
  ],
};
