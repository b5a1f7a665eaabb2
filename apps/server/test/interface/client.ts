import { randomUUID } from 'node:crypto';
import type { ClientScope } from '@anmin/domain/organisation/clients';
import { clientScopes } from '@anmin/domain/organisation/clients';
import { appoint } from '../../../../packages/api/test/isolation/neighbours.ts';
import type { TestOffice } from '../../../../tooling/test/office.ts';

export type Admin = ReturnType<TestOffice['as']>['clients'];

export async function adminOf(office: TestOffice): Promise<Admin> {
  return office.as(await appoint(office, 'systemAdministrator')).clients;
}

type Wishes = {
  readonly unit?: string;
  readonly scopes?: readonly ClientScope[];
  readonly addresses?: readonly string[];
  readonly channel?: 'online' | 'phone';
  readonly perMinute?: number;
  readonly test?: boolean;
};

/** A client with a key, opened and issued by the administrator. */
export async function openClient(admin: Admin, wishes: Wishes = {}) {
  const { unit = '232700', scopes = clientScopes, addresses = ['127.0.0.1'], channel = 'online' } = wishes;
  const { client, sandbox } = await admin.open({
    ...{ key: randomUUID(), unit, name: '政务服务平台', contact: '信息中心 0457-000 0009', channel },
    ...{ perMinute: wishes.perMinute ?? 600, sandboxLike: wishes.test === true ? 'jiagedaqi' : null },
  });
  const issued = await issue(admin, client, { unit, scopes, addresses });
  return { client, office: sandbox ?? '', ...issued };
}

export async function issue(
  admin: Admin,
  client: string,
  { unit = '232700', scopes = clientScopes, addresses = ['127.0.0.1'] }: Omit<Wishes, 'test'> = {},
) {
  const wish = { unit, scopes: [...scopes], addresses: [...addresses], days: 90 };
  const { apiKey, secret } = await admin.issueKey({ key: randomUUID(), client, ...wish });
  return { apiKey, secret: secret ?? '' };
}

export type Answered = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> };

/** A request as any program makes it. */
export async function ask(
  url: string,
  secret: string,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(secret === '' ? {} : { authorization: `Bearer ${secret}` }),
      ...(method === 'POST' ? { 'idempotency-key': randomUUID(), 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, headers: response.headers, body: parsed };
}
