import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appoint } from '../../../packages/api/test/isolation/neighbours.ts';
import { lastCode } from '../../../packages/api/test/citizens.ts';
import { booked, newCouple, openTown, press, type Town, unanswered } from './citizen.ts';
import { holds, type Mode } from './holds.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});

afterAll(() => town.close());

describe.each<Mode>(['standard', 'elder'])('in the %s rendering', (mode) => {
  test('people without a script ask for a copy of their data, and see it once the office agreed [F08]', async () => {
    const booker = await town.citizen({ mode });
    const { couple } = await booked(booker, town.office, '2022-05-24', mode === 'elder' ? '09:40' : '10:20');
    // a phone gets one code a minute, and this one just had its own
    await town.office.ownerDatabase.pool.query(
      `update phone_code set last_sent_at = last_sent_at - interval '1 minute'`,
    );
    const page = await town.citizen({ mode, script: false });
    await page.goto('/yinsi');
    await press(page, 'main a[href="/geren-xinxi"]');
    await press(page, 'main form .button');
    expect(await page.title()).toMatch(/^错误：/);
    await page.fill('#phone', couple.phone);
    await press(page, 'main form .button');
    await page.waitForURL('**/yanzheng?geren=1');
    await page.fill('#code', await lastCode(town.office, couple.phone));
    await press(page, 'button[value=next]');
    await page.waitForURL('**/geren-xinxi');
    expect(await page.innerText('main')).toContain('您还没有提出申请');
    await press(page, 'main a[href="/geren-xinxi/shenqing"]');
    await page.check('input[value=correction]');
    await page.fill('#idNumber', couple.id1.slice(0, 17));
    await press(page, 'main form .button');
    expect(await page.innerText('#words-wrong')).toBe('请写清哪里有错、应该是什么');
    await page.check('input[value=copy]');
    await press(page, 'main form .button');
    expect(await page.innerText('#idNumber-wrong')).toBe('本人证件号码应为18位，现在是17位');
    expect(await page.isChecked('input[value=jiagedaqi]')).toBe(true);
    await page.fill('#idNumber', couple.id1);
    await page.fill('#words', '只要这一次预约的');
    await unanswered(() => press(page, 'main form .button'));
    expect(await page.innerText('main [role=alert]')).toContain('您填的内容还在本页');
    const proof = await page.context().cookies();
    await page.context().clearCookies({ name: 'anmin_manage' });
    await press(page, 'main form .button');
    expect(await page.innerText('main [role=alert]')).toContain('手机号的验证已经过期');
    await page.context().addCookies(proof);
    expect(await page.inputValue('#words')).toBe('只要这一次预约的');
    await press(page, 'main form .button');
    await page.waitForURL('**/geren-xinxi?shoudao=1');
    expect(await page.innerText('main [role=status]')).toContain('答复期限未设置');
    expect(await page.locator('.card').count()).toBe(1);
    const manager = town.office.as(await appoint(town.office, 'institutionManager', 'jiagedaqi'));
    await manager.gate.check({
      ...{ key: randomUUID(), unit: 'jiagedaqi', at: 'entry', as: null, checks: [], found: [], cleared: [] },
      exemptions: [],
      who: { came: 'visitor', name: couple.name1, phone: couple.phone, idNumber: couple.id1, purpose: '领取档案' },
    });
    const [asked] = await manager.requests.list({ office: 'jiagedaqi' });
    const request = asked?.id ?? '';
    expect((await page.goto(`/geren-xinxi/${request}`))?.status()).toBe(404);
    await manager.requests.answer({ key: randomUUID(), request, outcome: 'done', text: '已办理，请查看' });
    await page.goto('/geren-xinxi');
    expect(await page.innerText('.card')).toContain('已办理，请查看');
    await press(page, '.card a');
    const copy = await page.innerText('main');
    for (const known of [couple.name1, couple.id1, couple.phone, '来访人员 · 领取档案']) expect(copy).toContain(known);
    for (const foreign of [couple.name2, couple.id2]) expect(copy).not.toContain(foreign);
    const stranger = await town.citizen({ mode, script: false });
    await stranger.goto(`/geren-xinxi/${request}`);
    expect(new URL(stranger.url()).pathname).toBe('/geren-xinxi');
  });

  test('every page of a request holds', async () => {
    const page = await town.citizen({ mode });
    const { phone, id1 } = newCouple();
    await page.goto('/geren-xinxi');
    await holds(page, mode, 'requests start');
    await page.fill('#phone', phone);
    await press(page, 'main form .button');
    await page.waitForURL('**/yanzheng?geren=1');
    await page.fill('#code', await lastCode(town.office, phone));
    await press(page, 'button[value=next]');
    await page.waitForURL('**/geren-xinxi');
    await page.goto('/geren-xinxi/shenqing');
    await holds(page, mode, 'request form');
    await press(page, 'main form .button');
    await holds(page, mode, 'request with errors');
    await page.check('input[value=copy]');
    await page.check('input[value=jiagedaqi]');
    await page.fill('#idNumber', id1);
    await unanswered(() => press(page, 'main form .button'));
    await holds(page, mode, 'request without an answer');
    const proof = await page.context().cookies();
    await page.context().clearCookies({ name: 'anmin_manage' });
    await press(page, 'main form .button');
    await holds(page, mode, 'proof run out');
    await page.context().addCookies(proof);
    await press(page, 'main form .button');
    await page.waitForURL('**/geren-xinxi?shoudao=1');
    await holds(page, mode, 'request made');
    const manager = town.office.as(await appoint(town.office, 'institutionManager', 'jiagedaqi'));
    const open = (await manager.requests.list({ office: 'jiagedaqi' })).filter(({ state }) => state === 'open');
    for (const { id } of open)
      await manager.requests.answer({ key: randomUUID(), request: id, outcome: 'done', text: '已办理，请查看' });
    await page.goto('/geren-xinxi');
    await press(page, '.card a');
    await holds(page, mode, 'copy');
  });
});
