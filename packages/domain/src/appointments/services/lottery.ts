import type { ServiceDefinition } from '../service.ts';

/**
 * A visit to a welfare-lottery outlet. Minors neither buy nor redeem (《彩票管理条例》第十八条); a prize is claimed within 60
 * natural days (第二十五条). No ID number is asked for: nothing of a visit needs one.
 */
export const lotteryVisit: ServiceDefinition = {
  id: 'lotteryVisit',
  institution: 'lotteryOutlet',
  name: { zh: '福彩投注站到店', en: 'Visit to a lottery outlet' },
  about: [
    {
      zh: '选好站点和时段再来，到店不用等。一次最多3人，不需要身份证号码。',
      en: 'Choose an outlet and a time, then there is no wait. Up to 3 people, no ID number needed.',
    },
  ],
  prefix: 'FC',
  asks: [
    { ask: 'callName' },
    { ask: 'phone' },
    { ask: 'headcount', most: 3 },
    {
      ask: 'choice',
      id: 'purpose',
      title: { zh: '到店事项', en: 'Purpose of the visit' },
      options: [
        { id: 'buy', zh: '购彩', en: 'Buy tickets' },
        { id: 'redeem', zh: '兑奖', en: 'Claim a prize' },
        { id: 'ask', zh: '咨询', en: 'Ask something' },
      ],
    },
    {
      ask: 'declaration',
      id: 'adults',
      text: {
        zh: '本人已满18周岁，同行没有未成年人',
        en: 'I am 18 or older, and nobody under 18 comes with me',
      },
      whenScreened: false,
    },
    {
      ask: 'declaration',
      id: 'healthy',
      text: {
        zh: '本人和同行人没有发热咳嗽，不在隔离观察期',
        en: 'None of us has a fever or a cough or is in quarantine',
      },
      whenScreened: true,
    },
  ],
  takes: 'placeEach',
  unique: ['phoneAtOfficeOnDay'],
  penalties: false,
  materials: [],
  afterwards: [
    { zh: '请在预约的时段内到店，出示预约号。', en: 'Please come within the booked time and show the number.' },
    {
      zh: '兑奖请带彩票和身份证；兑奖期为开奖之日起60个自然日。',
      en: 'To claim a prize bring the ticket and your ID card; prizes are paid for 60 days after the draw.',
    },
  ],
  reminder: {
    zh: '理性购彩。未成年人不得购买彩票及兑奖（《彩票管理条例》第十八条）。',
    en: 'Play responsibly. Nobody under 18 may buy lottery tickets or claim prizes (Lottery Regulations, article 18).',
  },
};
