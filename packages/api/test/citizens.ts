import type { TestOffice } from '../../../tooling/test/office.ts';
import { provePhone } from '@anmin/api/bookings/phone-proof';
import { loadDraft, saveDraft, startDraft } from '@anmin/api/drafts/draft';
import type { AppRouter } from '@anmin/api/router';
import { inTransaction } from '@anmin/db/client';
import type { Answers } from '@anmin/domain/appointments/answers';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import type { Refusal } from '@anmin/domain/refusal';
import type { inferRouterOutputs } from '@trpc/server';
import { randomUUID } from 'node:crypto';

/** Invented people: the n-th couple, of age on every day the tests use. */
export function couple(n: number): Answers {
  return { name1: '王建军', id1: manId(n), name2: '李秀英', id2: womanId(n), phone: phoneOf(n) };
}

export function manId(n: number): string {
  return idNumberOf(demoRegion, birthOf(n), 1 + 2 * (Math.floor(n / 9000) % 400));
}

export function womanId(n: number): string {
  return idNumberOf(demoRegion, birthOf(n), 2 + 2 * (Math.floor(n / 9000) % 400));
}

export function phoneOf(n: number): string {
  return `139${String(n).padStart(8, '0')}`;
}

function birthOf(n: number): Temporal.PlainDate {
  return Temporal.PlainDate.from('1975-01-01').add({ days: n % 9000 });
}

export type Wanted = Partial<Answers> & { office?: string; day: string; time: string };

/** A marriage registration for a couple, both asked and neither in quarantine. */
export function answersFor(n: number, wanted: Wanted): Answers {
  return { service: 'marriage', office: 'jiagedaqi', stay1: 'no', stay2: 'no', ...couple(n), ...wanted };
}

type Outputs = inferRouterOutputs<AppRouter>;
export type Answered<Data> =
  | { readonly status: number; readonly data: Data; readonly refusal: null }
  | { readonly status: number; readonly data: null; readonly refusal: Refusal | null };

/** A call of a verb as a stranger makes it: over HTTP. */
export async function post<Data>(
  url: string,
  path: string,
  input: unknown,
  headers: Record<string, string> = {},
): Promise<Answered<Data>> {
  const response = await fetch(`${url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as { result?: { data: Data }; error?: { data: { refusal: Refusal | null } } };
  if (body.result !== undefined) return { status: response.status, data: body.result.data, refusal: null };
  return { status: response.status, data: null, refusal: body.error?.data.refusal ?? null };
}

export type BookOptions = { readonly key?: string };

/** Books over HTTP with a phone that is proven. */
export function book(
  office: { url: string; keys: TestOffice['keys'] },
  answers: Answers,
  { key = randomUUID() }: BookOptions = {},
) {
  const proof = provePhone(office.keys, answers.phone ?? '', Temporal.Now.instant());
  return post<Outputs['bookings']['book']>(office.url, 'bookings.book', { key, answers, proof });
}

/** The last code that was sent to a phone. */
export async function lastCode(office: TestOffice, phone: string): Promise<string> {
  await office.runJobs();
  const sms = office.sent.filter(({ kind, to }) => kind === 'code' && to === phone).at(-1);
  return String(sms?.facts['code'] ?? '');
}

/** A browser whose phone is proven, and what its owner does with a booking over HTTP. */
export async function holderOf(office: Pick<TestOffice, 'url' | 'keys' | 'databases'>, phone: string) {
  const draft = await provenDraft(office, phone);
  const act =
    <Name extends 'move' | 'cancel' | 'accept' | 'decline' | 'correct'>(name: Name) =>
    (own: { booking: string; version: number; key?: string }, more: Record<string, string> = {}) =>
      post<Outputs['bookings'][Name]>(office.url, `bookings.${name}`, { draft, key: randomUUID(), ...own, ...more });
  const find = () => post<Outputs['bookings']['find']>(office.url, 'bookings.find', { draft });
  return { draft, find, move: act('move'), cancel: act('cancel'), accept: act('accept'), decline: act('decline') };
}

function provenDraft({ keys, databases }: Pick<TestOffice, 'keys' | 'databases'>, phone: string): Promise<string> {
  return inTransaction(databases.citizens, async (tx) => {
    const id = await startDraft(tx, keys, 'manage');
    const proven = [{ phone, proof: provePhone(keys, phone, Temporal.Now.instant()) }];
    await saveDraft(tx, keys, id, { ...(await loadDraft(tx, keys, id)), proven });
    return id;
  });
}

/** Gets in line over HTTP for a time that is taken; without more the time itself is all that would do. */
export async function waitFor(
  office: Pick<TestOffice, 'url' | 'keys' | 'databases'>,
  answers: Answers & { day?: string; time?: string },
  wish: Partial<Outputs['waiting']['list'][number]> = {},
) {
  const draft = await provenDraft(office, answers.phone ?? '');
  await post(office.url, 'drafts.fill', { draft, answers });
  const { day = '', time = '' } = answers;
  const untilTime = Temporal.PlainTime.from(time).add({ minutes: 40 }).toString().slice(0, 5);
  const { fromDay = day, untilDay = day, fromTime = time, anywhere = false } = wish;
  return post<Outputs['waiting']['join']>(office.url, 'waiting.join', {
    ...{ draft, key: randomUUID(), consent: true, agree: true },
    wish: { fromDay, untilDay, fromTime, untilTime: wish.untilTime ?? untilTime, anywhere },
  });
}

/** A citizen at the site's last question: what the office would say now, before a code is sent. */
export async function consider(office: { url: string }, answers: Answers) {
  const started = await post<Outputs['drafts']['start']>(office.url, 'drafts.start', { kind: 'booking' });
  const draft = started.data?.draft;
  await post(office.url, 'drafts.fill', { draft, answers });
  return post<Outputs['drafts']['consider']>(office.url, 'drafts.consider', { draft });
}
