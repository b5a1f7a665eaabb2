import { listOffices } from '@anmin/api/clients/interface/offices';
import { homeRules } from '@anmin/api/demo/homes';
import { readAfresh } from '@anmin/api/office/office';
import { inScope } from '@anmin/api/scope';
import { Refused, type StaffActor } from '@anmin/api/trpc';
import { livesThere } from '@anmin/api/visits/match';
import type { Answers } from '@anmin/domain/appointments/answers';
import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { book, consider, holderOf, phoneOf, waitFor } from './citizens.ts';
import { appoint } from './isolation/neighbours.ts';
import { refusedWith } from './refused.ts';
import { expectSound } from './sound.ts';

let office: TestOffice;
let home: StaffActor;
let guard: StaffActor;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-01-24T08:31:00+08:00' });
  await office.runJobs();
  home = await appoint(office, 'institutionManager', 'songtao');
  guard = await appoint(office, 'institutionStaff', 'songtao');
});
afterAll(() => office.close());

/** A daughter who asks to see her mother; each n is another family and another resident. */
function visit(n: number, more: Answers = {}): Answers {
  return {
    ...{ service: 'careVisit', office: 'songtao', day: '2022-01-27', time: '10:00', phone: phoneOf(n) },
    ...{
      residentName: `王桂兰${'甲乙丙丁戊己庚辛壬癸'[n % 10] ?? ''}`,
      residentTail: String(1000 + n),
      relation: 'child',
    },
    ...{ method: 'hall', name1: '李秀英', id1: '002X', admission: 'none', ...more },
  };
}

const citizen = { kind: 'citizen', address: '127.0.0.1' } as const;
const act = (booking: string, version: number) => ({ booking, version, key: randomUUID() });
const refusedBy = (error: unknown) =>
  error instanceof Error && error.cause instanceof Refused ? error.cause.refusal.refused : error;
const listed = async () => office.as(home).visits.list({ office: 'songtao' });
const asked = async (n: number, more: Answers = {}) => {
  const answer = await book(office, visit(n, more));
  if (answer.data === null) throw new Error(answer.refusal?.refused);
  const [own] = (await (await holderOf(office, phoneOf(n))).find()).data ?? [];
  if (own === undefined) throw new Error('not found');
  return own;
};
const kindsOf = async (booking: string, version: number) => {
  const { rows } = await office.ownerDatabase.pool.query<{ kind: string }>(
    'select kind from message where booking = $1 and booking_version = $2 order by kind',
    [booking, version],
  );
  return rows.map(({ kind }) => kind);
};
const claimsOf = async (booking: string) => {
  const { rows } = await office.ownerDatabase.pool.query('select from claim where booking = $1', [booking]);
  return rows.length;
};
const passHours = async (hours: number) => {
  await office.ownerDatabase.pool.query('update office_clock set offset_ = offset_ + make_interval(hours => $1)', [
    hours,
  ]);
  readAfresh(office.job);
  await office.runJobs();
};
const freeAt = async (day: string, time: string) => {
  const { rows } = await office.ownerDatabase.pool.query<{ n: number }>(
    `select count(*)::int as n from place join slot on slot.id = place.slot
      where slot.office = 'songtao' and slot.day = $1 and starts = $2 and booking is null`,
    [day, time],
  );
  return rows[0]?.n;
};

