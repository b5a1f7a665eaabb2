import type { Pack } from '@anmin/domain/measures/notice';
import { clauses } from './clauses.ts';
import { command } from './rules/command.ts';
import { measures } from './rules/measures.ts';
import { oversight } from './rules/oversight.ts';
import { places } from './rules/places.ts';
import { recipients } from './rules/recipients.ts';
import { relief } from './rules/relief.ts';
import { travel } from './rules/travel.ts';
import { vaccination } from './rules/vaccination.ts';

/**
 * Liuzhou, speech of the head of the bureau at the meeting on the control of the epidemic. A speech carries no number;
 * it sets the targets and dates of the bureau all the same.
 */
export const liuzhou: Pack = {
  notice: {
    id: 'LIU',
    title: '在全市民政系统疫情防控工作部署会议上的讲话',
    number: null,
    issuer: '柳州市民政局',
    issuedOn: '2021-08-11',
    region: '450200',
    standing: false,
    spans: [{ from: '2021-08-11', until: null }],
  },
  clauses,
  rules: [...command, ...measures, ...travel, ...vaccination, ...recipients, ...places, ...relief, ...oversight],
};
