import { randomUUID } from 'node:crypto';
import { answersFor, book, holderOf, manId, phoneOf, womanId } from '../../../packages/api/test/citizens.ts';
import { openBrowser } from '../../../packages/api/test/drafts/browser.ts';
import { appoint } from '../../../packages/api/test/isolation/neighbours.ts';
import { bookableSlots, standingAt, type SlotAt } from '../../../packages/api/test/race.ts';
import { post } from '../../../packages/api/test/citizens.ts';
import type { TestOffice } from '../../../tooling/test/office.ts';

/** A page that shows what somebody planted, and how it is asked for. */
export type Planted = {
  readonly where: string;
  readonly cookie: string;
  /** what is posted there; without it the page is only looked at */
  readonly form?: Readonly<Record<string, string>>;
  readonly shows: readonly string[];
};

const names = ['<img src=x onerror=alert(origin)>', '</script><script>alert(origin)</script>'] as const;
const short = '<svg onload=alert(1)>';
const words = `</script>${short}<math><style>*{}</style><a href='data:text/html,x'>{{7*7}}\${7*7}`;

/** Has every kind of person type what a browser could take for something else. */
export async function plantHostile(office: TestOffice): Promise<Planted[]> {
  return [
    ...(await fromCitizens(office)),
    ...(await fromStaff(office)),
    ...(await fromRequests(office)),
    ...(await refusedAsTyped(office)),
  ];
}

export type Person = {
  readonly booking: string;
  readonly day: string;
  readonly request: string;
  readonly person: { readonly masked: string; readonly plain: readonly string[] };
};

/** Somebody with a booking, who also asks for a copy of their data. */
export async function plantPerson(office: TestOffice): Promise<Person> {
  const [slot] = (await bookableSlots(office, 'jiagedaqi')).slice(4) as [SlotAt];
  const named = { name1: '欧阳𠮷祥', name2: '司徒婉莹' };
  await book(office, { ...answersFor(9, slot), ...named });
  const [booking = ''] = await standingAt(office, slot);
  const { draft } = await holderOf(office, phoneOf(9));
  const asked = { draft, office: 'jiagedaqi', kind: 'copy', idNumber: manId(9), text: '' };
  await post(office.url, 'requests.ask', { key: randomUUID(), ...asked });
  const { rows } = await office.ownerDatabase.pool.query<{ id: string }>(
    `select id from privacy_request where kind = 'copy'`,
  );
  const plain = [...Object.values(named), manId(9), womanId(9), phoneOf(9)];
  return { booking, day: slot.day, request: rows[0]?.id ?? '', person: { masked: '139****0009', plain } };
}

async function fromCitizens(office: TestOffice): Promise<Planted[]> {
  const [first, slot] = (await bookableSlots(office)) as [SlotAt, SlotAt];
  const typed = { name1: names[0], name2: names[1] };
  const browser = await openBrowser(office);
  await browser.fill({ ...answersFor(2, first), ...typed });
  const draft = `anmin_draft=${browser.draft}`;
  await book(office, { ...answersFor(3, slot), ...typed });
  const [booking = ''] = await standingAt(office, slot);
  const clerk = await office.cookieOf('clerk');
  await office.ownerDatabase.pool.query('update staff_session set second_factor_at = now()');
  await post(office.url, 'feedback.send', { key: randomUUID(), office: 'jiagedaqi', text: words });
  return [
    { where: '/hunyin/yuyue/hedui', cookie: draft, shows: names },
    { where: '/hunyin/yuyue/xinxi', cookie: draft, shows: names },
    // a digit is in no name: the page comes back with what is wrong
    { where: '/hunyin/yuyue/xinxi', cookie: draft, form: { asks: 'name1', name1: short }, shows: [short] },
    { where: '/admin/feedback?office=jiagedaqi', cookie: clerk, shows: [words] },
    {
      where: `/admin/bookings/${booking}/reveal`,
      ...{ cookie: clerk, form: { reason: 'contact', fields: 'names' }, shows: names },
    },
  ];
}

async function fromStaff(office: TestOffice): Promise<Planted[]> {
  const administrator = office.as(await appoint(office, 'systemAdministrator', '232700'));
  const bureau = office.as(await appoint(office, 'sectionClerk', '232700-shehui'));
  const own = { name: short, unit: '232700' };
  await administrator.staff.invite({ key: randomUUID(), username: 'hostile', role: 'auditor', ...own });
  const place = { kind: 'section', region: '232700', parent: '232700', from: '2022-05-16' } as const;
  await administrator.units.open({ key: randomUUID(), name: short, ...place });
  const client = { contact: short, channel: 'phone', perMinute: 60, sandboxLike: null } as const;
  await administrator.clients.open({ key: randomUUID(), ...own, ...client });
  const days = { from: '2022-06-14', until: '2022-06-14' };
  await bureau.closures.close({ key: randomUUID(), office: 'jiagedaqi', ...days, services: null, reason: words });
  await office.ownerDatabase.pool.query(`update bureau set icp = $1, police = $1, address = $1`, [words]);
  const [cookie, clerk] = [await office.cookieOf('administrator'), await office.cookieOf('clerk')];
  return [
    { where: '/admin/staff', cookie, shows: [short] },
    { where: '/admin/units', cookie, shows: [short] },
    { where: '/admin/clients', cookie, shows: [short] },
    { where: '/admin/closures?office=jiagedaqi', cookie: clerk, shows: [words] },
    { where: '/yijian', cookie: '', shows: [words] },
  ];
}

async function fromRequests(office: TestOffice): Promise<Planted[]> {
  const { draft } = await holderOf(office, phoneOf(4));
  const asked = { draft, office: 'jiagedaqi', kind: 'correction', idNumber: manId(4), text: words };
  await post(office.url, 'requests.ask', { key: randomUUID(), ...asked });
  const manager = office.as(await appoint(office, 'institutionManager', 'jiagedaqi'));
  const [made] = await manager.requests.list({ office: 'jiagedaqi' });
  const request = made?.id ?? '';
  await manager.requests.answer({ key: randomUUID(), request, outcome: 'refused', text: words });
  return [
    { where: `/admin/requests/${request}`, cookie: await office.cookieOf('clerk'), shows: [words] },
    { where: '/geren-xinxi', cookie: `anmin_manage=${draft}`, shows: [words] },
  ];
}

/** What is refused comes back in its field. */
async function refusedAsTyped(office: TestOffice): Promise<Planted[]> {
  const clerk = await office.cookieOf('clerk');
  return [
    { where: '/yijian', cookie: '', form: { words, office: '' }, shows: [words] },
    { where: '/admin/sign-in', cookie: '', form: { username: short, passphrase: 'x' }, shows: [short] },
    { where: '/admin/search', cookie: clerk, form: { text: short }, shows: [short] },
  ];
}
