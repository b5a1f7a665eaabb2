import type { Answers } from '@anmin/domain/appointments/answers';
import type { Refusal } from '@anmin/domain/refusal';
import type { Api } from '../api.ts';

export type Wanted = { readonly service: string; readonly office: string };
export type Month = Awaited<ReturnType<Api['office']['month']['query']>>;
export type Day = Month['days'][number];

const isDay = /^\d{4}-\d{2}-\d{2}$/;

export async function monthFor(api: Api, wanted: Wanted, answers: Answers, from?: string): Promise<Month> {
  const chosen = answers.day !== undefined && isDay.test(answers.day) ? answers.day : undefined;
  const applicationDay = applicationDayOf(answers) ?? undefined;
  return api.office.month.query({
    ...wanted,
    ...(chosen === undefined ? {} : { day: chosen }),
    ...(applicationDay === undefined ? {} : { applicationDay }),
    ...(from !== undefined && isDay.test(from) ? { from } : {}),
  });
}

/** The month asked for; without a wish the first one with a free day, or the first if there is none. */
export async function firstUsefulMonth(api: Api, wanted: Wanted, answers: Answers, from?: string): Promise<Month> {
  const month = await monthFor(api, wanted, answers, from);
  if (from !== undefined || (answers.day ?? '') !== '' || month.days.some(isOpen)) return month;
  const [open] = (await nextOpenDays(api, wanted, answers, 1)).days;
  return open === undefined ? month : monthFor(api, wanted, answers, open.day);
}

/** Why no day at all can be had: the time to reconsider is not over yet, or the time to collect is. */
export async function windowRefusal(api: Api, wanted: Wanted, answers: Answers): Promise<Refusal | null> {
  if (wanted.service !== 'divorceCertificate' || applicationDayOf(answers) === null) return null;
  if ((await nextOpenDays(api, wanted, answers, 1)).days.length > 0) return null;
  const month = await monthFor(api, wanted, { ...answers, day: '' });
  const outside = month.days.find(({ state }) => state === 'outside');
  return outside === undefined ? null : (await monthFor(api, wanted, { ...answers, day: outside.day })).refusal;
}

function isOpen({ state }: Day): boolean {
  return state === 'open' || state === 'few' || state === 'ballot';
}

/** The next days with free places, over as many months as the office has opened; with those one may wait in line for. */
export async function nextOpenDays(
  api: Api,
  wanted: Wanted,
  answers: Answers,
  count: number,
  waits = false,
): Promise<{ days: Day[]; more: boolean }> {
  const open: Day[] = [];
  let from: string | undefined;
  do {
    const month = await monthFor(api, wanted, { ...answers, day: '' }, from);
    open.push(...month.days.filter((it) => isOpen(it) || (waits && it.state === 'full')));
    from = month.next ?? undefined;
  } while (from !== undefined && open.length <= count);
  return { days: open.slice(0, count), more: open.length > count };
}

/** The typed day of acceptance; null while it is not a day. */
export function applicationDayOf({ applicationYear, applicationMonth, applicationDay }: Answers): string | null {
  const [year, month, day] = [applicationYear, applicationMonth, applicationDay].map((part) =>
    Number((part ?? '').normalize('NFKC')),
  );
  try {
    return Temporal.PlainDate.from(
      { year: year ?? 0, month: month ?? 0, day: day ?? 0 },
      { overflow: 'reject' },
    ).toString();
  } catch {
    return null;
  }
}
