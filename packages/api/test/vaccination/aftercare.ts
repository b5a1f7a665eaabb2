import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { refusalOf, refusedWith } from '../refused.ts';
import { crowd } from './crowd.ts';
import { dose, type Keeper, type Ledger } from './ledger.ts';

/** What follows a dose, until it is over. */
export function ofAftercare(at: () => Ledger): void {
  const verbs = (who: Keeper) => at().verbs(who);
  const key = () => randomUUID();
  const faultsOf = async (answer: Promise<unknown>) => (await refusalOf(answer))?.facts['fields'];

  /** How a duty of a unit stands today, and how many tasks of a kind wait for who keeps its ledger. */
  async function stands(who: Keeper, unit: string, rule: string, day: string | null = null) {
    const asked = { unit, kind: null, standing: null, clause: null, day, after: null };
    const { lines } = await at().office.as(at().staff[who]).measures.standings(asked);
    return lines.find(({ rules }) => rules.includes(rule))?.standing.standing;
  }
  const waiting = async (who: Keeper, kind: string) =>
    (await at().office.as(at().staff[who]).todo.list()).find((it) => it.kind === kind);

  async function vaccinated(who: Keeper, unit: string, on: string, role = 'staff'): Promise<string> {
    const [person = ''] = await crowd(at().office, { unit, role, count: 1, born: '1985-01-01' });
    await at().enter(who, unit, person, dose(on));
    return person;
  }

  describe('[LIU-4.8] the three days after a dose', () => {
    const unit = 'liuzhou-yanglao';
    const rule = 'LIU/follow-up@1';
    let person = '';
    const owed = async () =>
      (await verbs('home').aftercare({ unit })).followUps.filter((it) => it.person === person && it.unit === unit);
    const ask = (forDay: string) =>
      verbs('home').followUp({ key: key(), unit, person, followUp: { forDay, well: true, note: '无不适' } });

    test('are each owed, and late the day after', async () => {
      person = await vaccinated('home', unit, '2021-12-06');
      expect(await owed()).toMatchObject([
        { forDay: '2021-12-07', late: true, on: '2021-12-06', name: '甄平安', clauses: ['LIU-4.8'] },
        { forDay: '2021-12-08', late: false },
      ]);
      expect(await stands('home', unit, rule)).toBe('breached');
      const all = (await verbs('home').aftercare({ unit: null })).followUps.length;
      expect(await waiting('home', 'followUps')).toMatchObject({ count: all, urgency: 'overdue', due: '2021-12-07' });
    });

    test('are struck off one by one by whoever asks, once, and for no day that is not there', async () => {
      await ask('2021-12-07');
      expect(await refusedWith(ask('2021-12-07'))).toBe('stale');
      expect(await faultsOf(ask('2021-12-09'))).toEqual(['note:on']);
      expect(await faultsOf(ask('2021-12-06'))).toEqual(['note:dose']);
      await ask('2021-12-08');
      expect(await owed()).toEqual([]);
      const other = await vaccinated('home', unit, '2021-12-06');
      const { followUps: all } = await verbs('home').aftercare({ unit });
      expect(all.filter((it) => it.person === other)).toHaveLength(2);
      await verbs('home').followUp({
        ...{ key: key(), unit, person: other, followUp: { forDay: '2021-12-07', well: false, note: '' } },
      });
      expect(await stands('home', unit, rule)).toBe('due');
      const { followUps } = await verbs('home').person({ unit, person });
      expect(followUps).toMatchObject([
        { forDay: '2021-12-08', well: true, note: '无不适', late: false },
        { forDay: '2021-12-07', late: true },
      ]);
    });

    test('are not owed of who has left, nor for the days before somebody came', async () => {
      const [left, came] = [await vaccinated('home', unit, '2021-12-05'), await vaccinated('home', unit, '2021-12-05')];
      const back = await vaccinated('home', unit, '2021-12-05');
      const { pool } = at().office.ownerDatabase;
      await pool.query(`update membership set until = '2021-12-08', left_for = 'home' where person = $1`, [left]);
      await pool.query(`update membership set since = '2021-12-08' where person = $1`, [came]);
      await pool.query(`update membership set until = '2021-11-30', left_for = 'home' where person = $1`, [back]);
      await pool.query(
        `insert into membership (id, person, unit, role, since, until, left_for, made_by) values
           (gen_random_uuid(), $1, $2, 'staff', '2021-12-07', '2021-12-08', 'home', 'test'),
           (gen_random_uuid(), $1, $2, 'resident', '2021-12-08', null, null, 'test')`,
        [back, unit],
      );
      const { followUps } = await verbs('home').aftercare({ unit });
      const of = (person: string) => followUps.filter((it) => it.person === person).map(({ forDay }) => forDay);
      expect([of(left), of(came), of(back)]).toEqual([[], ['2021-12-08'], ['2021-12-07', '2021-12-08']]);
      const asked = { key: key(), unit, person: back, followUp: { forDay: '2021-12-07', well: true, note: '' } };
      await verbs('home').followUp(asked);
    });

    test('stay missed however long ago it was, and what is long ago is not listed', async () => {
      const long = await vaccinated('home', unit, '2021-09-01');
      expect(await stands('home', unit, rule)).toBe('breached');
      const { followUps } = await verbs('home').aftercare({ unit });
      expect(followUps.filter((it) => it.person === long)).toEqual([]);
      for (const forDay of ['2021-09-02', '2021-09-03', '2021-09-04'])
        await verbs('home').followUp({ key: key(), unit, person: long, followUp: { forDay, well: true, note: '' } });
      expect(await stands('home', unit, rule)).toBe('due');
    });

    test('are nobody else’s to see or to ask for', async () => {
      expect(await refusedWith(verbs('jingsong').aftercare({ unit }))).toBe('notFound');
      const asking = { key: key(), unit, person, followUp: { forDay: '2021-12-08', well: true, note: '' } };
      expect(await refusedWith(verbs('jingsong').followUp(asking))).toBe('notFound');
    });

    test('are not asked where no notice asks for them', async () => {
      const there = 'shangdang-yanglao';
      await vaccinated('yanglao', there, '2021-12-06');
      expect((await verbs('yanglao').aftercare({ unit: there })).followUps).toEqual([]);
    });
  });

  describe.each<[string, Keeper, string, string, string]>([
    ['[SX-3.6]', 'yanglao', 'shangdang-yanglao', 'SX/adverse-reaction@1', 'SX/reaction-handling@1'],
    ['[LIU-4.9]', 'children', 'liuzhou-ertong', 'LIU/adverse-reaction@1', 'LIU/reaction-handling@1'],
  ])('%s a reaction', (_, who, unit, rule, handling) => {
    let [person, id] = ['', ''];
    const handle = (given: Parameters<ReturnType<typeof verbs>['handleReaction']>[0]['handling']) =>
      verbs(who).handleReaction({ key: key(), unit, id, handling: given });

    test('stands open with the unit until it was treated and told, and only then it is closed', async () => {
      person = await vaccinated(who, unit, '2021-12-07');
      expect(await stands(who, unit, rule)).toBe('met');
      const told = { on: '2021-12-08', told: '低热，手臂疼痛' };
      const early = verbs(who).react({ key: key(), unit, person, reaction: { ...told, on: '2021-12-06' } });
      expect(await faultsOf(early)).toEqual(['note:dose']);
      id = (await verbs(who).react({ key: key(), unit, person, reaction: told })).note;
      expect([await stands(who, unit, rule), await stands(who, unit, handling)]).toEqual(['due', 'notSet']);
      expect(await stands(who, unit, rule, '2021-12-07')).toBe('met');
      const [open] = (await verbs(who).aftercare({ unit })).reactions;
      expect(open).toMatchObject({ id, person, name: '甄平安', left: ['treat', 'inform'] });
      expect(await waiting(who, 'reactions')).toMatchObject({ count: 1, urgency: 'today' });
      expect(await refusedWith(handle({ step: 'close', outcome: 'recovered' }))).toBe('stale');
      await handle({ step: 'treat', treatment: '物理降温，观察' });
      expect(await refusedWith(handle({ step: 'treat', treatment: '再写一次' }))).toBe('stale');
      await handle({ step: 'inform' });
      expect([await stands(who, unit, rule), await stands(who, unit, handling)]).toEqual(['met', 'met']);
      expect(await waiting(who, 'reactions')).toMatchObject({ count: 1 });
      await handle({ step: 'close', outcome: 'recovered' });
      expect(await waiting(who, 'reactions')).toBeUndefined();
      expect((await verbs(who).person({ unit, person })).reactions).toMatchObject([
        { told: '低热，手臂疼痛', treatment: '物理降温，观察', outcome: 'recovered', left: [] },
      ]);
    });

    test('is nobody else’s to handle, and cannot be written anew', async () => {
      const foreign = { key: key(), unit, id, handling: { step: 'inform' as const } };
      expect(await refusedWith(verbs('lanzhou').handleReaction(foreign))).toBe('notFound');
      const { pool } = at().office.ownerDatabase;
      const anew = `update vaccination_reaction set outcome = 'unrelated' where id = $1`;
      await expect(pool.query(anew, [id])).rejects.toMatchObject({ code: 'AN009' });
    });
  });

  describe('[SX-3.3] what staff are granted for a dose', () => {
    const unit = 'shangdang-yanglao';
    const grant = (person: string, kind: 'mark' | 'restDay', on = '2021-12-07') =>
      verbs('yanglao').grantIncentive({ key: key(), unit, person, incentive: { kind, on } });

    test('goes to staff with a dose, a day off is taken once, and what was wrong is taken back', async () => {
      const person = await vaccinated('yanglao', unit, '2021-12-06');
      const resident = await vaccinated('yanglao', unit, '2021-12-06', 'resident');
      const [without = ''] = await crowd(at().office, { unit, role: 'staff', count: 1, born: '1985-01-01' });
      expect(await faultsOf(grant(resident, 'mark'))).toEqual(['note:staff']);
      expect(await faultsOf(grant(without, 'mark'))).toEqual(['note:dose']);
      const mark = (await grant(person, 'mark')).note;
      const rest = (await grant(person, 'restDay')).note;
      const take = (id: string, on: string) => verbs('yanglao').takeRestDay({ key: key(), unit, id, on });
      expect(await faultsOf(take(rest, '2021-12-06'))).toEqual(['note:beforeGranted']);
      await take(rest, '2021-12-08');
      expect(await refusedWith(take(rest, '2021-12-08'))).toBe('stale');
      expect(await refusedWith(take(mark, '2021-12-08'))).toBe('stale');
      await verbs('yanglao').endIncentive({ key: key(), unit, id: mark, reason: '登记错人' });
      const { incentives } = await verbs('yanglao').person({ unit, person });
      expect(incentives).toHaveLength(2);
      expect(incentives).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ kind: 'restDay', on: '2021-12-07', takenOn: '2021-12-08', endReason: null }),
          expect.objectContaining({ kind: 'mark', endReason: '登记错人' }),
        ]),
      );
    });
  });
}
