/**
 * What a screen may show of a person. Of an ID number only the province and the last two, so that at least a thousand
 * numbers fit any screen that also shows an age.
 */
export const maskIdNumber = (number: string): string => number.slice(0, 2) + '*'.repeat(14) + number.slice(-2);

/** 王*明, 王*: the first character, and the last when there are three or more. */
export function maskName(name: string): string {
  const [first = '', ...rest] = Array.from(name);
  if (rest.length < 2) return first + '*'.repeat(rest.length);
  return first + '*'.repeat(rest.length - 1) + (rest.at(-1) ?? '');
}

/** 138****1234 */
export const maskPhone = (phone: string): string => phone.slice(0, 3) + '****' + phone.slice(-4);
