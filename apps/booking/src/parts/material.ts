import { getLocale } from '@anmin/words/locale';

/** A text that comes from data in both languages. */
export function inLocale(text: { zh: string; en: string }): string {
  return getLocale() === 'en' ? text.en : text.zh;
}
