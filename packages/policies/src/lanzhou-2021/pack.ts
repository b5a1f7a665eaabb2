import type { Pack } from '@anmin/domain/measures/notice';
import { clauses } from './clauses.ts';
import { communityRules } from './rules/community.ts';
import { conductRules } from './rules/conduct.ts';
import { dutyRules } from './rules/duty.ts';
import { gatheringRules } from './rules/gatherings.ts';
import { institutionRules } from './rules/institutions.ts';
import { petitionRules } from './rules/petitions.ts';
import { reliefRules } from './rules/relief.ts';
import { safetyRules } from './rules/safety.ts';
import { travelRules } from './rules/travel.ts';
import { inForce } from './scopes.ts';

/** Lanzhou, work over New Year and Spring Festival 2022. The text as received has no title; this one is ours. */
export const lanzhou: Pack = {
  notice: {
    id: 'LAN',
    title: '兰州市民政局通知（原文无标题；2022年元旦春节期间工作）',
    number: '兰民发〔2021〕239号',
    issuer: '兰州市民政局',
    issuedOn: '2021-12-31',
    region: '620100',
    standing: false,
    spans: [inForce],
  },
  clauses,
  rules: [
    ...conductRules,
    ...travelRules,
    ...gatheringRules,
    ...communityRules,
    ...institutionRules,
    ...reliefRules,
    ...safetyRules,
    ...petitionRules,
    ...dutyRules,
  ],
};
