import { readdirSync } from 'node:fs';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';

let office: TestOffice;
let cookie = '';
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00', sites: true });
  await office.runJobs();
  cookie = await office.signIn('clerk');
});
afterAll(() => office.close());

const parameters: Readonly<Record<string, string>> = {
  '[step]': 'yewu',
  '[token]': 'nothing',
  '[booking]': '00000000-0000-4000-8000-000000000000',
};

/** Every address of a site, by its folders. */
function routesOf(site: 'booking' | 'portal'): string[] {
  const folder = new URL(`../../${site}/src/routes`, import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = files.filter((file) => /\+(page\.svelte|server\.ts|page\.server\.ts)$/.test(file));
  const paths = pages.map((file) =>
    file
      .replace(/\/?\+[^/]*$/, '')
      .split('/')
      .filter((part) => !part.startsWith('('))
      .map((part) => parameters[part] ?? part.replace(/\[.*\]/, '1'))
      .join('/'),
  );
  return [...new Set(paths)].map((path) => (site === 'portal' ? `/admin/${path}` : `/${path}`));
}

const api = ['/livez', '/readyz', '/trpc/office.now', '/trpc/nothing', '/api/auth/get-session', '/api/nothing'];
const elsewhere = ['/nothing', '/admin/nothing', '/robots.txt', '/icon.svg', '/admin/_app/version.json', '/%'];

const demanded: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'referrer-policy': /^(no-referrer|same-origin)$/,
  'x-frame-options': /^DENY$/,
  'permissions-policy': /microphone=\(\)/,
  'x-request-id': /^[0-9a-f-]{36}$/,
};

test('[row 11] every address of both sites and of the API guards its answer, whatever its status', async () => {
  const addresses = [...routesOf('booking'), ...routesOf('portal'), ...api, ...elsewhere];
  expect(addresses.length).toBeGreaterThan(50);
  const faults: string[] = [];
  const statuses = new Set<number>();
  for (const address of addresses) {
    for (const [method, as] of [
      ['GET', ''],
      ['GET', cookie],
      ['POST', ''],
    ] as const) {
      const headers = { ...(as === '' ? {} : { cookie: as }), accept: 'text/html' };
      const answer = await fetch(office.url + address, { method, headers, redirect: 'manual' });
      statuses.add(answer.status);
      faults.push(...faultsOf(answer).map((fault) => `${method} ${address} ${answer.status}: ${fault}`));
      await answer.body?.cancel();
    }
  }
  expect(faults).toEqual([]);
  for (const status of [200, 303, 400, 403, 404]) expect(statuses).toContain(status);
});

test('[F11] no page and no answer of the API is kept by what stands between', async () => {
  for (const address of ['/hunyin', '/admin/', '/admin/sign-in', '/trpc/office.now', '/nothing', '/api/nothing']) {
    const answer = await fetch(office.url + address, { headers: { cookie } });
    expect([address, answer.headers.get('cache-control')]).toEqual([address, 'no-store']);
  }
});

function faultsOf({ headers }: Response): string[] {
  const missing = Object.entries(demanded).filter(([name, form]) => !form.test(headers.get(name) ?? ''));
  const policy = headers.get('content-security-policy') ?? '';
  const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
  return [
    ...missing.map(([name]) => `${name}: ${headers.get(name) ?? 'none'}`),
    ...(policy.includes('unsafe-') ? ['unsafe policy'] : []),
    ...["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"].filter((it) => !policy.includes(it)),
    ...findings.filter(({ severity }) => severity <= Severity.MEDIUM).map(({ description }) => description),
  ];
}
