import { randomUUID } from 'node:crypto';
import { loadFacts } from '@anmin/api/measures/facts';
import { inScope } from '@anmin/api/scope';
import { fact } from '@anmin/db/schema/measures';
import type { ClientScope } from '@anmin/domain/organisation/clients';
import { replays } from '@anmin/domain/measures/determine';
import { packs } from '@anmin/policies/packs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { appoint } from '../../../../packages/api/test/isolation/neighbours.ts';
import { ask, openClient } from './client.ts';

let office: TestOffice;
let ningbo: string;

beforeAll(async () => {
  office = await openOffice({ clock: '2021-12-08T10:00:00+08:00' });
  ningbo = await keyAt('330200');
});
afterAll(() => office.close());

/** A key of a city's own client, issued by the city's administrator. */
async function keyAt(unit: string, scope: ClientScope = 'measures.read'): Promise<string> {
  const { clients } = office.as(await appoint(office, 'systemAdministrator', unit));
  return (await openClient(clients, { unit, scopes: [scope] })).secret;
}

const get = (path: string, secret = ningbo) => ask(office.url, secret, 'GET', path);
type Measure = { rule: string; clauses: string[]; state: string; facts: string[] };
const measuresIn = (body: Record<string, unknown>) => body['measures'] as Measure[];

describe('what an internal system learns of the notices', () => {
  test('all notices, and of each its clauses with the rules that rest on them', async () => {
    const { body } = await get('/notices');
    const ids = (body['notices'] as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(packs.map(({ notice }) => notice.id));
    const { body: zhejiang } = await get('/notices/ZJ');
    expect((zhejiang['clauses'] as unknown[]).length).toBe(26);
    const cited = (zhejiang['rules'] as Measure[]).flatMap(({ clauses }) => clauses);
    expect(cited).toContain('ZJ-2.2');
    expect(await get('/notices/none')).toMatchObject({ status: 404, body: { code: 'notFound' } });
  });

  test('[ZJ-2.2] what is in force for a kind in a region on a day: Zhenhai is closed, Yinzhou is not', async () => {
    const closing = async (region: string) => {
      const { body } = await get(`/measures?region=${region}&kind=elderCare&on=2021-12-08`);
      return measuresIn(body).filter(({ clauses }) => clauses.includes('ZJ-2.2'));
    };
    expect(await closing('330211')).toMatchObject([{ state: 'holds' }]);
    expect(await closing('330212')).toEqual([]);
  });

  test('[ZJ-2.4] by the facts on record, and a receipt that replays byte for byte', async () => {
    const found = randomUUID();
    const within = <Result>(work: Parameters<typeof inScope<Result>>[2]) =>
      inScope({ database: office.databases.staff, keys: office.keys }, ['330000', '330400'], work);
    await within((tx) =>
      tx.insert(fact).values({
        ...{ id: found, unit: '330400', kind: 'confirmedCase', region: '330402', fromDay: '2021-12-08' },
        ...{ reference: '〔2021〕1号', madeBy: 'test' },
      }),
    );
    const jiaxing = await keyAt('330400');
    const asked = 'region=330402&kind=elderCare&on=2021-12-08';
    const { body } = await get(`/measures?${asked}`, jiaxing);
    expect(measuresIn(body).flatMap(({ facts }) => facts)).toContain(found);
    const { body: told } = await get(`/determinations?${asked}&known=${String(body['known'])}`, jiaxing);
    expect(told['hash']).toBe(body['hash']);
    expect(replays(String(told['receipt']), packs, await within(loadFacts))).toBe(true);
    // Ningbo knows nothing of a case in Jiaxing, and before it was recorded nobody did
    expect(measuresIn((await get(`/measures?${asked}`)).body).flatMap(({ facts }) => facts)).toEqual([]);
    const before = await get(`/measures?${asked}&known=2021-12-08T09:00`, jiaxing);
    expect(measuresIn(before.body).flatMap(({ facts }) => facts)).toEqual([]);
  });

  test('[A14] of a unit within reach of the key; a foreign one answers like what never was', async () => {
    const own = await get('/measures?unit=zhenhai-yanglao&on=2021-12-08');
    expect(own.body['place']).toEqual({ region: '330211', kind: 'elderCare' });
    const [foreign, missing] = [
      await get('/measures?unit=mohe&on=2021-12-08'),
      await get('/measures?unit=none&on=2021-12-08'),
    ];
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
  });

  test('[ZJ-2.2] how every duty stands at every unit within reach, page by page, and no other unit', async () => {
    const lines: { unit: string; clauses: string[]; standing: string }[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await get(`/standings?limit=20${cursor === '' ? '' : `&cursor=${cursor}`}`);
      lines.push(...(body['standings'] as typeof lines));
      cursor = body['next'] as string | null;
    }
    const unique = new Set(lines.map((line) => JSON.stringify(line)));
    expect(unique.size).toBe(lines.length);
    const closing = lines.filter(({ clauses }) => clauses.includes('ZJ-2.2'));
    expect(closing.map(({ unit }) => unit)).toEqual(['zhenhai-yanglao']);
    expect(lines.map(({ unit }) => unit)).not.toContain('330400');
    const { body } = await get('/standings?unit=zhenhai-yanglao&standing=notSet');
    expect(body['standings']).toEqual(
      lines.filter(({ unit, standing }) => unit === 'zhenhai-yanglao' && standing === 'notSet'),
    );
    expect(await get('/standings?unit=mohe')).toMatchObject({ status: 404 });
    expect(await get('/standings?cursor=x')).toMatchObject({ status: 400 });
  });

  test.each([
    ['neither unit nor place', 'on=2021-12-08', '/unit'],
    ['both', 'unit=330200&region=330211&kind=elderCare&on=2021-12-08', '/unit'],
    ['half a place', 'region=330211&on=2021-12-08', '/unit'],
    ['a region that does not exist', 'region=999999&kind=elderCare&on=2021-12-08', '/region'],
    ['a kind that does not exist', 'region=330211&kind=castle&on=2021-12-08', '/kind'],
    ['no such day', 'region=330211&kind=elderCare&on=2021-02-30', '/on'],
    ['no such moment', 'region=330211&kind=elderCare&on=2021-12-08&known=yesterday', '/known'],
  ])('%s: the answer names where', async (_, query, pointer) => {
    const { status, body } = await get(`/measures?${query}`);
    expect(status).toBe(400);
    expect((body['errors'] as { pointer: string }[]).map((fault) => fault.pointer)).toContain(pointer);
  });

  test('only with the scope for it', async () => {
    const other = await keyAt('330200', 'offices.read');
    for (const path of ['/notices', '/notices/ZJ', '/measures?unit=330200&on=2021-12-08'])
      expect(await get(path, other)).toMatchObject({ status: 403, body: { code: 'notAllowed' } });
  });
});
