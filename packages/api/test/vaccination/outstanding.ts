import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { appoint } from '../isolation/neighbours.ts';
import { refusalOf, refusedWith } from '../refused.ts';
import { crowd } from './crowd.ts';
import { dose, type Ledger } from './ledger.ts';

/** Who is struck off the list of whom to vaccinate, and who mobilises the others. */
export function ofOutstanding(at: () => Ledger): void {
  describe('[DX-3.7.1] [DX-3.7.2] the list of whom to vaccinate', () => {
    const unit = 'songtao';
    const bureau = '232700';
    let home: ReturnType<Ledger['verbs']>;
    let [manager, nurse] = ['', ''];
    let persons: string[] = [];
    let stands: (rule: string) => Promise<unknown>;
    const key = () => randomUUID();
    const all = { unit, mobiliser: null, after: null };
    const left = async () => (await home.outstanding(all)).lines.map(({ person }) => person).toSorted();
    const name = (mobiliser: string, of: readonly string[]) =>
      home.mobilise({ key: key(), unit, mobiliser, persons: [...of] });
    const pass = (days: number) =>
      at().office.ownerDatabase.pool.query('update office_clock set offset_ = offset_ + make_interval(days => $1)', [
        days,
      ]);

    beforeAll(async () => {
      const { office } = at();
      await pass(12);
      const clerk = await appoint(office, 'institutionManager', unit);
      nurse = (await appoint(office, 'institutionStaff', unit)).id;
      const head = office.as(await appoint(office, 'sectionClerk', '232700-shehui'));
      [home, manager] = [office.as(clerk).vaccination, clerk.id];
      persons = (await crowd(office, { unit, role: 'resident', count: 5, born: '1945-01-01' })).sort();
      await crowd(office, { unit, role: 'visitor', count: 1, born: '1990-01-01' });
      await crowd(office, { unit, role: 'staff', count: 1, born: '1990-01-01', first: '2021-07-01' });
      stands = async (rule) => {
        const asked = { unit: bureau, kind: null, standing: null, clause: 'DX-3.7.2', alone: true, after: null };
        const { lines } = await head.measures.standings(asked);
        const own = lines.find((it) => it.unit === bureau && it.rules.includes(rule))?.standing;
        return [own?.standing, own?.missing.toSorted()];
      };
    });

    test('has everybody who is not vaccinated, and each is to have one who mobilises them', async () => {
      expect(await left()).toEqual(persons);
      expect(await stands('DX/vaccination-strike-off@1')).toEqual(['due', persons]);
      expect(await stands('DX/mobilisers@1')).toEqual(['breached', persons]);
      await name(manager, persons);
      expect(await stands('DX/mobilisers@1')).toEqual(['met', []]);
    });

    test('tells how many are left to whom, and opens them by name', async () => {
      const [one = ''] = persons;
      await name(nurse, [one]);
      await name(nurse, [one]);
      const { tallies, choices } = await home.outstanding(all);
      expect(tallies.map(({ mobiliser, left: n }) => [mobiliser?.id, n])).toEqual([
        [manager, 4],
        [nurse, 1],
      ]);
      expect(choices.map(({ id }) => id)).toEqual(expect.arrayContaining([manager, nurse]));
      const { total, lines } = await home.outstanding({ ...all, mobiliser: nurse });
      expect([total, lines.map(({ person, mobiliser }) => [person, mobiliser])]).toEqual([
        1,
        [[one, 'institutionStaff']],
      ]);
      expect((await home.outstanding({ ...all, mobiliser: 'nobody' })).total).toBe(0);
    });

    test('is left by a dose, by what a doctor says and with the house, and by nothing else; who was put off comes back', async () => {
      const [dosed = '', barred = '', put = '', gone = '', refuses = ''] = persons;
      const hinder = (person: string, kind: 'contraindication' | 'deferral' | 'ownRefusal', until: string | null) =>
        home.hinder({
          ...{ key: key(), unit, person },
          hindrance: { kind, from: '2021-12-20', until, evidence: kind === 'ownRefusal' ? '' : '病历', note: '' },
        });
      await home.enterDose({ key: key(), unit, person: dosed, dose: dose('2021-12-20') });
      await hinder(barred, 'contraindication', null);
      await hinder(put, 'deferral', '2021-12-22');
      await hinder(refuses, 'ownRefusal', null);
      const { pool } = at().office.ownerDatabase;
      await pool.query(`update membership set until = '2021-12-20', left_for = 'home' where person = $1`, [gone]);
      expect(await left()).toEqual([refuses]);
      expect(await stands('DX/vaccination-strike-off@1')).toEqual(['due', [refuses]]);
      expect((await home.outstanding(all)).lines).toMatchObject([{ hindrance: 'ownRefusal' }]);
      await pass(2);
      expect(await left()).toEqual([put, refuses].sort());
      for (const person of [put, refuses]) await home.enterDose({ key: key(), unit, person, dose: dose('2021-12-22') });
      expect(await stands('DX/vaccination-strike-off@1')).toEqual(['met', []]);
      expect(await home.outstanding(all)).toMatchObject({ total: 0, tallies: [], lines: [] });
    });

    test('is nobody else’s to see or to name for, and nobody is named who holds no post there', async () => {
      const other = at().verbs('home');
      expect(await refusedWith(other.outstanding(all))).toBe('notFound');
      expect(await refusedWith(other.mobilise({ key: key(), unit, mobiliser: manager, persons }))).toBe('notFound');
      const foreign = await refusalOf(name(at().staff.home.id, persons.slice(0, 1)));
      expect(foreign?.facts['fields']).toEqual(['mobiliser:gone']);
    });
  });
}
