import type { Answers } from '@anmin/domain/appointments/answers';
import type { Api } from './api.ts';

type Terms = Awaited<ReturnType<Api['office']['terms']['query']>>;
type Slot = { readonly starts: string; readonly ends: string };
type Span = { readonly from: string; readonly until: string };

/** What a citizen may say would do as well: from the narrowest to the widest. */
export type Wishes = {
  readonly days: Readonly<Record<'one' | 'any', Span>>;
  readonly times: Readonly<Record<'one' | 'half' | 'any', Span>>;
  /** Whether the half of the day is the morning. */
  readonly morning: boolean;
  readonly elsewhere: boolean;
};

export function wishesFor(answers: Answers, slots: readonly Slot[], terms: Terms, offices: number): Wishes {
  const { day = '', time = '' } = answers;
  const ends = slots.find(({ starts }) => starts === time)?.ends ?? endOfDay;
  const morning = time < noon;
  return {
    days: { one: { from: day, until: day }, any: { from: day, until: terms.waiting?.until ?? day } },
    times: {
      one: { from: time, until: ends },
      half: morning ? { from: startOfDay, until: latest(ends, noon) } : { from: noon, until: endOfDay },
      any: { from: startOfDay, until: endOfDay },
    },
    morning,
    elsewhere: offices > 1 && answers.service !== 'divorceCertificate' && terms.choice !== 'householdRegister',
  };
}

/** The choices as the office reads them; what is no choice counts as the narrowest. */
export function wishOf(typed: { days: string; times: string; anywhere: boolean }, { days, times }: Wishes) {
  const onDays = typed.days === 'any' ? days.any : days.one;
  const atTimes = typed.times === 'any' ? times.any : typed.times === 'half' ? times.half : times.one;
  return {
    ...{ fromDay: onDays.from, untilDay: onDays.until, fromTime: atTimes.from, untilTime: atTimes.until },
    anywhere: typed.anywhere,
  };
}

const startOfDay = '00:00';
const noon = '12:00';
const endOfDay = '23:59';

function latest(one: string, other: string): string {
  return one > other ? one : other;
}