describe('a visit waits for the answer of the home', () => {
  test('[SX-2.6] it owns its place from the start, says by when it is answered, and reminds of nothing yet', async () => {
    const own = await asked(1, { wish1: '2022-01-28|09:00', children: '2', 'ask.wheelchair': 'yes' });
    expect(own).toMatchObject({ state: 'booked', pending: true, afterwards: [], parties: [{ name: '李*英' }] });
    expect(own.visit).toMatchObject({
      ...{ answer: null, pending: true, children: 2, answerBy: '2022-01-25T00:32:00Z' },
      ...{ wishes: [{ day: '2022-01-28', time: '09:00' }], method: { zh: '探视区见面' } },
    });
    expect(own.visit?.resident).not.toContain('桂');
    expect(own.told.map(({ answer }) => answer.zh)).toContain('轮椅');
    expect(await freeAt('2022-01-27', '10:00')).toBe(1);
    await office.runJobs();
    expect(office.sent.at(-1)?.kind).toBe('visitAsked');
  });

  test('the home reads whom they come to see, and the to-do counts what waits with its date', async () => {
    const { pending } = await listed();
    const [row] = pending.filter(({ resident }) => resident?.tail === '1001');
    expect(row).toMatchObject({ resident: { name: '王桂兰乙', room: null }, relation: { zh: '子女' }, overdue: false });
    expect(row?.wishes).toEqual([{ day: '2022-01-28', time: '09:00', free: true }]);
    const tasks = await office.as(home).todo.list();
    expect(tasks.find(({ kind }) => kind === 'visits')).toMatchObject({
      count: 1,
      due: '2022-01-25',
      office: 'songtao',
    });
  });

  test('agreed to, it is told and reminded of, and nobody agrees twice', async () => {
    const own = await asked(2);
    await office.as(home).visits.confirm({ ...act(own.id, own.version), wish: null });
    const [seen] = (await (await holderOf(office, phoneOf(2))).find()).data ?? [];
    expect(seen).toMatchObject({ state: 'booked', pending: false, visit: { answer: 'confirmed' } });
    expect(await refusedWith(office.as(home).visits.confirm({ ...act(own.id, own.version + 1), wish: null }))).toBe(
      'stale',
    );
    expect(await kindsOf(own.id, 2)).toEqual(['reminder', 'visitConfirmed']);
    const { draft } = await holderOf(office, phoneOf(2));
    await office.as(citizen).bookings.resend({ draft, booking: own.id, key: randomUUID() });
    expect(await kindsOf(own.id, 2)).toEqual(['reminder', 'visitConfirmed', 'visitConfirmed']);
  });

  test('declined, it ends with a reason of the list and another way, and place and turn are free', async () => {
    const own = await asked(3, { time: '14:30' });
    const declined = { reason: 'cannotConfirm', instead: 'video' } as const;
    await office.as(home).visits.decline({ ...act(own.id, own.version), ...declined });
    const [seen] = (await (await holderOf(office, phoneOf(3))).find()).data ?? [];
    expect(seen).toMatchObject({ state: 'cancelled', visit: { answer: 'declined', ...declined } });
    expect(await freeAt('2022-01-27', '14:30')).toBe(2);
    expect((await book(office, visit(3, { time: '14:30' }))).status).toBe(200);
    await expectSound(office);
  });

  test('moved by its people it is asked again, and stays with its home', async () => {
    const own = await asked(4, { time: '16:00' });
    await office.as(home).visits.confirm({ ...act(own.id, own.version), wish: null });
    const holder = await holderOf(office, phoneOf(4));
    const to = { day: '2022-01-28', time: '15:00' };
    const other = await holder.move({ booking: own.id, version: 2 }, { ...to, office: 'hupan' });
    expect(other).toMatchObject({ refusal: { refused: 'otherOffice' } });
    const moved = await holder.move({ booking: own.id, version: 2 }, { ...to, office: 'songtao' });
    expect(moved.data).toMatchObject({ day: '2022-01-28', pending: true, visit: { answer: null } });
    await expectSound(office);
  });
});

