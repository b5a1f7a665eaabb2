/**
 * A temperature as it is typed, in tenths: 365, 36.5 and 36 are 36.5, 36.5 and 36.0 degrees. `whole`: nothing can follow,
 * so that the next cell may come; null: no temperature.
 */
export function readTemperature(text: string): { readonly tenths: number; readonly whole: boolean } | null {
  const plain = text.trim().replace(/[。．,，]/, '.');
  const found = /^([34]\d)(?:\.?(\d)|\.)?$/.exec(plain);
  if (found === null) return null;
  const [, degrees = '', tenth] = found;
  return { tenths: Number(degrees) * 10 + Number(tenth ?? 0), whole: tenth !== undefined };
}

/** Tenths as a person reads them: 36.5 */
export const writeTenths = (tenths: number): string => (tenths / 10).toFixed(1);
