import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { act, openScene } from '../hands.ts';
import { judge } from '../model.ts';
import { expectSound } from '../sound.ts';

const clock = '2022-05-16T08:31:00+08:00';
const operations = Number(process.env['MODEL_OPERATIONS'] ?? 250);
const seed = Number(process.env['MODEL_SEED'] ?? 1);
/** acts after which all is judged, and the next ones begin at an office of their own with the next seed */
const round = 10_000;

describe('whatever many do at once', () => {
  test(
    `could have been done one after the other by one clerk (${operations} acts, seed ${seed})`,
    async () => {
      for (let done = 0; done < operations; done += round)
        await playRound(Math.min(round, operations - done), seed + done / round);
    },
    Math.max(60_000, operations * 100),
  );

  describe('[control]', () => {
    let office: TestOffice;
    beforeAll(async () => {
      office = await openOffice({ clock });
    });
    afterAll(() => office.close());

    test('places given without a look at their owner, and claims that nobody counts, are found', async () => {
      const { pool } = office.ownerDatabase;
      const scene = await openScene(office);
      const { rows } = await pool.query<{ text: string }>(
        `select pg_get_functiondef('book_together'::regproc) as text`,
      );
      const blind = (rows[0]?.text ?? '')
        .replace(/booking is null(?=\s+and closed_at is null\s+and rests_until is null\s+order by)/, 'true')
        .replace(/if v_rows < \(select count[^;]*?\) then/, 'if false then');
      await pool.query(`
        drop trigger place_changes_hands on place;
        drop trigger place_belongs_to_its_booking on place;
        drop trigger booking_owns_its_place on booking;
        ${blind}`);
      await act(scene, 150, seed + 1);
      const faults = await judge(office, scene.capacities);
      expect(faults.some((fault) => fault.endsWith('was full'))).toBe(true);
      expect(faults.some((fault) => fault.endsWith('is booked already'))).toBe(true);
    }, 60_000);
  });
});

async function playRound(acts: number, seed: number): Promise<void> {
  const office = await openOffice({ clock });
  try {
    const began = performance.now();
    const scene = await openScene(office);
    const answered = await act(scene, acts, seed);
    expect(await judge(office, scene.capacities), `seed ${seed}`).toEqual([]);
    await expectSound(office);
    expect(Object.keys(answered).filter((answer) => / 5\d\d$/.test(answer))).toEqual([]);
    expect(answered['book 200'] ?? 0).toBeGreaterThan(acts / 20);
    if (operations > round)
      console.log(`seed ${seed}: ${Math.round(acts / ((performance.now() - began) / 1000))} acts a second`);
  } finally {
    await office.close();
  }
}
