import type { Pack } from '@anmin/domain/measures/notice';
import { phase1, phase2, phase3, wholeAction } from './binding.ts';
import { clauses } from './clauses.ts';
import { careHomes } from './rules/care-homes.ts';
import { community } from './rules/community.ts';
import { funerals } from './rules/funerals.ts';
import { governance } from './rules/governance.ts';
import { marriage } from './rules/marriage.ts';
import { outlets } from './rules/outlets.ts';
import { phases } from './rules/phases.ts';
import { publicity } from './rules/publicity.ts';
import { relief } from './rules/relief.ts';
import { tasks } from './rules/tasks.ts';
import { vaccination } from './rules/vaccination.ts';
import { vagrants } from './rules/vagrants.ts';

/**
 * Daxing'anling Prefecture, hundred-day safeguard action of its civil affairs.
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
    spans: [wholeAction, phase1, phase2, phase3],
  },
  clauses,
  rules: [
    ...marriage,
    ...phases,
    ...careHomes,
    ...funerals,
    ...relief,
    ...community,
    ...vagrants,
    ...outlets,
    ...publicity,
    ...vaccination,
    ...tasks,
    ...governance,
  ],
};
