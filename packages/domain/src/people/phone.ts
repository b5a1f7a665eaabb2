import { ungrouped } from './typed-text.ts';

export type PhoneReading = { readonly ok: string } | { readonly error: 'phone' };

/** A mainland mobile number: 11 digits from 13 to 19, however grouped, with or without the country code. */
export function readPhone(text: string): PhoneReading {
  const phone = ungrouped(text)
    .replaceAll(/[().]/g, '')
    .replace(/^(\+86|0086|86)(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(phone) ? { ok: phone } : { error: 'phone' };
}