describe('a visit whose institution still has to answer', () => {
  test('is neither checked in nor finished at a counter, and may be called off: then nobody has to answer', async () => {
    const own = await asked(5, { day: '2022-01-28', time: '10:00' });
    const desk = office.as(home).counter;
    expect(await refusedWith(desk.checkIn(act(own.id, own.version)))).toBe('notAnswered');
    expect(await refusedWith(desk.finish({ ...act(own.id, own.version), outcome: 'noShow' }))).toBe('notAnswered');
    const holder = await holderOf(office, phoneOf(5));
    const cancelled = await holder.cancel({ booking: own.id, version: own.version });
    expect(cancelled.data).toMatchObject({ state: 'cancelled', pending: false, visit: { pending: false } });
    expect((await listed()).pending.map(({ id }) => id)).not.toContain(own.id);
    expect(await refusedWith(office.as(home).visits.confirm({ ...act(own.id, 2), wish: null }))).toBe('notChangeable');
  });

  test('is told once more by when it is answered, and not as one that is booked', async () => {
    const own = await asked(9, { day: '2022-01-28', time: '10:30' });
    const { draft } = await holderOf(office, phoneOf(9));
    await office.as(citizen).bookings.resend({ draft, booking: own.id, key: randomUUID() });
    expect(await kindsOf(own.id, 1)).toEqual(['visitAsked', 'visitAsked']);
    await office.runJobs();
    const told = office.sent.filter(({ to }) => to === phoneOf(9)).map(({ kind, facts }) => [kind, facts['until']]);
    expect(told).toEqual(Array(2).fill(['visitAsked', own.visit?.answerBy]));
  });

  test('whose name is corrected meanwhile is not reminded of', async () => {
    const own = await asked(6, { day: '2022-01-28', time: '10:30' });
    await office.as(home).counter.correct({ ...act(own.id, own.version), name1: '李秀芬', reason: '写错' });
    expect(await kindsOf(own.id, 2)).toEqual(['corrected']);
  });

  test('is asked anew when its day is closed and the offered time is taken', async () => {
    const own = await asked(7, { day: '2022-01-30', time: '09:00' });
    const span = { office: 'songtao', from: '2022-01-30', until: '2022-01-30', services: null, reason: '停电' };
    const { closure } = await office.as(home).closures.close({ ...span, key: randomUUID() });
    const holder = await holderOf(office, phoneOf(7));
    const [displaced] = (await holder.find()).data ?? [];
    expect(displaced).toMatchObject({ state: 'displaced', pending: false, visit: { pending: false } });
    const taken = await holder.accept({ booking: own.id, version: displaced?.version ?? 0 });
    expect(taken.data).toMatchObject({ state: 'booked', pending: true, visit: { answer: null, pending: true } });
    expect(await kindsOf(own.id, taken.data?.version ?? 0)).toEqual(['visitAsked']);
    await office.as(home).closures.lift({ closure, version: 1, key: randomUUID(), reason: '来电' });
    await expectSound(office);
  });

  test('is walked in by nobody, and nobody waits in line for its time', async () => {
    const walked = office.as(home).counter.walkIn({ key: randomUUID(), office: 'songtao', answers: visit(8) });
    expect(await refusedWith(walked)).toBe('serviceNotOffered');
    await office.ownerDatabase.pool.query(
      `insert into office_setting (office, valid_from, rules, source, made_by)
         values ('songtao', '2022-01-24', $1, '试验', 'test')`,
      [JSON.stringify({ ...homeRules, waitHours: 1 })],
    );
    readAfresh(office.job);
    const full = { day: '2022-01-28', time: '09:30' };
    for (const n of [16, 17]) await asked(n, full);
    expect((await book(office, visit(8, full))).refusal?.refused).toBe('slotFull');
    expect((await waitFor(office, visit(8, full))).refusal?.refused).toBe('noWaitingList');
    const { service = '', office: id = '', day } = visit(8, full);
    expect((await office.as(citizen).office.terms({ service, office: id, day })).waiting).toBeNull();
  });
});

describe('[T38] who waits for an answer has a place', () => {
  test('two ask for the last place of a time: one has it, the other is told that it is full', async () => {
    await asked(10, { time: '09:00' });
    const two = await Promise.all([11, 12].map((n) => book(office, visit(n, { time: '09:00' }))));
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(two.find(({ status }) => status === 409)).toMatchObject({ refusal: { refused: 'slotFull' } });
  });

  test('two that would take the same last place are agreed to at once: one moves there, the other cannot', async () => {
    await asked(13, { day: '2022-01-29', time: '16:00' });
    const wish1 = '2022-01-29|16:00';
    const owns = [await asked(14, { time: '15:00', wish1 }), await asked(15, { time: '15:30', wish1 })];
    const outcomes = await Promise.all(
      owns.map(({ id, version }) =>
        office
          .as(home)
          .visits.confirm({ ...act(id, version), wish: 1 })
          .then((row) => row.day, refusedBy),
      ),
    );
    expect(outcomes.sort()).toEqual(['2022-01-29', 'slotFull']);
    expect(await freeAt('2022-01-29', '16:00')).toBe(0);
    await expectSound(office);
  });
});

