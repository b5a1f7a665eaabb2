import { randomUUID } from 'node:crypto';
import { roles, termsOf, type Ability, type Role } from '@anmin/domain/organisation/roles';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answersFor, book, couple } from '../../../packages/api/test/citizens.ts';
import { appoint, targetAt } from '../../../packages/api/test/isolation/neighbours.ts';
import { bookableSlots, standingAt } from '../../../packages/api/test/race.ts';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';

let office: TestOffice;
/** the people of these bookings stand in full on no page, nor in what it carries for its scripts */
const couples = [1, 2, 3];
const planted = [...new Set(couples.flatMap((n) => Object.values(couple(n)).filter((it) => it !== undefined)))];
const log: string[] = [];
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00', sites: true, log: (line) => log.push(line) });
  await office.runJobs();
  await targetAt(office, 'jiagedaqi', 1);
  await bookingsOfToday();
});
afterAll(() => office.close());

test.each(roles)('whatever %s is shown to follow or to press, they may', { timeout: 180_000 }, async (role) => {
  const cookie = await signedIn(role);
  const queue = ['/admin/todo'];
  const times = new Map<string, number>();
  const wrong: string[] = [];
  for (const path of queue) {
    const answer = await fetch(office.url + path, { headers: { cookie } });
    if (answer.status !== 200) wrong.push(`${answer.status} ${path}`);
    const html = await answer.text();
    wrong.push(
      ...planted.filter((value) => html.includes(value) || path.includes(value)).map((it) => `${it} on ${path}`),
    );
    for (const form of formsOf(html, new URL(answer.url))) if (!mayPress(role, form)) wrong.push(`${form} on ${path}`);
    for (const link of linksOf(html, answer.url)) {
      const [next, shape] = [link.pathname + link.search, shapeOf(link)];
      const seen = times.get(shape) ?? 0;
      if (queue.includes(next) || seen >= (shape.includes(':id') ? 4 : 1)) continue;
      times.set(shape, seen + 1);
      queue.push(next);
    }
  }
  expect(wrong).toEqual([]);
  expect(queue.length).toBeGreaterThan(4);
});

test('[F02] nobody who booked stands in the log of all this, nor in the measurements', async () => {
  expect(log.length).toBeGreaterThan(100);
  const metrics = await (await fetch(`${office.url}/metrics`)).text();
  for (const value of planted) expect([...log, metrics].filter((text) => text.includes(value))).toEqual([]);
});

/** By the page a form stands on, up to its action, what sending it takes; null: being signed in. */
const taken: Readonly<Record<string, Ability | null>> = {
  '/admin/search': null,
  '/admin/sign-out': null,
  '/admin/language': null,
  '/admin/account': null,
  '/admin/passphrase': null,
  '/admin/second-factor': null,
  '/admin/?/find': 'counter.see',
  '/admin/?/checkIn': 'counter.serve',
  '/admin/on-behalf': 'counter.serve',
  '/admin/bookings': 'counter.serve',
  '/admin/release': 'counter.serve',
  '/admin/queue': 'counter.serve',
  '/admin/inside': 'counter.serve',
  '/admin/walk-in': 'counter.serve',
  '/admin/calls': 'counter.serve',
  '/admin/visits': 'counter.serve',
  '/admin/people?/find': 'people.see',
  '/admin/people': 'people.change',
  '/admin/sheets/people': 'people.change',
  '/admin/sheets/vaccination': 'vaccination.change',
  '/admin/vaccination/courses': 'vaccination.settle',
  '/admin/vaccination/circular': 'vaccination.arrange',
  '/admin/vaccination/sessions/new': 'vaccination.arrange',
  '/admin/vaccination/sessions/:id?/invite': 'vaccination.arrange',
  '/admin/vaccination/sessions/:id?/uninvite': 'vaccination.arrange',
  '/admin/vaccination/sessions/:id/': 'vaccination.arrange',
  '/admin/vaccination': 'vaccination.change',
  '/admin/evidence/settings': 'evidence.settle',
  '/admin/evidence': 'evidence.enter',
  '/admin/displays': 'plans.change',
  '/admin/ballots': 'plans.change',
  '/admin/duties': 'measures.see',
  '/admin/gate?/override': 'gate.override',
  '/admin/gate': 'gate.check',
  '/admin/plan': 'plans.change',
  '/admin/contacts': 'plans.change',
  '/admin/services': 'plans.change',
  '/admin/closures': 'closures.make',
  '/admin/closings': 'closures.make',
  '/admin/facts': 'facts.record',
  '/admin/decisions': 'facts.decide',
  '/admin/notices/drafts/:id/approve': 'notices.approve',
  '/admin/notices/drafts': 'notices.draft',
  '/admin/notices/:id?/confirm': 'notices.confirm',
  '/admin/notices/:id': 'notices.draft',
  '/admin/requests': 'requests.answer',
  '/admin/exports?/approve': 'exports.approve',
  '/admin/exports/': 'exports.make',
  '/admin/retention': 'retention.change',
  '/admin/staff': 'staff.manage',
  '/admin/units': 'units.change',
  '/admin/delegations': 'duties.delegate',
  '/admin/clients': 'clients.manage',
};

