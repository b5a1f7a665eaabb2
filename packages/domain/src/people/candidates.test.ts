import { expect, test } from 'vitest';
import { candidatesFor, namesFor, phonesFor, type Shown } from './candidates.ts';
import { demoRegion, idNumberOf } from './id-number.ts';
import { maskIdNumber, maskName, maskPhone } from './mask.ts';

const number = idNumberOf(demoRegion, Temporal.PlainDate.from('1990-05-06'), 12);
const mask = maskIdNumber(number);
/** the counties whose numbers begin with the two digits that are shown, of the smallest province counted */
const counties = 100;

/** Every view of the two sites and of the files that shows a masked number, with what stands beside it. */
const views: Readonly<Record<string, Omit<Shown, 'mask'>>> = {
  'the citizens’ own card: name, number, phone': { counties },
  'a row of the counter: name, number, phone, service': { counties },
  'a row of a couple, whose position tells the sex': { counties, sex: 'female' },
  'the slip in large print': { counties, sex: 'male' },
  'a file that was exported': { counties, sex: 'male' },
  'a request about one’s own data': { counties },
  'a page that shows an age beside it, in a county where everybody is from': {
    counties: 1,
    sex: 'male',
    birthDays: 365,
  },
};

test.each(Object.entries(views))('at least a thousand numbers fit %s', (_, beside) => {
  expect(candidatesFor({ mask, ...beside })).toBeGreaterThanOrEqual(1_000);
});

test.each([
  ['the usual six and four beside a birth date and a sex', '990001********1234', { birthDays: 1, counties: 1 }, 1],
  ['only the last two beside a birth date in one county', `${'*'.repeat(16)}34`, { birthDays: 1, counties: 1 }, 9],
  ['nothing but a birth date', '*'.repeat(18), { birthDays: 1, counties: 1 }, 1_000],
] as const)('%s leaves %s', (_, text, beside, expected) => {
  expect(candidatesFor({ mask: text, ...beside })).toBeLessThanOrEqual(expected);
});

const letters = {
  'a Chinese name': '王晓明欧阳建国买提',
  'a Latin one': 'annaschmidt',
  'an Uyghur one': 'ئالىمجانتۇر',
};

test.each(Object.entries(letters))(
  '[row 7] at least a thousand names fit what is shown of %s, however short',
  (_, all) => {
    const name = Array.from(all);
    for (let length = 2; length <= name.length; length += 1)
      expect(namesFor(maskName(name.slice(0, length).join(''))), `${length} characters`).toBeGreaterThanOrEqual(1_000);
  },
);

test('[row 7] at least a thousand phones fit what is shown of one', () => {
  expect(phonesFor(maskPhone('13800131234'))).toBeGreaterThanOrEqual(1_000);
});

test('[control] the ends of a short Latin name leave too few', () => {
  expect(namesFor('J**n')).toBeLessThan(1_000);
});