describe('whoever asks never learns who lives there', () => {
  test('right and wrong details are answered, kept and told in the very same way', async () => {
    const at = { day: '2022-01-29', time: '10:30' };
    const right = visit(21, { ...at, wish1: '2022-01-29|15:00' });
    const wrong = { ...right, phone: phoneOf(22), residentName: '无此人', residentTail: '9999' };
    const seen = [];
    const ids: string[] = [];
    for (const answers of [right, wrong]) {
      const considered = await consider(office, answers);
      const booked = await book(office, answers);
      const [own] = (await (await holderOf(office, answers.phone ?? '')).find()).data ?? [];
      ids.push(own?.id ?? '');
      const { answer, pending, answerBy } = own?.visit ?? {};
      const hour = answerBy?.slice(0, 13);
      seen.push({ considered: considered.data?.refusal, status: booked.status, answer, pending, hour });
    }
    expect(seen[1]).toEqual(seen[0]);
    const { rows } = await office.ownerDatabase.pool.query<{ kinds: string[] }>(
      'select array_agg(kind) as kinds from message where booking = any ($1) group by booking',
      [ids],
    );
    expect(rows.map(({ kinds }) => kinds)).toEqual([['visitAsked'], ['visitAsked']]);
  });

  test('a system is told of no service that asks for a resident, for it cannot book one', async () => {
    const own = { kind: 'client', id: 'x', name: 'x', channel: 'phone', sandbox: null, unit: '232700' } as const;
    const units = ['songtao', 'fucai-0101'];
    const { offices } = await listOffices({ ...office.job, actor: { ...own, scopes: [] }, units });
    expect(offices.map(({ id, services }) => [id, services])).toEqual([['fucai-0101', ['lotteryVisit']]]);
  });

  test('the role of the public site can read no register of residents, nor run what reads one', async () => {
    const { rows } = await office.ownerDatabase.pool.query<{ name: string }>(
      `select table_name as name from information_schema.role_table_grants
        where grantee = 'anmin_citizens' and table_name in ('person', 'membership')
       union all
       select proname from pg_proc
        where has_function_privilege('anmin_citizens', oid, 'execute') and pronamespace = 'public'::regnamespace
          and prosrc ~ '\\y(person|membership)\\y'
          -- the one way to a card: a copy its own people asked for, once it was granted
          and proname <> 'copy_of_card'`,
    );
    expect(rows).toEqual([]);
  });
});

describe('the home is told whether the register knows whom they come to see', () => {
  const living = { role: 'resident', standing: '', groups: '', post: '', idNumber: '', phone: '', bornOn: '' } as const;
  beforeAll(async () => {
    for (const [name, room, bed] of [
      ['周玉珍', '301', '2'],
      ['周玉珍', '', ''],
      ['吴秀兰', '南厅', ''],
    ] as const)
      await office.as(home).people.enter({
        ...{ key: randomUUID(), unit: 'songtao' },
        member: { ...living, name, room, bed, sex: 'female', since: '2021-05-01' },
      });
  });

  test.each([
    ['周玉珍', '301-2', true],
    ['周玉珍', '３０１房', true],
    ['周玉珍', '302', false],
    ['周玉珍', '南厅', false],
    ['吴秀兰', '南 厅', true],
    ['吴秀兰', '北厅', false],
  ])('%s in %s: %s', async (name, room, matches) => {
    const asked = { unit: 'songtao', day: '2022-01-27', resident: { name, tail: null, room } };
    expect(await inScope(office.job, ['songtao'], (tx) => livesThere(tx, office.keys, asked))).toBe(matches);
  });
});

