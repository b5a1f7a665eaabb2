import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book } from '../../test/citizens.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

describe('booking a place', () => {
  test('a couple books and gets a reference', async () => {
    const answer = await book(office, answersFor(1, { day: '2022-05-24', time: '09:40' }));
    expect(answer).toMatchObject({ status: 200, refusal: null });
    expect(answer.data?.reference).toMatch(/^HY\d{10}$/);
  });
});
