import type { AppRouter } from '@anmin/api/router';
import type { Answers } from '@anmin/domain/appointments/answers';
import type { inferRouterOutputs } from '@trpc/server';
import type { TestOffice } from '../../../../tooling/test/office.ts';
import { post } from '../citizens.ts';

type Drafts = inferRouterOutputs<AppRouter>['drafts'];

/** A browser at the booking site: it knows the id of its draft, and everything goes over HTTP. */
export async function openBrowser(office: TestOffice) {
  const started = await post<Drafts['start']>(office.url, 'drafts.start', { kind: 'booking' });
  const draft = started.data?.draft ?? '';
  return { draft, ...visit(office, draft) };
}

/** What whoever holds this id may do. */
export function visit({ url }: TestOffice, draft: string) {
  const call = <Verb extends keyof Drafts>(verb: Verb, input: object = {}) =>
    post<Drafts[Verb]>(url, `drafts.${verb}`, { draft, ...input });
  return {
    fill: (answers: Answers) => call('fill', { answers }),
    show: () => call('show'),
    consider: () => call('consider'),
    sendCode: () => call('sendCode'),
    callWithCode: () => call('sendCode', { channel: 'voice' }),
    confirm: (code: string) => call('confirmCode', { code }),
    submit: (key: string, code?: string) => call('submit', { key, code, consent: true, agree: true }),
  };
}

/** The code of the last SMS a phone received. */
export async function codeAt(office: TestOffice, phone: string): Promise<string> {
  await office.runJobs();
  const last = office.sent.findLast(({ to, kind }) => to === phone && kind === 'code');
  if (last === undefined) throw new Error('no code arrived');
  return String(last.facts['code']);
}

export const wrongCode = (code: string) => (code === '000000' ? '000001' : '000000');

/** Real time passes for the codes of all phones. */
export async function pass({ ownerDatabase }: TestOffice, span: string): Promise<void> {
  await ownerDatabase.pool.query(
    `update phone_code set last_sent_at = last_sent_at - $1::interval, expires_at = expires_at - $1::interval,
                           sent_on = sent_on - extract(day from $1::interval)::int`,
    [span],
  );
}
