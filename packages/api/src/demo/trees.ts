import type { unit } from '@anmin/db/schema/organisation';
import type { InstitutionKind } from '@anmin/domain/institutions/kinds';
import { nameOf } from '@anmin/domain/regions/region';

/** `parent` null: nothing of the demo is above it. */
export type SeededUnit = typeof unit.$inferInsert & { readonly parent: string | null };

/** Invented institutions of the demo's own prefecture, beside its counters. */
const ownInstitutions: SeededUnit[] = [
  institution('songtao', 'elderCare', '加格达奇松涛养老院', '232761'),
  institution('hupan', 'elderCare', '加格达奇湖畔养老院', '232761'),
  institution('beihai', 'elderCare', '漠河北陲养老院', '232701'),
  institution('xiaoshu', 'childWelfare', '小树儿童福利院', '232761'),
  institution('jing-an', 'funeral', '塔河静安殡仪馆', '232722'),
  institution('fucai-0101', 'lotteryOutlet', '福彩0101投注站', '232761'),
  institution('fucai-0102', 'lotteryOutlet', '福彩0102投注站', '232761'),
  {
    ...{ id: 'jiuzhu', kind: 'affiliated', name: '地区救助管理站', region: '232700', parent: '232700' },
    institutionKind: 'reliefStation',
  },
];

/** Bureaus of the other notices, each with a section, so that an officer of each can try a day inside the notice. */
const elsewhere: SeededUnit[] = [
  province('140000'),
  ...city('140400', '140000', ['140404']),
  institution('shangdang-yanglao', 'elderCare', '上党向阳养老院', '140404'),
  institution('shangdang-jingsong', 'tekunSupport', '上党劲松敬老院', '140404'),
  province('450000'),
  ...city('450200', '450000', ['450202']),
  institution('liuzhou-yanglao', 'elderCare', '柳州江滨养老院', '450202'),
  institution('liuzhou-ertong', 'childWelfare', '柳州紫荆儿童福利院', '450202'),
  province('330000'),
  ...city('330200', '330000', ['330211', '330212']),
  institution('zhenhai-yanglao', 'elderCare', '镇海望潮养老院', '330211'),
  institution('zhenhai-binyi', 'funeral', '镇海怀远殡仪馆', '330211'),
  institution('yinzhou-yanglao', 'elderCare', '鄞州东湖养老院', '330212'),
  ...city('330400', '330000', ['330402', '330424']),
  institution('nanhu-yanglao', 'elderCare', '南湖烟雨养老院', '330402'),
  institution('nanhu-yanglao-2', 'elderCare', '南湖菱香养老院', '330402'),
  institution('nanhu-ertong', 'childWelfare', '南湖春芽儿童福利院', '330402'),
  institution('haiyan-yanglao', 'elderCare', '海盐听涛养老院', '330424'),
  province('620000'),
  ...city('620100', '620000', ['620102']),
  institution('lanzhou-yanglao', 'elderCare', '兰州河畔养老院', '620102'),
  institution('lanzhou-jingshen', 'mentalHealth', '兰州安宁精神卫生福利院', '620102'),
];

/**
 * What stands beside the counters of the demo, the ones above first. Of it the outlets, two care homes and the funeral home have a
 * door on the citizens' site.
 */
export const trees: readonly SeededUnit[] = [...ownInstitutions, ...elsewhere];

function province(region: string): SeededUnit {
  return { id: region, kind: 'province', name: `${nameOf(region) ?? region}民政厅（演示）`, region, parent: null };
}

function city(region: string, parent: string, counties: readonly string[]): SeededUnit[] {
  const name = (code: string) => `${nameOf(code) ?? code}民政局（演示）`;
  return [
    { id: region, kind: 'prefecture', name: name(region), region, parent },
    { id: `${region}-shehui`, kind: 'section', name: '社会事务科', region, parent: region },
    ...counties.map((code) => ({ id: code, kind: 'county' as const, name: name(code), region: code, parent: region })),
  ];
}

function institution(id: string, institutionKind: InstitutionKind, name: string, county: string): SeededUnit {
  return { id, kind: 'institution', name: `${name}（演示）`, region: county, institutionKind, parent: county };
}
