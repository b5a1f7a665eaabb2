import type { AppRouter } from '@anmin/api/router';
import type { Refusal } from '@anmin/domain/refusal';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { randomUUID } from 'node:crypto';
import { post, type Answered } from './citizens.ts';
import type { TestOffice } from '../../../tooling/test/office.ts';

type Outputs = inferRouterOutputs<AppRouter>;
type Inputs = inferRouterInputs<AppRouter>;
type Keyless<Input> = Input extends { key: string } ? Omit<Input, 'key'> & { key?: string } : Input;

export type Desk = Awaited<ReturnType<typeof signInAs>>;

/** A member of staff at a browser of their own: what they do goes over HTTP with the session's cookie. */
export async function signInAs(office: TestOffice, role: 'clerk' | 'bureau') {
  const cookie = await office.cookieOf(role);
  const counter =
    <Verb extends keyof Outputs['counter']>(verb: Verb) =>
    (input: Keyless<Inputs['counter'][Verb]>): Promise<Answered<Outputs['counter'][Verb]>> =>
      post(office.url, `counter.${verb}`, { key: randomUUID(), ...(input as object) }, { cookie });
  const closures =
    <Verb extends keyof Outputs['closures']>(verb: Verb) =>
    (input: Keyless<Inputs['closures'][Verb]>): Promise<Answered<Outputs['closures'][Verb]>> =>
      post(office.url, `closures.${verb}`, { key: randomUUID(), ...(input as object) }, { cookie });
  return {
    cookie,
    bookFor: counter('bookFor'),
    walkIn: counter('walkIn'),
    checkIn: counter('checkIn'),
    cancel: counter('cancel'),
    move: counter('move'),
    finish: counter('finish'),
    release: counter('release'),
    forgive: counter('forgive'),
    correct: counter('correct'),
    notePapers: counter('notePapers'),
    close: closures('close'),
    lift: closures('lift'),
    savePlan: (input: Keyless<Inputs['plans']['save']>): Promise<Answered<Outputs['plans']['save']>> =>
      post(office.url, 'plans.save', { key: randomUUID(), ...input }, { cookie }),
    previewPlan: (input: Inputs['plans']['preview']): Promise<Answered<Outputs['plans']['preview']>> =>
      post(office.url, 'plans.preview', input, { cookie }),
    plan: (id: string) => get<Outputs['plans']['show']>(office.url, 'plans.show', { office: id }, cookie),
    closures: (id: string) => get<Outputs['closures']['list']>(office.url, 'closures.list', { office: id }, cookie),
    displaced: (id: string) =>
      get<Outputs['closures']['displaced']>(office.url, 'closures.displaced', { office: id }, cookie),
    promote: (input: { booking: string; version: number; reason: string }) =>
      post(office.url, 'waiting.promote', { key: randomUUID(), ...input }, { cookie }),
    line: (id: string) => get<Outputs['waiting']['list']>(office.url, 'waiting.list', { office: id }, cookie),
    sheet: (id: string, day: string) =>
      get<Outputs['counter']['sheet']>(office.url, 'counter.sheet', { office: id, day }, cookie),
  };
}

/** A reading verb over HTTP. */
export async function get<Data>(url: string, path: string, input: unknown, cookie = ''): Promise<Data> {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await fetch(`${url}/trpc/${path}${query}`, { headers: { cookie } });
  const body = (await response.json()) as { result?: { data: Data }; error?: { data: { refusal: Refusal | null } } };
  if (body.result === undefined) throw new Error(`${path} was answered ${response.status}`);
  return body.result.data;
}
