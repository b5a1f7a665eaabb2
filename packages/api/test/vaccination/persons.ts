import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, refusedWith } from '../refused.ts';
import { crowd } from './crowd.ts';
import { dose, listed, type Keeper, type Ledger } from './ledger.ts';

/** What is on record of one person. */
export function ofPersons(at: () => Ledger): void {
  const verbs = (who: Keeper) => at().verbs(who);
  const enter: Ledger['enter'] = (...given) => at().enter(...given);

  describe('a dose', () => {
    const unit = 'lanzhou-yanglao';
    let person = '';
    beforeAll(async () => {
      [person = ''] = await crowd(at().office, { unit, role: 'resident', count: 1, born: '1948-01-01' });
    });
    const seen = () => verbs('lanzhou').person({ unit, person });

    test('that cannot stand beside the others is refused with what is wrong', async () => {
      const fieldsOf = async (given: ReturnType<typeof dose>) =>
        (await refusalOf(enter('lanzhou', unit, person, given)))?.facts['fields'];
      expect(await fieldsOf(dose('2021-12-09'))).toEqual(['dose:future']);
      await enter('lanzhou', unit, person, dose('2021-04-05'));
      expect(await fieldsOf(dose('2021-04-05', 2))).toEqual(['dose:sameDay']);
      expect(await fieldsOf(dose('2021-05-01', 1))).toEqual(['dose:numberTaken']);
      expect(await fieldsOf(dose('2021-03-31', 2))).toEqual(['dose:outOfOrder']);
    });

    test('[LAN-1.5.1] the second completes the course, and the booster is due after its months', async () => {
      await enter('lanzhou', unit, person, dose('2021-05-03', 2));
      expect((await seen()).status).toMatchObject({ state: 'full', next: { dose: 'booster', from: '2021-10-30' } });
    });

    test('is corrected with a reason, lowers what was reached at once, and what was known stays known', async () => {
      const id = (await seen()).doses.find(({ number }) => number === 2)?.id ?? '';
      await verbs('lanzhou').correctDose({
        key: randomUUID(),
        unit,
        id,
        reason: '日期写错',
        dose: dose('2021-04-12', 2),
      });
      const { doses, status } = await seen();
      expect(status).toMatchObject({ state: 'begun', uncounted: [{ number: 2, why: 'tooSoon' }] });
      expect(doses.map(({ on, endReason, corrects }) => [on, endReason, corrects !== null])).toEqual([
        ['2021-05-03', '日期写错', false],
        ['2021-04-12', null, true],
        ['2021-04-05', null, false],
      ]);
    });

    test('entered by two at once with the same number stands once', async () => {
      const answers = await Promise.allSettled(
        [dose('2021-06-01', 3), dose('2021-06-02', 3)].map((it) => enter('lanzhou', unit, person, it)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await seen()).doses.filter(({ number }) => number === 3)).toHaveLength(1);
    });

    test('is nobody else’s to see or to enter, and every look at its person is an entry', async () => {
      expect(await refusedWith(verbs('home').person({ unit, person }))).toBe('notFound');
      expect(await refusedWith(enter('home', unit, person, dose('2021-07-01', 4)))).toBe('notFound');
      const { rows } = await at().office.ownerDatabase.pool.query(
        `select count(*)::int as n from journal_entry where action = 'persons.read' and office = $1 and codes ->> 'of' = 'vaccination'`,
        [unit],
      );
      const before = (rows[0] as { n: number }).n;
      await seen();
      const { rows: after } = await at().office.ownerDatabase.pool.query(
        `select count(*)::int as n from journal_entry where action = 'persons.read' and office = $1 and codes ->> 'of' = 'vaccination'`,
        [unit],
      );
      expect((after[0] as { n: number }).n).toBe(before + 1);
    });
  });

  describe('[SX-3.7] [DX-3.7.1] who is not vaccinated', () => {
    const unit = 'shangdang-yanglao';
    let person = '';
    beforeAll(async () => {
      [person = ''] = await crowd(at().office, { unit, role: 'resident', count: 1, born: '1940-01-01' });
    });
    const hinder = (kind: 'contraindication' | 'deferral' | 'ownRefusal', until: string | null, evidence = '') =>
      verbs('yanglao').hinder({
        ...{ key: randomUUID(), unit, person, hindrance: { kind, from: '2021-12-01', until, evidence, note: '' } },
      });
    test('is excluded on evidence only, and who is put off comes back on the day', async () => {
      expect((await refusalOf(hinder('contraindication', null)))?.facts['fields']).toEqual(['note:evidence']);
      expect((await refusalOf(hinder('deferral', null, '门诊病历')))?.facts['fields']).toEqual(['note:until']);
      await hinder('deferral', '2021-12-20', '门诊病历');
      const deferredOn = async (day: string) =>
        (await verbs('yanglao').list({ ...listed, day, of: null, place: 'deferred' })).total;
      expect(await deferredOn('2021-12-19')).toBe(1);
      expect(await deferredOn('2021-12-20')).toBe(0);
    });

    test('keeps a reason, a medic’s three answers, and who will speak with them when', async () => {
      await hinder('ownRefusal', null);
      const { note } = await verbs('yanglao').assess({
        ...{ key: randomUUID(), unit, person },
        assessment: { on: '2021-12-07', conditionGood: true, medicationStable: false, suitable: true, medic: '柏医生' },
      });
      await verbs('yanglao').contact({
        ...{
          key: randomUUID(),
          unit,
          person,
          contact: { on: '2021-12-08', nextOn: '2021-12-15', note: '家属同意再谈' },
        },
      });
      expect(note).toMatch(/^[0-9a-f-]{36}$/);
      const seen = await verbs('yanglao').person({ unit, person });
      expect(seen).toMatchObject({
        hindrance: 'deferral',
        assessments: [{ eligible: false, medic: '柏医生' }],
        contacts: [{ by: 'institutionManager', nextOn: '2021-12-15', note: '家属同意再谈' }],
      });
      const { lines } = await verbs('yanglao').list({ ...listed, of: null, place: 'deferred' });
      expect(lines).toMatchObject([
        { hindrance: 'deferral', contact: { by: 'institutionManager', nextOn: '2021-12-15' } },
      ]);
      const [refusal] = seen.hindrances;
      await verbs('yanglao').endHindrance({ key: randomUUID(), unit, id: refusal?.id ?? '', reason: '本人同意了' });
      expect((await verbs('yanglao').person({ unit, person })).hindrances[0]?.endReason).toBe('本人同意了');
    });
  });
}
