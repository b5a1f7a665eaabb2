import type { Sex } from './id-number.ts';

/** What a screen, a file or a public list tells of one person's ID number, and what it tells beside it. */
export type Shown = {
  /** eighteen characters, `*` for what is hidden */
  readonly mask: string;
  /** days the person can be born on: one for a birth date, some 365 for an age; without it nothing is told */
  readonly birthDays?: number;
  readonly sex?: Sex;
  /** counties the number can begin with; 1 where everybody takes the people of one county for granted */
  readonly counties: number;
};

/** Days of birth of living people: a hundred years. */
const livingDays = 36_525;

/**
 * How many numbers fit what is shown, at least. A number is six digits of a county, eight of a birth day, three of an
 * order whose last is odd for men, and a check character that follows from the rest: shown, it leaves one in eleven.
 */
export function candidatesFor({ mask, birthDays, sex, counties }: Shown): number {
  const [county, birth, order, check] = [mask.slice(0, 6), mask.slice(6, 14), mask.slice(14, 17), mask.slice(17)];
  const days = birthDays ?? livingDays;
  const left = (text: string, all: number) => (text.includes('*') ? Math.min(all, 10 ** hidden(text)) : 1);
  const orders = order.endsWith('*') && sex !== undefined ? 10 ** hidden(order) / 2 : 10 ** hidden(order);
  const fitting = left(county, counties) * left(birth, days) * orders;
  return Math.floor(check === '*' ? fitting : fitting / 11);
}

/**
 * The characters a hidden one of a name can be, at least: the 3,500 of the first level of 通用规范汉字表 (2013), or the
 * letters of the smallest alphabet a name is written in here.
 */
const characters = { han: 3_500, letters: 20 };

/** How many names fit what is shown of one, at least. */
export function namesFor(mask: string): number {
  return (/\p{Script=Han}/u.test(mask) ? characters.han : characters.letters) ** hidden(mask);
}

/** How many phones fit what is shown of one. */
export function phonesFor(mask: string): number {
  return 10 ** hidden(mask);
}

function hidden(text: string): number {
  return text.split('*').length - 1;
}
