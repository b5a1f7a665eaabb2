import type { RuleVersion } from '@anmin/domain/measures/notice';
import { besidesMarriageOffices, binds, must, wholeAction } from '../binding.ts';

const everybody = must('bureau', 'bureauSection', 'affiliatedUnit');
const channels = ['officialAccount', 'governmentWebsite'];

/** What is told to the public and to one's own people. */
export const publicity: readonly RuleVersion[] = [
  {
    id: 'DX/work-updates@1',
    clauses: ['DX-3.6.1'],
    ...everybody,
    requirement: {
      kind: 'cadence',
      activity: 'workUpdate',
      each: 'announcement',
      times: null,
      per: null,
      items: channels,
    },
  },
  {
    id: 'DX/prevention-tips@1',
    clauses: ['DX-3.6.1'],
    ...everybody,
    requirement: {
      kind: 'cadence',
      activity: 'preventionTip',
      each: 'announcement',
      times: null,
      per: null,
      items: channels,
    },
    reading: 'I8',
  },
  {
    id: 'DX/public-concerns@1',
    clauses: ['DX-3.6.1'],
    ...everybody,
    requirement: { kind: 'ledger', of: 'publicConcern', steps: ['publicReply'], fields: [] },
  },
  {
    id: 'DX/publicity-channels@1',
    clauses: ['DX-3.6.2'],
    ...everybody,
    requirement: {
      kind: 'cadence',
      activity: 'publicity',
      each: 'bureau',
      times: null,
      per: null,
      items: ['publicityWall', 'bannerSlogan', 'wechatGroup'],
    },
  },
  {
    id: 'DX/stay-in-prefecture@1',
    clauses: ['DX-3.6.3'],
    scope: binds('bureau', 'bureauSection', 'affiliatedUnit', ...besidesMarriageOffices),
    ...wholeAction,
    modality: 'advise',
    requirement: {
      kind: 'advice',
      text: {
        zh: '没有必要的事，请不要离开本地区；假期少出门，避开人多的地方，及时接种疫苗，也请家人一起做到。',
        en: 'Please leave the prefecture only if you must, go out little on holidays, avoid crowds, get vaccinated, and ask your family to do the same.',
      },
    },
    reading: 'C19：只是提示；婚姻登记窗口不另行展示。',
  },
];
