import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersFor } from '../../../packages/api/test/citizens.ts';
import { openBrowser } from '../../../packages/api/test/drafts/browser.ts';
import { bookableSlots, type SlotAt } from '../../../packages/api/test/race.ts';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { apiAddresses, otherAddresses, routesOf } from './addresses.ts';
import { plantHostile, plantPerson, type Person, type Planted } from './hostile.ts';

let office: TestOffice;
/** by who asks: a citizen with a form under way, and three members of staff */
let cookies: Readonly<Record<'nobody' | 'citizen' | 'clerk' | 'administrator' | 'auditor', string>>;
let planted: readonly Planted[];
let whole: Person;

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00', sites: true });
  await office.runJobs();
  const [slot] = (await bookableSlots(office)) as [SlotAt];
  const browser = await openBrowser(office);
  await browser.fill(answersFor(1, slot));
  const [clerk, administrator, auditor] = await Promise.all([
    office.cookieOf('clerk'),
    office.cookieOf('administrator'),
    office.cookieOf('auditor'),
  ]);
  cookies = { nobody: '', citizen: `anmin_draft=${browser.draft}`, clerk, administrator, auditor };
  planted = await plantHostile(office);
  whole = await plantPerson(office);
});
afterAll(() => office.close());

function ask(address: string, { headers, ...wish }: RequestInit = {}, cookie = ''): Promise<Response> {
  const own = new Headers(headers);
  own.set('accept', 'text/html');
  if (cookie !== '') own.set('cookie', cookie);
  return fetch(office.url + address, { redirect: 'manual', ...wish, headers: own });
}

describe('[row 11] every answer is guarded', () => {
  test(
    'at every address of both sites and of the API, whoever asks and whatever the status',
    { timeout: 180_000 },
    async () => {
      const [booking, portal] = [routesOf('booking'), routesOf('portal')];
      expect(booking.length + portal.length).toBeGreaterThan(50);
      const visits = [
        ...[...booking, ...portal, ...apiAddresses, ...otherAddresses].map((address) => ['nobody', address] as const),
        ...booking.map((address) => ['citizen', address] as const),
        ...(['clerk', 'administrator', 'auditor'] as const).flatMap((as) =>
          [...portal, '/trpc/staff.me'].map((address) => [as, address] as const),
        ),
      ];
      const faults: string[] = [];
      const statuses = new Set<number>();
      for (const [as, address] of visits) {
        const answer = await ask(address, {}, cookies[as]);
        statuses.add(answer.status);
        faults.push(...(await faultsOf(answer)).map((fault) => `${as} ${address} ${answer.status}: ${fault}`));
      }
      for (const address of [...booking, ...portal, ...apiAddresses]) {
        const answer = await ask(address, { method: 'POST' });
        statuses.add(answer.status);
        faults.push(...(await faultsOf(answer)).map((fault) => `POST ${address} ${answer.status}: ${fault}`));
      }
      expect(faults).toEqual([]);
      for (const status of [200, 303, 400, 401, 403, 404]) expect(statuses).toContain(status);
    },
  );

  test('a body that is refused: too long, of another kind, or from another site', async () => {
    const refused = [
      ['/trpc/office.now', { body: 'a'.repeat(100_001), headers: { 'content-type': 'application/json' } }, 413],
      ['/trpc/office.now', { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
      ['/trpc/office.now', { body: '{', headers: { 'content-type': 'application/json' } }, 400],
      ['/yijian', { body: new URLSearchParams({ words: 'a'.repeat(110_000) }) }, 413],
      ['/admin/sign-in', { body: new URLSearchParams({ username: 'a'.repeat(1_100_000) }) }, 413],
      ['/yijian', { body: new URLSearchParams({ words: 'a' }), headers: { 'sec-fetch-site': 'cross-site' } }, 403],
    ] as const;
    for (const [address, wish, status] of refused) {
      const own = { origin: office.url };
      const answer = await ask(address, {
        method: 'POST',
        ...wish,
        headers: { ...own, ...('headers' in wish ? wish.headers : {}) },
      });
      expect([address, answer.status, await faultsOf(answer)]).toEqual([address, status, []]);
    }
  });

  test('and the answer of an office whose records are out of reach', async () => {
    const { pool } = office.ownerDatabase;
    await pool.query('alter table bureau rename to bureau_away; alter table staff_session rename to session_away');
    try {
      const broken = [
        ['/yijian', ''],
        ['/hunyin', ''],
        ['/admin/todo', cookies.clerk],
        ['/trpc/staff.me', cookies.clerk],
      ] as const;
      const statuses = [];
      for (const [address, cookie] of broken) {
        const answer = await ask(address, {}, cookie);
        statuses.push(answer.status);
        expect([address, await faultsOf(answer)]).toEqual([address, []]);
      }
      expect(statuses).toEqual(expect.arrayContaining([500, 503]));
    } finally {
      await pool.query('alter table bureau_away rename to bureau; alter table session_away rename to staff_session');
    }
  });

  test('the portal’s scripts carry a nonce that no second answer has', async () => {
    const nonceOf = async () =>
      /'nonce-([^']+)'/.exec((await ask('/admin/sign-in')).headers.get('content-security-policy') ?? '')?.[1];
    const [one, other] = [await nonceOf(), await nonceOf()];
    expect(one).toMatch(/^[A-Za-z0-9+/]{20,}=*$/);
    expect(other).not.toBe(one);
  });
});

