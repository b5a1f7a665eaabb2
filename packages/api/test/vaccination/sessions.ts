import { inScope } from '@anmin/api/scope';
import { preparedUnder } from '@anmin/api/vaccination/prepared';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { appoint } from '../isolation/neighbours.ts';
import { refusalOf, refusedWith } from '../refused.ts';
import { crowd } from './crowd.ts';
import { dose, meanwhile, type Keeper, type Ledger } from './ledger.ts';

const planned = {
  ...{ mode: 'onSite' as const, on: '2021-12-08', starts: ['09:00', '10:00'], place: '一楼活动室', provider: '卫生院' },
  ...{ kind: 'inactivated' as const, product: '灭活疫苗', batch: 'S20211208' },
};

/** Days on which people are vaccinated together. */
export function ofSessions(at: () => Ledger): void {
  const verbs = (who: Keeper) => at().verbs(who);
  const key = () => randomUUID();
  const fieldsOf = async (answer: Promise<unknown>) => (await refusalOf(answer))?.facts['fields'];

  describe('[SX-3.5] a day on which people of a home are vaccinated on site', () => {
    const unit = 'shangdang-yanglao';
    const who = 'yanglao';
    let id = '';
    let [eligible, unfit, unassessed, deferred] = ['', '', '', ''];
    const assess = (person: string, suitable: boolean) =>
      verbs(who).assess({
        ...{ key: key(), unit, person },
        assessment: { on: '2021-12-07', conditionGood: true, medicationStable: true, suitable, medic: '柏医生' },
      });
    const invite = (persons: readonly string[], group = 1) =>
      verbs(who).invite({ key: key(), id, group, people: persons.map((person) => ({ unit, person })) });
    const attend = (person: string, came: Parameters<ReturnType<typeof verbs>['attend']>[0]['came']) =>
      verbs(who).attend({ key: key(), id, unit, person, came });
    const shown = () => verbs(who).session({ session: id });

    beforeAll(async () => {
      [eligible = '', unfit = '', unassessed = '', deferred = ''] = await crowd(at().office, {
        ...{ unit, role: 'resident', count: 4, born: '1945-01-01' },
      });
      await assess(eligible, true);
      await assess(unfit, false);
      await assess(deferred, true);
      const put = { kind: 'deferral' as const, from: '2021-12-01', until: '2021-12-20', evidence: '病历', note: '' };
      await verbs(who).hinder({ key: key(), unit, person: deferred, hindrance: put });
    });

    test('is planned for no day that is over', async () => {
      const past = { ...planned, on: '2021-12-07' };
      expect(await fieldsOf(verbs(who).planSession({ key: key(), unit, session: past }))).toEqual(['session:past']);
      id = (await verbs(who).planSession({ key: key(), unit, session: planned })).session;
      const { sessions } = await verbs(who).sessions({ unit: null });
      expect(sessions).toMatchObject([{ id, on: '2021-12-08', invited: 0, vaccinated: 0 }]);
    });

    test('is in place from the day on which it was planned, and was not the day before', async () => {
      const point = {
        ...{ kind: 'status' as const, subject: 'temporaryVaccinationPoint', state: 'offered' as const },
        ...{ trigger: 'authorityDecision' as const, by: 'bureau' as const, bars: [] },
      };
      const offered = (day: string) =>
        inScope({ database: at().office.databases.staff, keys: at().office.keys }, [unit], async (tx) =>
          (await preparedUnder(tx, [unit], day, [point]))(unit).offered(point),
        );
      expect([await offered('2021-12-07'), await offered('2021-12-08')]).toEqual([false, true]);
    });

    test('[SX-3.4] takes of the outstanding whom a medic found eligible, and nobody who is put off', async () => {
      const { candidates } = await shown();
      const found = new Map(candidates.map(({ person, hinders }) => [person, hinders]));
      expect([found.get(eligible), found.get(unfit), found.get(unassessed), found.has(deferred)]).toEqual([
        ...[null, 'notEligible', 'notAssessed', false],
      ]);
      const refused = await refusalOf(invite([eligible, unassessed]));
      expect([refused?.facts['fields'], refused?.clauses]).toEqual([['session:notAssessed'], ['SX-3.4']]);
      expect(await refusedWith(invite([deferred]))).toBe('stale');
      expect(await fieldsOf(invite([eligible], 3))).toEqual(['session:group']);
      await invite([eligible], 2);
      await at().enter(who, unit, unfit, dose('2021-07-01'));
      expect((await shown()).people).toMatchObject([{ person: eligible, group: 2, outcome: null, nextNumber: 1 }]);
      expect((await shown()).candidates.some(({ person }) => person === eligible)).toBe(false);
    });

    test('[SX-3.6] puts a dose on record in one act, and watches until somebody says it is enough', async () => {
      await assess(unassessed, true);
      await invite([unassessed]);
      const { dose } = await attend(eligible, { outcome: 'vaccinated', number: 1 });
      const { doses } = await verbs(who).person({ unit, person: eligible });
      expect(doses).toMatchObject([{ id: dose, on: '2021-12-08', batch: 'S20211208', place: '一楼活动室' }]);
      expect(await refusedWith(attend(eligible, { outcome: 'absent' }))).toBe('stale');
      await attend(unassessed, { outcome: 'absent' });
      const end = () => verbs(who).endObservation({ key: key(), id, unit, person: eligible });
      expect((await shown()).people.map(({ isWatched }) => isWatched).sort()).toEqual([false, true]);
      await end();
      expect(await refusedWith(end())).toBe('stale');
      const given = (await shown()).people.find(({ person }) => person === eligible);
      expect(given).toMatchObject({ outcome: 'vaccinated', minutes: 0, isWatched: false });
      const [own] = (await verbs(who).sessions({ unit })).sessions;
      expect(own).toMatchObject({ invited: 2, vaccinated: 1 });
    });

    test('counts a dose for as long as it, or the one that corrects it, is on record', async () => {
      const counted = async () => {
        const [own] = (await verbs(who).sessions({ unit })).sessions;
        const row = (await shown()).people.find(({ person }) => person === eligible);
        return [own?.vaccinated, row?.isStruck, row?.nextNumber];
      };
      const last = async () => (await verbs(who).person({ unit, person: eligible })).doses.find((it) => !it.endReason);
      const ending = async () => ({ key: key(), unit, id: (await last())?.id ?? '', reason: '批号写错' });
      const other = dose('2021-12-08', 2, { batch: 'S2' });
      await verbs(who).correctDose({ ...(await ending()), dose: other });
      expect(await counted()).toEqual([1, false, 3]);
      await verbs(who).correctDose({ ...(await ending()), dose: { ...other, batch: 'S3' } });
      expect(await counted()).toEqual([1, false, 3]);
      await verbs(who).strikeDose(await ending());
      expect(await counted()).toEqual([0, true, 1]);
    });

    test('names how long somebody is watched once it is settled with its source', async () => {
      expect((await shown()).observation).toBeNull();
      await at()
        .office.as(at().staff[who])
        .evidence.settle({
          ...{ key: key(), unit, validFrom: '2021-12-08', source: '接种技术指南' },
          setting: { kind: 'observationMinutes', amount: 30 },
        });
      expect((await shown()).observation).toBe(30);
    });

    test('is nobody else’s to see or to change', async () => {
      const other = verbs('home');
      expect(await refusedWith(other.session({ session: id }))).toBe('notFound');
      const cancel = { key: key(), id, version: 1, reason: '试验' };
      expect(await refusedWith(other.cancelSession(cancel))).toBe('notFound');
      expect(await refusedWith(other.sessionPlan({ session: id }))).toBe('notFound');
      const came = { outcome: 'absent' as const };
      expect(await refusedWith(other.attend({ key: key(), id, unit, person: eligible, came }))).toBe('notFound');
    });

    test('stands as it was planned once it was said of anybody what came of them; its place may be written anew', async () => {
      const change = (more: Partial<Parameters<ReturnType<typeof verbs>['changeSession']>[0]['session']>) =>
        verbs(who).changeSession({ key: key(), id, version: 1, session: { ...planned, ...more } });
      const others = [{ on: '2021-12-10' }, { kind: 'other' as const }, { batch: 'S2' }, { product: '别的' }];
      const begun = await Promise.all(others.map((it) => fieldsOf(change({ ...planned, ...it }))));
      expect(begun).toEqual(others.map(() => ['session:begun']));
      expect(await fieldsOf(change({ starts: ['09:00'] }))).toEqual(['session:groups']);
      const cancel = { key: key(), id, version: 1, reason: '疫苗未到' };
      expect(await fieldsOf(verbs(who).cancelSession(cancel))).toEqual(['session:begun']);
      await change({ place: '二楼活动室' });
      expect(await verbs(who).sessionPlan({ session: id })).toMatchObject({
        place: '二楼活动室',
        version: 2,
        hasBegun: true,
      });
    });

    test('is changed by who has seen it as it is, and rests once it is cancelled', async () => {
      const { session: other } = await verbs(who).planSession({ key: key(), unit, session: planned });
      const change = { id: other, session: { ...planned, on: '2021-12-10', starts: ['14:00'] } };
      expect(await refusedWith(verbs(who).changeSession({ ...change, key: key(), version: 9 }))).toBe('stale');
      await verbs(who).changeSession({ ...change, key: key(), version: 1 });
      await verbs(who).cancelSession({ key: key(), id: other, version: 2, reason: '疫苗未到' });
      const cancelled = await verbs(who).session({ session: other });
      expect(cancelled).toMatchObject({ on: '2021-12-10', cancelReason: '疫苗未到', candidates: [] });
      const people = [{ unit, person: unfit }];
      expect(await refusedWith(verbs(who).invite({ key: key(), id: other, group: 1, people }))).toBe('stale');
    });

    test('lets somebody go before it begins, once, and on the day nobody', async () => {
      const [person = ''] = await crowd(at().office, { unit, role: 'staff', count: 1, born: '1990-01-01' });
      const later = { ...planned, on: '2021-12-10' };
      const { session: other } = await verbs(who).planSession({ key: key(), unit, session: later });
      const come = () => verbs(who).invite({ key: key(), id: other, group: 1, people: [{ unit, person }] });
      const go = (day: string, as: Keeper = who) => verbs(as).uninvite({ key: key(), id: day, unit, person });
      await come();
      expect(await refusedWith(go(other, 'home'))).toBe('notFound');
      await go(other);
      expect(await refusedWith(go(other))).toBe('notFound');
      expect((await verbs(who).session({ session: other })).people).toEqual([]);
      await come();
      await invite([person]);
      expect(await fieldsOf(go(id))).toEqual(['session:today']);
      const { rows } = await at().office.ownerDatabase.pool.query(
        `select count(*)::int as n from journal_entry where action = 'vaccinationDay.uninvited' and subject = $1`,
        [other],
      );
      expect(rows).toEqual([{ n: 1 }]);
    });

    test('of two who invite the same person at once one is told that it is done', async () => {
      const [person = ''] = await crowd(at().office, { unit, role: 'staff', count: 1, born: '1990-01-01' });
      const pressing = () => refusedWith(invite([person]));
      let answer: Promise<unknown> = Promise.resolve();
      await meanwhile(at().office, async ({ query, waits }) => {
        await query(
          `insert into vaccination_attendance (session, person, unit, group_number, made_by)
                       values ($1, $2, $3, 1, 'test')`,
          [id, person, unit],
        );
        answer = pressing();
        await waits(answer);
      });
      const told = await answer;
      // on a machine that stood still for a second it was refused instead
      expect(told === 'busy' ? await pressing() : told).toBe('stale');
    });

    test('that is cancelled while somebody says what came of them takes nothing more', async () => {
      const [person = ''] = await crowd(at().office, { unit, role: 'staff', count: 1, born: '1990-01-01' });
      const { session: other } = await verbs(who).planSession({ key: key(), unit, session: planned });
      await verbs(who).invite({ key: key(), id: other, group: 1, people: [{ unit, person }] });
      const given = { id: other, unit, person, came: { outcome: 'vaccinated' as const, number: 1 } };
      const pressing = () => refusedWith(verbs(who).attend({ key: key(), ...given }));
      let answer: Promise<unknown> = Promise.resolve();
      await meanwhile(at().office, async ({ query, waits }) => {
        await query(
          `update vaccination_session set cancelled_at = office_now(), cancelled_by = 'test', cancel_reason = '试验'
                      where id = $1`,
          [other],
        );
        answer = pressing();
        await waits(answer);
      });
      const told = await answer;
      expect(told === 'busy' ? await pressing() : told).toBe('stale');
      expect((await verbs(who).person({ unit, person })).doses).toEqual([]);
    });
  });

  describe('[SX-3.4] [LIU-4.6] what a medic says before a dose', () => {
    test.each<[Keeper, string, string]>([
      ['yanglao', 'shangdang-yanglao', 'SX/eligibility@1'],
      ['home', 'liuzhou-yanglao', 'LIU/eligibility@1'],
    ])('is owed by %s of each resident who is to come, until it is on record', async (keeper, there, rule) => {
      const asked = { unit: there, kind: null, standing: null, clause: null, after: null };
      const missing = async () => {
        const { lines } = await at().office.as(at().staff[keeper]).measures.standings(asked);
        return lines.find(({ rules }) => rules.includes(rule))?.standing;
      };
      const [person = ''] = await crowd(at().office, { unit: there, role: 'resident', count: 1, born: '1945-01-01' });
      expect(await missing()).toMatchObject({ standing: 'due', missing: expect.arrayContaining([person]) as unknown });
      await verbs(keeper).assess({
        ...{ key: key(), unit: there, person },
        assessment: { on: '2021-12-08', conditionGood: true, medicationStable: true, suitable: true, medic: '柏医生' },
      });
      expect((await missing())?.missing).not.toContain(person);
    });
  });

  describe('a day a bureau plans for several homes', () => {
    test('is seen by each home with its own people only, and each notes what came of them', async () => {
      const bureau = at().office.as(await appoint(at().office, 'countyClerk', '140404')).vaccination;
      const homes = ['shangdang-jingsong', 'shangdang-yanglao'] as const;
      const people = [];
      for (const unit of homes) {
        const [person = ''] = await crowd(at().office, { unit, role: 'staff', count: 1, born: '1990-01-01' });
        people.push({ unit, person });
      }
      const { session: id } = await bureau.planSession({ key: key(), unit: '140404', session: planned });
      const daysFor = async (unit: string) => (await bureau.sessions({ unit })).sessions.find((it) => it.id === id);
      expect(await daysFor('shangdang-yanglao')).toMatchObject({ invited: 0, unit: '140404' });
      await bureau.invite({ key: key(), id, group: 1, people });
      expect((await bureau.session({ session: id })).people).toHaveLength(2);
      const seen = await verbs('yanglao').session({ session: id });
      expect([seen.isOwn, seen.people.map(({ unit }) => unit)]).toEqual([false, ['shangdang-yanglao']]);
      expect(await daysFor('shangdang-yanglao')).toMatchObject({ invited: 1, unit: '140404' });
      expect(await daysFor('140404')).toMatchObject({ invited: 2 });
      const [, own = { unit: '', person: '' }] = people;
      await verbs('yanglao').attend({ key: key(), id, ...own, came: { outcome: 'vaccinated', number: 1 } });
      const came = { outcome: 'vaccinated' as const, number: 1 };
      const [foreign = own] = people;
      expect(await refusedWith(verbs('yanglao').attend({ key: key(), id, ...foreign, came }))).toBe('notFound');
      const cancel = { key: key(), id, version: 1, reason: '试验' };
      expect(await refusedWith(verbs('yanglao').cancelSession(cancel))).toBe('notFound');
    });

    test('opens those who could still come for who may invite them, and for nobody else', async () => {
      const [person = ''] = await crowd(at().office, {
        unit: 'shangdang-yanglao',
        role: 'staff',
        count: 1,
        born: '1990-01-01',
      });
      const { session: id } = await verbs('yanglao').planSession({
        key: key(),
        unit: 'shangdang-yanglao',
        session: planned,
      });
      const seenBy = async (role: 'institutionManager' | 'institutionStaff') => {
        const actor = await appoint(at().office, role, 'shangdang-yanglao');
        const { candidates } = await at().office.as(actor).vaccination.session({ session: id });
        return candidates.some((it) => it.person === person);
      };
      expect([await seenBy('institutionManager'), await seenBy('institutionStaff')]).toEqual([true, false]);
    });

    test('takes a worker who lives there as well for a resident', async () => {
      const unit = 'shangdang-yanglao';
      const both = await crowd(at().office, { unit, role: 'staff', count: 8, born: '1950-01-01' });
      await at().office.ownerDatabase.pool.query(
        `insert into membership (id, person, unit, role, room, since, made_by)
           select gen_random_uuid(), person, $1, 'resident', '9', '2020-02-01', 'test' from unnest($2::uuid[]) person`,
        [unit, both],
      );
      const { session: id } = await verbs('yanglao').planSession({ key: key(), unit, session: planned });
      const { candidates } = await verbs('yanglao').session({ session: id });
      const found = candidates.filter(({ person }) => both.includes(person));
      expect(found).toHaveLength(8);
      expect(new Set(found.map(({ room, hinders }) => `${room ?? ''} ${hinders ?? ''}`))).toEqual(
        new Set(['9 notAssessed']),
      );
    });
  });
}
