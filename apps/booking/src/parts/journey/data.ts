import type { PageData } from '../../routes/hunyin/yuyue/[step]/$types';

export type JourneyData = PageData;

/** What the questions of day and time need, on the journey and when a booking is moved. */
export type WhenData = Pick<JourneyData, 'answers' | 'chosen' | 'terms' | 'look' | 'offices'>;

export type Shown = { readonly field: string; readonly text: string };

export function errorOn(errors: readonly Shown[], ...fields: readonly string[]): string | undefined {
  return errors.find(({ field }) => fields.includes(field))?.text;
}
