import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { answersFor, book, holderOf, manId, phoneOf } from './citizens.ts';
import { toldIn } from './dump.ts';
import { appoint } from './isolation/neighbours.ts';
import { expectSound } from './sound.ts';
import { signInAs, type Desk } from './staff.ts';

const day = '2026-03-10';
let office: TestOffice;
let clerk: Desk;
beforeAll(async () => {
  office = await openOffice({ clock: '2026-03-09T09:00:00+08:00' });
  await office.runJobs();
  clerk = await signInAs(office, 'clerk');
});
afterAll(() => office.close());

describe('how an appointment ends', () => {
  test('[T46] three moves and a cancellation keep the one calendar entry and count its versions 0, 1, 2, 3', async () => {
    await book(office, answersFor(1, { day, time: '09:00' }));
    const holder = await holderOf(office, phoneOf(1));
    let [view] = (await holder.find()).data ?? [];
    const entries = [[view?.uid, view?.sequence]];
    for (const time of ['09:40', '10:20', '14:00']) {
      const own = { booking: view?.id ?? '', version: view?.version ?? 0 };
      view = (await holder.move(own, { office: 'jiagedaqi', day, time })).data ?? undefined;
      entries.push([view?.uid, view?.sequence]);
    }
    expect(entries).toEqual([0, 1, 2, 3].map((sequence) => [view?.uid, sequence]));
    const ended = await holder.cancel({ booking: view?.id ?? '', version: view?.version ?? 0 });
    expect(ended.data).toMatchObject({ uid: view?.uid, sequence: 4, state: 'cancelled' });
  });

  test('in ordinary times nobody is screened: checked in, registered, and free to book again', async () => {
    await book(office, answersFor(2, { day, time: '09:00' }));
    await setClock(`${day}T08:30:00+08:00`);
    const row = await rowOf('09:00');
    expect(row.screening).toBeNull();
    const here = await clerk.checkIn(idOf(row));
    const done = await clerk.finish({ ...idOf(here.data), outcome: 'registered' });
    expect(done.data).toMatchObject({ state: 'registered' });
    const again = await book(office, answersFor(2, { day: '2026-03-12', time: '09:00' }));
    expect(again.status).toBe(200);
    await expectSound(office);
  });

  test('who does not come is a no-show, marked only on the day and not after a check-in', async () => {
    await book(office, answersFor(3, { day: '2026-03-11', time: '09:00' }));
    const row = await rowOf('09:00', '2026-03-11');
    const early = await clerk.finish({ ...idOf(row), outcome: 'noShow' });
    expect(early.refusal?.refused).toBe('wrongDay');
    await setClock('2026-03-11T10:00:00+08:00');
    const marked = await clerk.finish({ ...idOf(row), outcome: 'noShow' });
    expect(marked.data).toMatchObject({ state: 'noShow' });
    await expectSound(office);
  });

  test('at the close of the day whoever has no outcome gets none, and may book again', async () => {
    await setClock('2026-03-11T10:30:00+08:00');
    await book(office, answersFor(4, { day: '2026-03-13', time: '09:00' }));
    await setClock('2026-03-14T00:00:01+08:00');
    await office.runJobs();
    expect(await rowOf('09:00', '2026-03-13')).toMatchObject({ state: 'noOutcome' });
    expect((await book(office, answersFor(4, { day: '2026-03-18', time: '09:00' }))).status).toBe(200);
    await expectSound(office);
  });
});