describe('a resident has as many visits a day as the home settled', () => {
  const sameMother = (n: number, more: Answers = {}) =>
    visit(n, { residentName: '赵淑芬', residentTail: '0020', day: '2022-02-28', ...more });
  beforeAll(async () => {
    await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + interval '33 days'`);
    await office.runJobs();
    readAfresh(office.job);
  });

  test('ten ask at once for a day of two: two are taken, the others hear so with other days', async () => {
    const times = ['09:00', '09:30', '10:00', '10:30', '14:30', '15:00', '15:30', '16:00', '09:00', '09:30'];
    const answers = await Promise.all(times.map((time, n) => book(office, sameMother(30 + n, { time }))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    for (const { status, refusal } of answers)
      if (status !== 200) expect(refusal).toMatchObject({ refused: 'residentVisited', facts: { most: 2 } });
    const told = await consider(office, sameMother(45, { time: '16:00' }));
    expect(told.data?.refusal).toMatchObject({ refused: 'residentVisited', facts: { day: '2022-02-28', most: 2 } });
    expect(told.data?.alternatives.length).toBeGreaterThan(0);
    expect(told.data?.alternatives.every(({ day }) => day > '2022-02-28')).toBe(true);
    await expectSound(office);
  });

  test('one who is moved to that day is refused, and takes a turn of the next', async () => {
    const own = await asked(50, { residentName: '赵淑芬', residentTail: '0020', day: '2022-03-01' });
    const holder = await holderOf(office, phoneOf(50));
    const target = { office: 'songtao', time: '16:00' };
    const there = await holder.move({ booking: own.id, version: 1 }, { ...target, day: '2022-02-28' });
    expect(there).toMatchObject({ refusal: { refused: 'residentVisited' } });
    const next = await holder.move({ booking: own.id, version: 1 }, { ...target, day: '2022-03-02' });
    expect(next.data).toMatchObject({ day: '2022-03-02' });
  });
});

describe('[DX-2.2.1] visits stop where a notice closes homes (scenario 12)', () => {
  beforeAll(async () => {
    await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ - interval '33 days'`);
    readAfresh(office.job);
  });

  test.each([
    ['2022-01-30', null],
    ['2022-01-31', ['DX-2.2.1']],
    ['2022-02-07', ['DX-2.2.1']],
  ])('%s', async (day, clauses) => {
    const told = await consider(office, visit(60, { day, time: '10:30' }));
    if (clauses === null) expect(told.data?.refusal).toBeNull();
    else expect(told.data?.refusal).toMatchObject({ refused: 'visitsStopped', clauses });
  });

  test('a visit by video goes on', async () => {
    const video = { service: 'careVideoVisit', day: '2022-01-31' };
    expect((await consider(office, visit(61, video))).data?.refusal).toBeNull();
  });

  test('[DX-2.1.2] who comes from a risk area hears before that nobody lets them in, and by which clause', async () => {
    const from = visit(62, { day: '2022-01-30', time: '14:30', admission: 'fromRiskArea' });
    expect((await consider(office, from)).data?.refusal).toMatchObject({
      ...{ refused: 'notAdmitted', clauses: ['DX-2.1.2'], facts: { reason: 'fromRiskArea', yields: false } },
    });
    const silent = await book(office, visit(62, { day: '2022-01-30', admission: '' }));
    expect(silent.refusal).toMatchObject({ refused: 'wrongInput', facts: { fields: ['admission:admission.empty'] } });
  });

  test('a closure to visitors on record stops them with its reason', async () => {
    await office.as(home).closings.close({
      ...{ key: randomUUID(), unit: 'songtao', scopes: ['visitor'], from: '2022-01-29', until: '2022-01-30' },
      reason: '院内消杀',
    });
    readAfresh(office.job);
    const told = await consider(office, visit(63, { day: '2022-01-29', time: '09:30' }));
    expect(told.data?.refusal).toMatchObject({ refused: 'visitsStopped', facts: { reason: '院内消杀' } });
  });
});

describe('[LIU-2.6] the unvaccinated at a home in Liuzhou (scenario 17)', () => {
  const there = (n: number, admission: string): Answers => ({
    ...visit(n, { office: 'liuzhou-yanglao', day: '2022-01-28', admission }),
  });
  beforeAll(async () => {
    await office.ownerDatabase.pool.query(
      `insert into institution (id, kind, prefecture, region, name, address, phone, hours, bus, access)
       select id, 'elderCare', '450200', region, name, 'x', 'x', 'x', '', '' from unit where id = 'liuzhou-yanglao'`,
    );
    await office.ownerDatabase.pool.query(
      `insert into office_setting (office, valid_from, rules, source, made_by)
       values ('liuzhou-yanglao', '2021-01-01', $1, 'x', 'x')`,
      [JSON.stringify(homeRules)],
    );
    await office.runJobs();
  });

  test('are refused in principle, admitted with evidence, and elsewhere nobody asks', async () => {
    const told = await consider(office, there(70, 'unvaccinated'));
    expect(told.data?.refusal).toMatchObject({
      ...{ refused: 'notAdmitted', clauses: ['LIU-2.6'], facts: { reason: 'unvaccinated', yields: true } },
    });
    expect((await consider(office, there(70, 'contraindication'))).data?.refusal).toBeNull();
    expect((await consider(office, there(70, 'none'))).data?.refusal).toBeNull();
  });
});

