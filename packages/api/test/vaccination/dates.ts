import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { crowd } from './crowd.ts';
import { dose, type Ledger } from './ledger.ts';

/** What a notice asks by a date. */
export function ofDates(at: () => Ledger): void {
  describe('[LIU-4.7] two dates', () => {
    const unit = 'liuzhou-ertong';
    const stands = async (rule: string, day: string | null = null) => {
      const asked = { unit, kind: null, standing: null, clause: 'LIU-4.7', day, after: null };
      const { lines } = await at().office.as(at().staff.children).measures.standings(asked);
      return lines.find(({ rules }) => rules.includes(rule))?.standing.standing;
    };

    test('stand each for itself, and what was reached after its date was not reached at it (scenario 8)', async () => {
      const [first, full] = ['LIU/recipients-first-dose@1', 'LIU/recipients-full-course@1'];
      const [person = ''] = await crowd(at().office, { unit, role: 'resident', count: 1, born: '2006-01-01' });
      expect([await stands(first, '2021-08-20'), await stands(first, '2021-08-21')]).toEqual(['due', 'breached']);
      const { dose: id } = await at().enter('children', unit, person, dose('2021-08-21'));
      expect(await stands(first)).toBe('breached');
      const correct = { key: randomUUID(), unit, id, reason: '日期写错', dose: dose('2021-08-20') };
      await at().verbs('children').correctDose(correct);
      expect([await stands(first), await stands(full)]).toEqual(['met', 'breached']);
      expect(await stands(full, '2021-09-19')).toBe('due');
    });

    test('judge a share as it was at the end of its date: 95 of 100 since are not 95 by then', async () => {
      expect(await stands('LIU/in-service-first-dose@1')).toBe('breached');
      const asked = { unit, day: null, known: null };
      const { coverages } = await at().verbs('children').statistics(asked);
      const inService = coverages.find(({ rules }) => rules.includes('LIU/in-service-first-dose@1'));
      expect(inService?.whole.counts).toMatchObject({ persons: 100, vaccinated: 95 });
    });
  });
}
