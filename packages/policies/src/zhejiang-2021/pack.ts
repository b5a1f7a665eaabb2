import type { Pack } from '@anmin/domain/measures/notice';
import { clauses } from './clauses.ts';
import { bureauRules } from './rules/bureau.ts';
import { closureRules } from './rules/closure.ts';
import { communityRules } from './rules/community.ts';
import { institutionRules } from './rules/institutions.ts';
import { inForce } from './scopes.ts';

/** Zhejiang, urgent notice of the provincial department. Its text carries no document number. */
export const zhejiang: Pack = {
  notice: {
    id: 'ZJ',
    title: '浙江省民政厅办公室关于全面加强新冠肺炎疫情防控工作的紧急通知',
    number: null,
    issuer: '浙江省民政厅办公室',
    issuedOn: '2021-12-07',
    publishedOn: '2021-12-08',
    region: '330000',
    standing: false,
    spans: [inForce],
  },
  clauses,
  rules: [...closureRules, ...institutionRules, ...communityRules, ...bureauRules],
};