describe('a name that is wrong', () => {
  test('[F08] is corrected at the desk where a request asks for it: once, with a reason, and its people are told', async () => {
    const at = { day: '2026-03-19', time: '09:00' };
    await book(office, answersFor(5, at));
    const { draft } = await holderOf(office, phoneOf(5));
    const asks = { draft, office: 'jiagedaqi', kind: 'correction', idNumber: manId(5), text: '姓名有误' } as const;
    await office.as({ kind: 'citizen', address: '127.0.0.1' }).requests.ask({ ...asks, key: randomUUID() });
    const { requests } = office.as(await appoint(office, 'institutionManager'));
    const [{ id: request } = { id: '' }] = await requests.list({ office: 'jiagedaqi' });
    const row = await rowOf(at.time, at.day);
    const { id, reference } = row;
    expect(await requests.one({ request })).toMatchObject({ toCorrect: [{ id, reference }] });
    const given = { ...idOf(row), key: randomUUID(), name1: '欧阳建国', reason: '本人出示身份证' };
    const corrected = await clerk.correct(given);
    expect(corrected.data).toMatchObject({ version: row.version + 1, parties: [{ name: '欧**国' }, row.parties[1]] });
    expect((await clerk.correct(given)).data).toMatchObject({ version: row.version + 1 });
    expect(await toldIn(office, ['欧阳建国'])).toEqual(['party.name_sealed']);
    expect(await toldAt(id, row.version + 1)).toEqual(['corrected', 'reminder']);
    const { rows } = await office.ownerDatabase.pool.query(
      `select fields, codes from journal_entry where action = 'booking.corrected' and subject = $1`,
      [id],
    );
    expect(rows).toEqual([{ fields: ['name1', 'reason'], codes: {} }]);
    await requests.answer({ key: randomUUID(), request, outcome: 'done', text: '已更正' });
    expect(await requests.one({ request })).toMatchObject({ toCorrect: null });
  });

  test('is not corrected without a name, without a reason, or over what somebody else changed', async () => {
    const row = await rowOf('09:00', '2026-03-19');
    const given = { ...idOf(row), name2: '司徒秀兰', reason: '本人出示身份证' };
    expect((await clerk.correct({ ...idOf(row), reason: given.reason })).refusal?.refused).toBe('wrongInput');
    expect((await clerk.correct({ ...given, name2: '司徒8' })).refusal).toMatchObject({
      facts: { fields: ['name2:name.digit'] },
    });
    expect((await clerk.correct({ ...given, reason: ' ' })).status).toBe(400);
    expect((await clerk.correct({ ...given, version: row.version - 1 })).refusal?.refused).toBe('stale');
    expect(await toldIn(office, ['司徒秀兰'])).toEqual([]);
  });

  test('is corrected as well where the office closed the day, and nobody is reminded of a time that is gone', async () => {
    const closing = {
      office: 'jiagedaqi',
      from: '2026-03-19',
      until: '2026-03-20',
      services: null,
      reason: '设备检修',
    };
    expect((await clerk.close(closing)).status).toBe(200);
    const [owed] = await clerk.displaced('jiagedaqi');
    const { id, version } = owed?.row ?? { id: '', version: 0 };
    const given = { booking: id, version, name2: '司徒秀兰', reason: '本人出示身份证' };
    expect((await clerk.correct(given)).data).toMatchObject({ state: 'displaced' });
    expect(await toldAt(id, version + 1)).toEqual(['corrected']);
  });

  test('is corrected as well where the couple was registered', async () => {
    const row = await rowOf('09:00');
    const corrected = await clerk.correct({ ...idOf(row), name2: '司徒秀兰', reason: '证上姓名有误' });
    expect(corrected.data).toMatchObject({ state: 'registered', parties: [row.parties[0], { name: '司**兰' }] });
    expect(await toldAt(row.id, row.version + 1)).toEqual(['corrected']);
    await expectSound(office);
  });
});

