import { readAfresh } from '@anmin/api/office/office';
import type { AppRouter } from '@anmin/api/router';
import type { Answers } from '@anmin/domain/appointments/answers';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { randomUUID } from 'node:crypto';
import type { TestOffice } from '../../../../tooling/test/office.ts';
import { post } from '../citizens.ts';
import { get } from '../staff.ts';

type Outputs = inferRouterOutputs<AppRouter>;
type Inputs = inferRouterInputs<AppRouter>;
type Keyless<Input> = Input extends { key: string } ? Omit<Input, 'key'> & { key?: string } : Input;

/** A desk of the office, or the bureau: whoever is signed in, over HTTP. */
export async function deskOf(office: TestOffice, role: 'clerk' | 'bureau') {
  const cookie = await office.cookieOf(role);
  const act = <Data>(path: string, input: object) =>
    post<Data>(office.url, path, keyless.has(path) ? input : { key: randomUUID(), ...input }, { cookie });
  return {
    counter: <Verb extends keyof Outputs['counter']>(verb: Verb, input: Keyless<Inputs['counter'][Verb]>) =>
      act<Outputs['counter'][Verb]>(`counter.${verb}`, input),
    closures: <Verb extends keyof Outputs['closures']>(verb: Verb, input: Keyless<Inputs['closures'][Verb]>) =>
      act<Outputs['closures'][Verb]>(`closures.${verb}`, input),
    plans: <Verb extends keyof Outputs['plans']>(verb: Verb, input: Keyless<Inputs['plans'][Verb]>) =>
      act<Outputs['plans'][Verb]>(`plans.${verb}`, input),
    sheet: (id: string, day: string) =>
      get<Outputs['counter']['sheet']>(office.url, 'counter.sheet', { office: id, day }, cookie),
    reports: (id: string) => get<Outputs['counter']['reports']>(office.url, 'counter.reports', { office: id }, cookie),
    plan: (id: string) => get<Outputs['plans']['show']>(office.url, 'plans.show', { office: id }, cookie),
    displaced: (id: string) =>
      get<Outputs['closures']['displaced']>(office.url, 'closures.displaced', { office: id }, cookie),
    me: () => get<Outputs['staff']['me']>(office.url, 'staff.me', undefined, cookie),
  };
}

/** Verbs that change nothing, or may be done twice. */
const keyless = new Set(['counter.find', 'counter.compare', 'closures.preview']);

export const termsOf = ({ url }: TestOffice, input: Inputs['office']['terms']) =>
  get<Outputs['office']['terms']>(url, 'office.terms', input);

export const monthOf = ({ url }: TestOffice, input: Inputs['office']['month']) =>
  get<Outputs['office']['month']>(url, 'office.month', input);

/** Moves the clock of the office; nothing read by the old one counts. */
export async function moveClock({ ownerDatabase, databases }: TestOffice, to: string): Promise<void> {
  await ownerDatabase.pool.query(
    'update office_clock set offset_ = make_interval(secs => extract(epoch from $1::timestamptz - now()))',
    [to],
  );
  readAfresh({ board: databases.citizens });
}

/** What a party in quarantine until a day answers. */
export function quarantinedUntil(position: 1 | 2, end: string): Answers {
  const [year = '', month = '', day = ''] = end.split('-');
  return {
    [`stay${position}`]: 'yes',
    [`quarantine${position}Year`]: year,
    [`quarantine${position}Month`]: month,
    [`quarantine${position}Day`]: day,
  };
}

export async function bookingOf({ ownerDatabase }: TestOffice, reference: string) {
  const { rows } = await ownerDatabase.pool.query<{
    booking: string;
    version: number;
    state: string;
    clauses: string[];
  }>('select id as booking, version, state, clauses from booking where reference = $1', [
    reference.replaceAll(' ', ''),
  ]);
  const [found] = rows;
  if (found === undefined) throw new Error('no such booking');
  return found;
}

export async function countOf({ ownerDatabase }: TestOffice, table: 'booking' | 'report' | 'claim'): Promise<number> {
  const { rows } = await ownerDatabase.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? 0;
}