describe('at the gate of the home', () => {
  type Answered = Parameters<ReturnType<TestOffice['as']>['visits']['signIn']>[0]['answers'];
  let visited: string;
  let video: string;
  const passed: Answered = { checks: [], found: [], cleared: [], exemptions: [] };
  beforeAll(async () => {
    const own = await asked(84, { service: 'careVideoVisit', day: '2022-01-28', time: '16:00' });
    await office.as(home).visits.confirm({ ...act(own.id, own.version), wish: null });
    video = own.id;
  });

  test('nobody signs in who was not answered, or on another day', async () => {
    const own = await asked(80, { day: '2022-01-28', time: '09:00' });
    const input = { ...act(own.id, own.version), temperature: 365, answers: passed };
    expect(await refusedWith(office.as(guard).visits.signIn(input))).toBe('notAnswered');
    await office.as(home).visits.confirm({ ...act(own.id, own.version), wish: null });
    const again = { ...act(own.id, own.version + 1), temperature: 365, answers: passed };
    expect(await refusedWith(office.as(guard).visits.signIn(again))).toBe('wrongDay');
  });

  test('whoever is signed in there is no task of a counter, and is signed out nowhere else', async () => {
    const own = await asked(82, { day: '2022-01-28', time: '15:00' });
    await office.as(home).visits.confirm({ ...act(own.id, own.version), wish: null });
    expect(await refusedWith(office.as(home).counter.checkIn(act(own.id, 2)))).toBe('notChangeable');
  });

  test('the gate judges: what is lacking is no pass, and who passes goes in and out with times and temperature', async () => {
    const own = await asked(81, { day: '2022-01-28', time: '14:30' });
    await office.as(home).visits.confirm({ ...act(own.id, own.version), wish: null });
    await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + interval '4 days'`);
    const sign = (answers: Answered) =>
      office.as(guard).visits.signIn({ ...act(own.id, own.version + 1), temperature: 366, answers });
    const lacking = await sign(passed);
    expect(lacking).toMatchObject({ passes: false, judged: { verdict: 'incomplete' } });
    const gate = await office.as(guard).gate.asked({ unit: 'songtao', at: 'entry', as: 'visitor' });
    const well = { ...passed, checks: gate.checks, cleared: gate.reasons };
    expect(
      await office.as(guard).visits.signIn({ ...act(own.id, own.version + 1), temperature: 366, answers: well }),
    ).toMatchObject({
      passes: true,
    });
    expect((await office.as(home).todo.list()).map(({ kind }) => kind)).not.toContain('waiting');
    const outcome = { ...act(own.id, own.version + 2), outcome: 'registered' } as const;
    expect(await refusedWith(office.as(home).counter.finish(outcome))).toBe('notChangeable');
    const { visit: row } = await office.as(guard).visits.show({ booking: own.id });
    expect(row).toMatchObject({ state: 'checkedIn', temperature: 366, outAt: null });
    expect(row.inAt).not.toBeNull();
    const inside = async () => (await office.as(guard).gate.comers({ unit: 'songtao', day: null })).rows;
    expect(await inside()).toMatchObject([
      { visit: own.id, came: 'visitor', purpose: row.resident?.name, outAt: null },
    ]);
    expect((await inside())[0]?.checks).toEqual(gate.checks);
    await office.as(guard).visits.signOut(act(own.id, own.version + 2));
    expect(await inside()).toEqual([]);
    expect((await listed()).coming.find(({ id }) => id === own.id)).toMatchObject({ state: 'registered' });
    const { rows } = await office.ownerDatabase.pool.query(
      `select verdict from gate_passage join care_visit on care_visit.passage = gate_passage.id where booking = $1`,
      [own.id],
    );
    expect(rows).toEqual([{ verdict: 'passes' }]);
    visited = own.id;
    await expectSound(office);
  });

  test('a visit by video begins and ends at the desk, for nobody comes to the gate', async () => {
    await office.as(home).counter.checkIn(act(video, 2));
    expect(await refusedWith(office.as(guard).visits.signOut(act(video, 3)))).toBe('notChangeable');
    await office.as(home).counter.finish({ ...act(video, 3), outcome: 'registered' });
  });

  test('who has left counts among the visits of the day until it closes', async () => {
    expect(await claimsOf(visited)).toBe(1);
    await expectSound(office);
    await passHours(48);
    expect(await claimsOf(visited)).toBe(0);
    await expectSound(office);
  });

  test('a visitor gets a copy of it by phone and last four, and the home sees it whole for a reason', async () => {
    const asker = office.as(citizen).requests;
    const { draft } = await holderOf(office, phoneOf(81));
    const input = { draft, office: 'songtao', kind: 'copy', idNumber: '99000119970819002X', text: '' } as const;
    await asker.ask({ ...input, key: randomUUID() });
    const request = (await asker.own({ draft }))[0]?.id ?? '';
    await office.as(home).requests.answer({ key: randomUUID(), request, outcome: 'done', text: '已办理' });
    const noted = { idCards: 'seen', 旧单据: 'missing' };
    await office.ownerDatabase.pool.query('update booking set papers = $2 where id = $1', [visited, noted]);
    const { bookings } = await asker.copy({ draft, request });
    expect(bookings[0]?.papers.map(({ zh, mark }) => [zh, mark])).toEqual([
      ['来访人身份证', 'seen'],
      ['旧单据', 'missing'],
    ]);
    const resident = { name: '王桂兰乙', tail: '1081', room: null };
    const kept = { temperature: 36.6, inAt: expect.any(String) as string, outAt: expect.any(String) as string };
    expect(bookings).toMatchObject([{ visit: { resident, ...kept }, parties: [{ own: true, name: '李秀英' }] }]);
    const reveal = (field: 'names' | 'health') =>
      office.as(home).persons.reveal({ booking: visited, fields: [field], reason: 'authority' });
    expect((await reveal('health')).visit).toEqual({ resident: null, ...kept });
    expect((await reveal('names')).visit).toEqual({ resident, temperature: null, inAt: null, outAt: null });
  });

  test('how warm they were goes with what is kept of health, and whom they saw when they have it erased', async () => {
    const kept = async () => {
      const { rows } = await office.ownerDatabase.pool.query(
        `select temperature, resident_sealed is null as forgotten,
           (select count(*)::int from party where party.booking = care_visit.booking) as visitors
           from care_visit where booking = $1`,
        [visited],
      );
      return rows[0] as unknown;
    };
    await office.ownerDatabase.pool.query(
      `insert into privacy_setting (unit, kind, amount, source, valid_from, made_by)
         values ('232700', 'health', 1, 'x', '2022-01-01', 'x')`,
    );
    expect(await kept()).toEqual({ temperature: 366, forgotten: false, visitors: 1 });
    await office.ownerDatabase.pool.query(`select purge_over('health', 500)`);
    expect(await kept()).toEqual({ temperature: null, forgotten: false, visitors: 1 });
    await inScope(office.job, ['songtao'], (tx) => tx.execute(sql`select erase_booking(${visited}::uuid, '{1}')`));
    expect(await kept()).toEqual({ temperature: null, forgotten: true, visitors: 0 });
  });
});

describe('who is not answered in time', () => {
  let own: Awaited<ReturnType<typeof asked>>;

  test('is told once whom to phone, keeps the place, and is to be phoned where that did not reach them', async () => {
    own = await asked(83, { service: 'careVideoVisit', day: '2022-02-08', time: '15:00' });
    await passHours(25);
    await office.runJobs();
    expect(await kindsOf(own.id, 1)).toEqual(['visitAsked', 'visitLate']);
    await office.ownerDatabase.pool.query(`update message set state = 'failed' where kind = 'visitLate'`);
    const [call] = await office.as(home).calls.list({ office: 'songtao' });
    expect(call).toMatchObject({ row: { id: own.id, pending: true }, kinds: ['visitLate'] });
    await expectSound(office);
  });

  test('is told that the visit ended by the office once its day is over', async () => {
    await passHours(240);
    const [seen] = (await (await holderOf(office, phoneOf(83))).find()).data ?? [];
    expect(seen).toMatchObject({ state: 'cancelled', endedBy: 'office', pending: false });
    expect(await kindsOf(own.id, 2)).toEqual(['visitUnanswered']);
    expect(await claimsOf(own.id)).toBe(0);
    await expectSound(office);
  });
});