describe('papers before the day', () => {
  const at = { day: '2026-03-23', time: '09:00' };
  const [first, second] = [{ mark: 'seen' }, { mark: 'missing' }] as const;

  test('are noted once by the desk: whoever booked is told what is missing, and sees it', async () => {
    await setClock('2026-03-20T09:00:00+08:00');
    await book(office, answersFor(6, at));
    const holder = await holderOf(office, phoneOf(6));
    const [view] = (await holder.find()).data ?? [];
    const [one, two, ...rest] = view?.materials ?? [];
    expect([one, two].map((it) => it?.mark)).toEqual([null, null]);
    const row = await rowOf(at.time, at.day);
    expect(row.papers).toBeNull();
    const papers = [
      { ...first, material: one?.zh ?? '' },
      { ...second, material: two?.zh ?? '' },
    ];
    const given = { ...idOf(row), key: randomUUID(), papers };
    const noted = { version: row.version + 1, papers: { standing: 'missing', by: expect.any(String) as string } };
    expect((await clerk.notePapers(given)).data).toMatchObject(noted);
    expect((await clerk.notePapers(given)).data).toMatchObject(noted);
    expect((await rowOf(at.time, at.day)).papers?.standing).toBe('missing');
    expect(await toldAt(row.id, row.version + 1)).toEqual(['papersMissing', 'reminder']);
    await office.runJobs();
    const told = office.sent.filter(({ kind }) => kind === 'papersMissing');
    expect(told).toMatchObject([{ to: phoneOf(6), facts: { missing: two?.zh, missingEnglish: two?.en } }]);
    const [after] = (await holder.find()).data ?? [];
    expect(after?.materials).toEqual([{ ...one, ...first }, { ...two, ...second }, ...rest]);
    expect(JSON.stringify(after)).not.toContain('林晓燕');
    const { rows } = await office.ownerDatabase.pool.query(
      `select fields, codes from journal_entry where action = 'booking.papersNoted' and subject = $1`,
      [row.id],
    );
    expect(rows).toEqual([{ fields: ['papers'], codes: { seen: 1, missing: 1 } }]);
  });

  test('are complete when all are seen, and what was missing before is no longer told', async () => {
    const row = await rowOf(at.time, at.day);
    const materials = await materialsOf(6);
    const missing = materials.map(({ zh }) => ({ material: zh, ...second }));
    const seen = materials.map(({ zh }) => ({ material: zh, ...first }));
    const told = await clerk.notePapers({ ...idOf(row), papers: missing });
    const complete = await clerk.notePapers({ ...idOf(told.data), papers: seen });
    expect(complete.data).toMatchObject({ papers: { standing: 'complete' } });
    await office.runJobs();
    expect(office.sent.filter(({ kind }) => kind === 'papersMissing')).toHaveLength(1);
    expect(await toldAt(row.id, row.version + 2)).toEqual(['reminder']);
  });

  test('keep what was seen when their words are corrected, and what was noted by words alone', async () => {
    const time = '10:20';
    await book(office, answersFor(7, { ...at, time }));
    const bureau = await signInAs(office, 'bureau');
    const ask = async (...extraMaterials: object[]) => {
      const { rules, version } = await bureau.plan('jiagedaqi');
      const changed = { ...(rules ?? {}), extraMaterials };
      const plan = { office: 'jiagedaqi', rules: changed, validFrom: '2026-03-20', source: '试验', version };
      expect((await bureau.savePlan(plan)).status).toBe(200);
      return (await materialsOf(7)).at(-1);
    };
    const photos = { service: 'marriage', zh: '电子照片优盘', en: 'Photos on a stick' };
    const asked = await ask(photos);
    expect(asked?.id).toMatch(/^p/);
    const row = await rowOf(time, at.day);
    const cards = (await materialsOf(7))[0]?.id ?? '';
    const papers = [cards, asked?.id ?? ''].map((material) => ({ material, ...first }));
    expect((await clerk.notePapers({ ...idOf(row), papers })).status).toBe(200);
    expect(await notesOf(row.id)).toEqual({ idCards: 'seen', [asked?.id ?? '']: 'seen' });
    const corrected = { ...photos, id: asked?.id, zh: '存有电子照片的U盘' };
    expect(await ask(corrected)).toMatchObject({ zh: corrected.zh, mark: 'seen' });
    await office.ownerDatabase.pool.query(`update booking set papers = $2 where id = $1`, [
      row.id,
      { 双方居民身份证: 'missing' },
    ]);
    expect((await materialsOf(7)).map(({ mark }) => mark)).toEqual(['missing', null, null]);
    await ask();
  });

  test('are not noted by what is not on the list, over what somebody else changed, or after the day', async () => {
    const row = await rowOf(at.time, at.day);
    const [{ zh: material } = { zh: '' }] = await materialsOf(6);
    const papers = [{ material, ...second }];
    const notes = async (given: Partial<Parameters<typeof clerk.notePapers>[0]>) =>
      (await clerk.notePapers({ ...idOf(row), papers, ...given })).refusal?.refused;
    expect(await notes({ papers: [{ material: '试验', ...second }] })).toBe('stale');
    expect(await notes({ version: row.version - 1 })).toBe('stale');
    await setClock('2026-03-24T09:00:00+08:00');
    expect(await notes({})).toBe('wrongDay');
    await office.runJobs();
    expect(await notes({ version: row.version + 1 })).toBe('notChangeable');
    expect((await rowOf(at.time, at.day)).papers?.standing).toBe('complete');
    await expectSound(office);
  });

  async function notesOf(booking: string) {
    const { rows } = await office.ownerDatabase.pool.query<{ papers: object }>(
      'select papers from booking where id = $1',
      [booking],
    );
    return rows[0]?.papers;
  }

  async function materialsOf(n: number) {
    const holder = await holderOf(office, phoneOf(n));
    return (await holder.find()).data?.[0]?.materials ?? [];
  }
});

/** The kinds of what a booking's people are told of one of its versions. */
async function toldAt(booking: string, version: number): Promise<string[]> {
  const { rows } = await office.ownerDatabase.pool.query<{ kind: string }>(
    'select distinct kind from message where booking = $1 and booking_version = $2 order by kind',
    [booking, version],
  );
  return rows.map(({ kind }) => kind);
}

async function setClock(instant: string): Promise<void> {
  await office.ownerDatabase.pool.query('update office_clock set offset_ = $1::timestamptz - now()', [instant]);
}

async function rowOf(starts: string, on = day) {
  const { slots } = await clerk.sheet('jiagedaqi', on);
  const row = slots.find((slot) => slot.starts === starts)?.bookings[0];
  if (row === undefined) throw new Error('nobody is booked then');
  return row;
}

function idOf(row: { id: string; version: number } | null) {
  return { booking: row?.id ?? '', version: row?.version ?? 0 };
}
