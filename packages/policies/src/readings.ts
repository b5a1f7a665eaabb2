import type { Words } from '@anmin/domain/measures/words';

/** How open texts are read, alike for all notices: I of single words, C where clauses meet. A pack names them by id. */
export const readings: Readonly<Record<string, Words>> = {
  I1: { zh: '日期和时间均为北京时间', en: 'dates and times are those of Beijing' },
  I2: { zh: '“以上”“不超过”“不低于”均含本数', en: '以上, 不超过 and 不低于 include the number' },
  I3: { zh: '“某日前”含该日，当日24时截止', en: 'a day named with 日前 counts until its end' },
  I4: { zh: '比例按整数比较，不四舍五入', en: 'shares are compared in integers, never rounded' },
  I5: { zh: '一周从周一零时到周日24时', en: 'a week runs from Monday to Sunday' },
  I6: {
    zh: '停机三天、七天按72、168小时算，复查合格才可重启',
    en: 'three and seven days are 72 and 168 hours; a passed re-check reopens',
  },
  I7: {
    zh: '“小时内”含满时限的那一刻；48小时从采样起算',
    en: 'a time limit includes its last moment; 48 hours run from sampling',
  },
  I8: { zh: '“立即”“第一时间”等原文无时限，不判迟报', en: '立即 and 第一时间 give no number: nothing is late' },
  I9: { zh: '年龄按判定当日计算', en: 'ages are those of the day of the evaluation' },
  C1: { zh: '各地接种目标各按本地通知，不互相比较', en: 'targets of vaccination are never compared across regions' },
  C2: { zh: '分母是否剔除禁忌症，按本通知所写', en: 'who counts below the line is part of each rule' },
  C3: { zh: '不在任何一组的人单独列出', en: 'persons in no cohort are shown apart' },
  C4: { zh: '目标须写明剂次', en: 'a target names its dose' },
  C5: { zh: '儿童按本通知的年龄界线', en: 'children by the ages of the notice' },
  C6: { zh: '任一触发条件成立即封闭', en: 'any one trigger closes' },
  C7: { zh: '第二阶段一律封闭，其余阶段按指挥部命令', en: 'phase 2 closes of itself, the other phases on an order' },
  C8: {
    zh: '三市其余县出现确诊病例，按全省其他县一样立即封闭',
    en: 'a confirmed case closes in the three cities as elsewhere',
  },
  C9: { zh: '封闭管理的范围以本通知为准，不照搬他处', en: 'whom a closure bars is taken from its own notice only' },
  C10: { zh: '封闭哪些类别，按本通知所列', en: 'which kinds close is listed by each notice' },
  C11: { zh: '“二码”是健康码和接种记录，“双码”是健康码和行程码', en: '二码 and 双码 are different pairs of checks' },
  C12: { zh: '不得进入的理由各有效力，严禁的不能由人放行', en: 'each reason to refuse has its own force' },
  C13: { zh: '未接种者的进入和派工是两条规定', en: 'entry and assignment of the unvaccinated are two rules' },
  C14: { zh: '核酸检测的间隔按人群和机构分别定', en: 'intervals of tests differ by group and kind' },
  C15: { zh: '体温监测的频次，原文未写的不补', en: 'no frequency is added where the text gives none' },
  C16: {
    zh: '申请、批准、征求意见、报备是四件不同的事',
    en: 'applying, approving, asking an opinion and filing are kept apart',
  },
  C17: { zh: '恰为50人：允许，但须有方案并备案', en: 'exactly 50 are allowed, with a plan and a filing' },
  C18: { zh: '桌数和人数分别判断，要求相加', en: 'tables and heads are judged each; duties add up' },
  C19: { zh: '外出的报备、同意、批准、备案各按本通知的次序', en: 'the steps of a trip are those of each notice' },
  C20: { zh: '风险按地市还是按地区匹配，依本通知', en: 'risk is matched at the level each notice names' },
  C21: { zh: '旅居史按通知列明的地区和起始日', en: 'stays count from the place and day the notice names' },
  C22: { zh: '报告的种类、频次、对象按本通知', en: 'reports by kind, frequency and recipient as each notice says' },
  C23: { zh: '瞒报、误报、迟报、漏报合并为四类', en: 'four kinds of breach in reporting' },
  C24: { zh: '值班时数未写的不补', en: 'hours of duty are not added where unset' },
  C25: { zh: '审核确认权按各地规定', en: 'who confirms relief is set by each region' },
  C26: { zh: '救助放宽的条件不跨地区适用', en: 'easings of relief never cross regions' },
  C27: { zh: '“照料”“照应”是同一要求', en: '照料 and 照应 are one duty' },
  C28: { zh: '物品所需凭证按种类定', en: 'the evidence needed differs by kind of goods' },
  C29: { zh: '暂停办理优先于预约', en: 'a suspension beats a booking' },
  C30: { zh: '原则上不限制出入的，不得设全面禁入', en: 'where movement is free in principle no general block is set' },
  C31: { zh: '统一暂停销售不算违规，不进阶梯', en: 'a general stop of sales is no finding' },
  C32: { zh: '原通知和转发通知各有对象', en: 'the notice and its forwarding bind their own addressees' },
  C33: { zh: '未写终止日的，到有权机关解除为止', en: 'what has no end holds until it is lifted' },
};

/** A reading as people read it: the sentences of the ids it names, then what it says in words of its own. */
export function readingOf(text: string): Words {
  const ids = text.match(/\b[IC]\d+\b/g) ?? [];
  const own = text.replaceAll(/\b[IC]\d+\b[：；、，]?/g, '').trim();
  const known = ids.flatMap((id) => (readings[id] === undefined ? [] : [readings[id]]));
  const join = (parts: readonly string[], by: string) => parts.filter((part) => part !== '').join(by);
  return {
    zh: join([...known.map(({ zh }) => zh), own], '；'),
    en: join([...known.map(({ en }) => en), own], '; '),
  };
}
