import type { Pack } from '@anmin/domain/measures/notice';
import { clauses } from './clauses.ts';
import { cadres } from './rules/cadres.ts';
import { community } from './rules/community.ts';
import { governance } from './rules/governance.ts';
import { measures } from './rules/measures.ts';
import { relief } from './rules/relief.ts';
import { vaccination } from './rules/vaccination.ts';

/** Shanxi Province, telegram on the control of the epidemic, as Shangdang District passed it on the same day. */
export const shanxi: Pack = {
  notice: {
    id: 'SX',
    title: '山西省民政厅关于进一步加强新冠肺炎疫情防控工作的通知',
    number: '晋民电〔2021〕19号',
    issuer: '山西省民政厅',
    issuedOn: '2021-08-05',
    region: '140000',
    standing: false,
    spans: [{ from: '2021-08-05', until: null }],
    forwardings: [
      {
        issuer: '长治市上党区民政局',
        number: '长上民字〔2021〕25号',
        issuedOn: '2021-08-05',
        region: '140404',
      },
    ],
  },
  clauses,
  rules: [...governance, ...community, ...measures, ...vaccination, ...relief, ...cadres],
};
