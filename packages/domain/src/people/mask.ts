/**
 * What a screen may show of a person. Of an ID number only the province and the last two, so that at least a thousand
 * numbers fit any screen that also shows an age; of the last four, where no more was asked, the last two.
 */
export const maskIdNumber = (number: string): string =>
  number.length <= 4 ? '*'.repeat(16) + number.slice(-2) : number.slice(0, 2) + '*'.repeat(14) + number.slice(-2);

/**
 * 王*明, 王*: the first character, and the last where enough is hidden between them: one character of a Chinese name, three
 * letters of another script, which has fewer to choose from.
 */
export function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name);
  if (rest.length === 0) return first;
  const least = /\p{Script=Han}/u.test(first) ? 1 : 3;
  const between = rest.length - 1;
  if (between < least) return first + '*'.repeat(Math.max(rest.length, least));
  return first + '*'.repeat(between) + (rest.at(-1) ?? '');
}

/** 138****1234 */
export const maskPhone = (phone: string): string => phone.slice(0, 3) + '****' + phone.slice(-4);