function mayPress(role: Role, form: string): boolean {
  const shape = form.replace(/(?<=\/notices\/)[A-Z][A-Z\d]*|(?<=\/(?:drafts|sessions)\/)[\da-f-]{36}/, ':id');
  const page = Object.keys(taken).find((start) => shape.startsWith(start));
  if (page === undefined) return false;
  const ability = taken[page] ?? null;
  const own: readonly Ability[] = termsOf[role].abilities;
  return ability === null || own.includes(ability);
}

/** Where the forms and buttons of a page that change something send to. */
function formsOf(html: string, at: URL): string[] {
  const forms = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].filter(
    ([, tag = '', inside = '']) => /method="post"/.test(tag) && inside.includes('<button'),
  );
  return forms.flatMap(([, tag = '', inside = '']) => {
    const buttons = [...inside.matchAll(/formaction="([^"]*)"/g)].map(([, to = '']) => to);
    const own = /\baction="([^"]*)"/.exec(tag)?.[1] ?? '';
    return [own, ...buttons].map((to) => actionAt(new URL(to.replaceAll('&amp;', '&'), at)));
  });
}

function actionAt({ pathname, searchParams }: URL): string {
  const action = [...searchParams.keys()].find((name) => name.startsWith('/'));
  return action === undefined ? pathname : `${pathname}?${action}`;
}

function linksOf(html: string, at: string): URL[] {
  return [...html.matchAll(/<a\b[^>]*\bhref="([^"#][^"]*)"/g)]
    .map(([, href = '']) => new URL(href.replaceAll('&amp;', '&'), at))
    .filter(({ origin, pathname }) => origin === office.url && pathname.startsWith('/admin'));
}

/** Pages of one kind: whom or what they are about, and what they filter by, left out. */
function shapeOf({ pathname, searchParams }: URL): string {
  const path = pathname.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, ':id').replace(/(?<=\/units\/)(?!new)[^/]+/, ':id');
  return [path, ...[...searchParams.keys()].filter((name) => !narrowing.includes(name)).sort()].join(' ');
}

/** What only makes a list shorter, and leads to nothing new. */
const narrowing = ['alone', 'below', 'before', 'clause', 'column', 'day', 'kind', 'ledger', 'on', 'place', 'rule'];

/** One booking that is waited for, one checked in and one whose people did not come. */
async function bookingsOfToday(): Promise<void> {
  const slots = await bookableSlots(office, 'jiagedaqi');
  const [slot] = slots.filter(({ day }) => day === slots[0]?.day).slice(1);
  if (slot === undefined) throw new Error('no second slot on the first day');
  for (const n of couples.slice(1)) await book(office, answersFor(n, { ...slot, office: 'jiagedaqi' }));
  await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + make_interval(hours => 24)`);
  const { counter } = office.as(await appoint(office, 'institutionManager'));
  const [first = '', second = ''] = await standingAt(office, slot);
  await counter.checkIn({ booking: first, version: 1, key: randomUUID() });
  await counter.finish({ booking: second, version: 1, key: randomUUID(), outcome: 'noShow' });
}

async function signedIn(role: Role): Promise<string> {
  const { id } = await appoint(office, role);
  const username = role.toLowerCase();
  await office.ownerDatabase.pool.query('update staff_user set username = $2 where id = $1', [id, username]);
  const chief = office.as(await appoint(office, 'systemAdministrator'));
  const { code } = await chief.staff.renewCode({ key: randomUUID(), holder: id, reason: '第一次登录' });
  const password = 'xue-hou-chu-qing';
  const at = { kind: 'citizen', address: `10.0.0.${roles.indexOf(role) + 1}` } as const;
  await office.as(at).staff.accept({ username, code, passphrase: password });
  const answer = await fetch(`${office.url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-anmin-site': office.siteSecret,
      'x-anmin-client-ip': at.address,
    },
    body: JSON.stringify({ username, password }),
  });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((it) => it.split(';', 1)[0])
    .join('; ');
}
