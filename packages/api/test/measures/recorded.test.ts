import { loadFacts, knownBy } from '@anmin/api/measures/facts';
import { placeOf } from '@anmin/api/measures/place';
import { inScope } from '@anmin/api/scope';
import { sqlState } from '@anmin/db/client';
import { fact } from '@anmin/db/schema/measures';
import { unit } from '@anmin/db/schema/organisation';
import { eq, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2021-12-08T10:00:00+08:00' });
});
afterAll(() => office.close());

const within = <Result>(units: readonly string[], work: Parameters<typeof inScope<Result>>[2]) =>
  inScope({ database: office.databases.staff, keys: office.keys }, units, work);

const outbreak = (at: string) => ({
  ...{ id: randomUUID(), unit: at, kind: 'outbreak' as const, region: at },
  ...{ fromDay: '2021-12-01', reference: '〔2021〕1号', madeBy: 'test' },
});

describe('a fact', () => {
  test('is known where it was recorded and below, not beside', async () => {
    const [city, zhenhai, yinzhou] = [outbreak('330200'), outbreak('330211'), outbreak('330212')];
    await within(['330200'], (tx) => tx.insert(fact).values([city, zhenhai, yinzhou]));
    const seen = async (at: string) => (await within([at], loadFacts)).map(({ id }) => id).sort();
    expect(await seen('330200')).toEqual([city.id, zhenhai.id, yinzhou.id].sort());
    expect(await seen('zhenhai-yanglao')).toEqual([city.id, zhenhai.id].sort());
    expect(await seen('yinzhou-yanglao')).toEqual([city.id, yinzhou.id].sort());
    expect(await seen('330400')).toEqual([]);
    expect(await seen('nowhere')).toEqual([]);
  });

  test('[A16] is written by no statement outside its scope', async () => {
    const foreign = outbreak('330211');
    const tried = within(['330212'], (tx) => tx.insert(fact).values(foreign));
    await expect(tried.catch((error: unknown) => sqlState(error))).resolves.toBe('42501');
    const above = within(['330211'], (tx) => tx.insert(fact).values(outbreak('330200')));
    await expect(above.catch((error: unknown) => sqlState(error))).resolves.toBe('42501');
  });

  test('is known from the moment it was written, whatever the statement says, and is never rewritten', async () => {
    const own = outbreak('330211');
    await within(['330211'], (tx) => tx.insert(fact).values({ ...own, knownAt: '2021-12-01T00:00:00Z' }));
    const known = (await within(['330211'], loadFacts)).find(({ id }) => id === own.id)?.known ?? '';
    expect(known.slice(0, 10)).toBe('2021-12-08');
    expect(known < (await within(['330211'], knownBy))).toBe(true);
    const rewrite = within(['330211'], (tx) => tx.update(fact).set({ value: 'x' }).where(eq(fact.id, own.id)));
    await expect(rewrite.catch((error: unknown) => sqlState(error))).resolves.toBe('42501');
  });

  test('is lifted once, and its end is known from then on', async () => {
    const own = outbreak('330211');
    const lift = () =>
      within(['330211'], (tx) =>
        tx
          .update(fact)
          .set({ liftedFrom: '2021-12-05', liftedAt: sql`office_now() - interval '9 days'`, liftedBy: 'test' })
          .where(eq(fact.id, own.id)),
      );
    await within(['330211'], (tx) => tx.insert(fact).values(own));
    await lift();
    const [{ lifted, known } = {}] = (await within(['330211'], loadFacts)).filter(({ id }) => id === own.id);
    expect(lifted).toEqual({ from: '2021-12-05', known: expect.stringMatching(/^2021-12-08T/) as string });
    expect((known ?? '') < (lifted?.known ?? '')).toBe(true);
    await expect(lift().catch((error: unknown) => sqlState(error))).resolves.toBe('AN009');
  });
});

test('each unit is the kind of place a notice binds', async () => {
  const units = await within(['232700'], (tx) => tx.select().from(unit));
  const kindOf = Object.fromEntries(units.map((it) => [it.id, placeOf(it)?.kind]));
  expect(kindOf).toMatchObject({
    ...{ '232700': 'bureau', '232700-shehui': 'bureauSection', '232761': 'bureau' },
    ...{ songtao: 'elderCare', jiuzhu: 'reliefStation', jiagedaqi: 'marriageRegistrationOffice' },
  });
  expect(placeOf({ kind: 'institution', region: '232761', institutionKind: null })).toBeNull();
  expect(placeOf({ kind: 'affiliated', region: '232761', institutionKind: null })?.kind).toBe('affiliatedUnit');
});

test('citizens see the doors of the demo and none of its other institutions', async () => {
  const offices = await office.as({ kind: 'citizen', address: '' }).office.list();
  expect(JSON.stringify(offices)).not.toMatch(/北陲|福利院|敬老|救助/);
});