describe('[C01] [C08] what somebody typed is shown as text', () => {
  test('markup, scripts, styles, drawings, formulas and templates, wherever either site shows them', async () => {
    for (const { where, cookie, form, shows } of planted) {
      const wish =
        form === undefined ? {} : { method: 'POST', headers: { origin: office.url }, body: new URLSearchParams(form) };
      const page = await (await ask(where, wish, cookie)).text();
      for (const value of shows) {
        expect(page.includes(asText(value)), `${where} shows ${value}`).toBe(true);
        expect(page.includes(value), `${where} takes ${value} for markup`).toBe(false);
      }
    }
  });
});

test('[F02] no page of the portal, and none of its data, tells a whole name, number or phone', async () => {
  const { booking, day, request, person } = whole;
  const one = `/admin/bookings/${booking}`;
  const pages = [
    `/admin/?day=${day}`,
    one,
    `${one}/slip`,
    `${one}/move`,
    `${one}/cancel`,
    `/admin/requests/${request}`,
  ];
  const lists = [
    'todo',
    'requests',
    'displaced',
    'contacts',
    'journal',
    'exports',
    'exports/new',
    'closures',
    'feedback',
  ];
  let shown = 0;
  for (const path of [...pages, ...lists.map((name) => `/admin/${name}?office=jiagedaqi`)]) {
    const [at = '', query = ''] = path.split('?');
    for (const address of [path, `${at.replace(/\/$/, '')}/__data.json?${query}`]) {
      const answer = await ask(address, {}, cookies.clerk);
      const text = await answer.text();
      expect([address, answer.status]).toEqual([address, 200]);
      if (text.includes(person.masked)) shown += 1;
      for (const value of person.plain) expect(text.includes(value), `${address} tells ${value}`).toBe(false);
    }
  }
  expect(shown).toBeGreaterThan(6);
});

/** As a page tells a text; a quotation mark is written out in attributes alone. */
function asText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const demanded: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'referrer-policy': /^(no-referrer|same-origin)$/,
  'x-frame-options': /^DENY$/,
  'permissions-policy': /microphone=\(\)/,
  'x-request-id': /^[0-9a-f-]{36}$/,
};

/** What an answer lacks. Only what is the same for everybody may be kept. */
async function faultsOf(answer: Response): Promise<string[]> {
  const { headers } = answer;
  const missing = Object.entries(demanded).filter(([name, form]) => !form.test(headers.get(name) ?? ''));
  const policy = headers.get('content-security-policy') ?? '';
  const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
  const text = await answer.text();
  const isPersonal = !/\.(txt|svg|json)$/.test(new URL(answer.url).pathname);
  return [
    ...missing.map(([name]) => `${name}: ${headers.get(name) ?? 'none'}`),
    ...(policy.includes('unsafe-') ? ['unsafe policy'] : []),
    ...["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"].filter((it) => !policy.includes(it)),
    ...findings.filter(({ severity }) => severity <= Severity.MEDIUM).map(({ description }) => description),
    ...(isPersonal && headers.get('cache-control') !== 'no-store' ? ['[F11] may be kept'] : []),
    ...[...text.matchAll(/<script\b([^>]*)>/g)]
      .filter(([, given = '']) => !isAllowed(given, policy))
      .map(([tag]) => tag),
  ];
}

/** A script of the page's own: from a file, or under the nonce of this very answer. */
function isAllowed(attributes: string, policy: string): boolean {
  const nonce = /nonce="([^"]+)"/.exec(attributes)?.[1];
  return /\bsrc="\.{0,2}\//.test(attributes) || (nonce !== undefined && policy.includes(`'nonce-${nonce}'`));
}
