import { ungrouped } from './typed-text.ts';

/**
 * A reference people read out over the phone: two letters, eight digits drawn at random, two check digits
 * (ISO 7064 MOD 97-10 over all, letters as 10 to 35), so that one wrong or two swapped characters are noticed.
 */
export function referenceFor(prefix: string, eightDigits: string): string {
  const body = prefix + eightDigits;
  if (!/^[A-Z]{2}\d{8}$/.test(body)) throw new RangeError('a reference is two letters and eight digits');
  return body + String(98 - remainder(body + '00')).padStart(2, '0');
}

/** The reference as it is stored; undefined when it cannot be one. */
export function readReference(text: string): string | undefined {
  const reference = ungrouped(text).toUpperCase();
  return /^[A-Z]{2}\d{10}$/.test(reference) && remainder(reference) === 1 ? reference : undefined;
}

/** HY 3052 7714 96 */
export const formatReference = (reference: string): string =>
  reference.replace(/^(..)(....)(....)(..)$/, '$1 $2 $3 $4');

function remainder(characters: string): number {
  let rest = 0;
  for (const character of characters) {
    const value = parseInt(character, 36);
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
  }
  return rest;
}
