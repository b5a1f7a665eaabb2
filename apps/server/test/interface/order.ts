import { manId, phoneOf, womanId } from '../../../../packages/api/test/citizens.ts';

const days = ['2022-05-18', '2022-05-19', '2022-05-23', '2022-05-24', '2022-05-25', '2022-05-26', '2022-05-27'];
const starts = ['09:40', '10:20', '14:00', '14:40', '15:20'];

/** Each couple at a time of its own, as far as there are any. */
export const orderOf = (n: number, more: object = {}) => ({
  ...{ office: 'jiagedaqi', service: 'marriage' },
  ...{ day: days[n % 7] ?? '', time: starts[Math.floor(n / 7) % 5] ?? '' },
  parties: [
    { name: '王建军', idNumber: manId(n), keyAreaStay: false },
    { name: '李秀英', idNumber: womanId(n), keyAreaStay: false },
  ],
  ...{ phone: phoneOf(n), consent: true },
  ...more,
});
