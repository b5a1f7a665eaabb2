import { readAfresh } from '@anmin/api/office/office';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { awake, follow, look, openDesk, type Desk } from './desk.ts';
import { book, phoneOf } from '../../../packages/api/test/citizens.ts';
import { appoint } from '../../../packages/api/test/isolation/neighbours.ts';
import { hired, openAccount } from './hired.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('2022-01-30T10:00:00+08:00');
});
afterAll(() => desk.close());

/** The numbers of a dashboard that lead to a list. */
const numbersOn = (page: Page) =>
  page.locator('.sums a, td.num a').evaluateAll((links) =>
    links.map((link) => ({
      href: link.getAttribute('href') ?? '',
      n: Number(link.querySelector('b')?.textContent ?? link.textContent),
    })),
  );

/** Lists of one kind; what each is about is left out, every number itself is counted where the office is tested. */
function shapeOf(href: string): string {
  const { pathname, searchParams } = new URL(href, 'http://desk');
  const words = ['standing', 'place'].map((name) => searchParams.get(name) ?? '');
  return [pathname, ...new Set(searchParams.keys()), ...words].join(' ');
}

const main = (page: Page) => page.locator('main').innerText();

test('the people of a care home are entered, found, moved and seen leaving, and no address names them', async () => {
  const page = await hired(desk, 'songtaohushi', 'institutionStaff', 'songtao');
  await page.goto('/admin/people');
  await page.getByText('共10人').waitFor();
  await look(page, 'people');
  await page.getByRole('link', { name: '登记人员' }).first().click();
  await page.getByRole('heading', { level: 1, name: '登记人员' }).waitFor();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('link', { name: '请填写姓名' }).waitFor();
  await look(page, 'people-new-errors');
  await page.fill('#name', '端木如意');
  await page.fill('#idNumber', idNumberOf(demoRegion, Temporal.PlainDate.from('1943-07-09'), 1));
  await page.selectOption('#role', 'resident');
  await page.fill('#room', '501');
  await page.fill('#bed', '1');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已登记。').waitFor();
  await page.fill('#text', '木如');
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByText('找到1人').waitFor();
  expect(page.url()).not.toContain('%E6%9C%A8');
  await look(page, 'people-found');
  await page.getByRole('link', { name: '端木如意', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '端木如意' }).waitFor();
  expect(await page.title()).not.toContain('端木');
  await page.getByRole('link', { name: '更正', exact: true }).click();
  await page.fill('#name', '端木如一');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('link', { name: '请填写更正原因' }).waitFor();
  await look(page, 'people-correct');
  await page.fill('#reason', '登记时写错');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已更正。').waitFor();
  await page.getByRole('link', { name: '离开', exact: true }).click();
  await page.selectOption('#reason', 'home');
  await page.getByRole('button', { name: '记录离开' }).click();
  await page.getByRole('link', { name: '日期须在开始之后，且不晚于今天' }).waitFor();
  await look(page, 'people-leave');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: '端木如一' }).waitFor();
  await look(page, 'people-one');
});

describe('at the gate of a care home', () => {
  let page: Page;
  beforeAll(async () => {
    page = await hired(desk, 'songtaozhang', 'institutionManager', 'songtao');
  });

  test('[DX-2.1.1] [DX-2.1.2] whoever comes is checked by keyboard alone, one after the other', async () => {
    await page.goto('/admin/gate');
    await awake(page);
    await page.getByText('今天还没有核验记录').waitFor();
    await look(page, 'gate-empty');
    await page.getByLabel('行程码').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByText('核验未完成，暂不得通行').first().waitFor();
    expect(await page.locator('.gate-verdict').innerText()).toContain('测温');
    await look(page, 'gate-incomplete');
    // the next one: the focus is at the first question, and nothing of the last is left
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('travelCode');
    expect(await page.locator('#gate-questions input:checked').count()).toBe(0);
    for (const check of ['行程码', '测温', '戴口罩']) await page.getByLabel(check).check();
    for (const reason of ['拒绝查验', '来自中高风险地区'])
      await page.getByRole('group', { name: reason }).getByLabel('否').check();
    await page.keyboard.press('Enter');
    await page.locator('.gate-verdict.green').waitFor();
    await look(page, 'gate-passes');
    expect(await page.locator('.gate-verdict').innerText()).not.toContain('已登记进入');
    for (const check of ['行程码', '测温', '戴口罩']) await page.getByLabel(check).check();
    await page.getByRole('group', { name: '拒绝查验' }).getByLabel('否').check();
    await page.getByRole('group', { name: '来自中高风险地区' }).getByLabel('是').check();
    await page.keyboard.press('Enter');
    await page.locator('.gate-verdict.red').waitFor();
    const verdict = await page.locator('.gate-verdict').innerText();
    expect(verdict).toContain('严禁');
    expect(verdict).toContain('任何人不得放行');
    expect(await page.getByText('说明理由放行').count()).toBe(0);
    await look(page, 'gate-refused');
    await page.locator('.gate-verdict a').first().click();
    await page.waitForURL('**/admin/notices/DX#DX-2.1.2');
  });

  test('whoever came in is written down by name, is inside, and is signed out', async () => {
    await page.goto('/admin/gate');
    await awake(page);
    // whom nobody asked before
    await page.getByRole('link', { name: '登记姓名' }).click();
    await page.getByRole('button', { name: '登记进入' }).click();
    await page.getByRole('link', { name: '请填写找谁，或做什么' }).waitFor();
    await look(page, 'gate-name-wrong');
    await page.getByLabel('身份').selectOption('送货人员');
    await page.getByLabel('姓名').fill('闻人送达');
    await page.getByLabel('手机号').fill('13900000442');
    await page.getByLabel('找谁，或做什么').fill('食堂配送');
    await page.getByRole('button', { name: '登记进入' }).click();
    await page.getByText('已登记进入。').waitFor();
    expect(await page.getByRole('link', { name: '登记姓名' }).count()).toBe(0);
    await page.getByRole('link', { name: '进出登记' }).click();
    await page.getByText('现在在院内：1人次').waitFor();
    expect(await page.locator('tbody tr').innerText()).toMatch(/闻人送达.*送货人员.*139\*{4}0442.*测温/s);
    await look(page, 'gate-register');
    await page.getByRole('button', { name: '登记离开 闻人送达' }).click();
    await page.getByText('已登记离开。').waitFor();
    await page.getByText('没有登记。').waitFor();
    await look(page, 'gate-register-empty');
  });

  test('[DX-2.2.1] from the first day of phase 2 the gate says first that it is closed', async () => {
    await desk.moveClock(1);
    await page.goto('/admin/gate');
    expect(await page.locator('.notice.red').innerText()).toContain('现在封闭：探访人员不得入门');
    await look(page, 'gate-closed');
    await page.getByRole('button', { name: '核验' }).click();
    await page.locator('.gate-verdict.red').waitFor();
    await desk.moveClock(-1);
  });

  test('[SX-2.6] visits asked for are answered in time, come in by the gate and leave by it', async () => {
    await page.goto('/admin/visits');
    await page.getByText('没有待答复的探视').waitFor();
    await look(page, 'visits-empty');
    // from tomorrow on no visitor is let in, so they come today
    await desk.office.ownerDatabase.pool.query(
      `update office_setting set rules = jsonb_set(rules, '{leadWorkingDays}', '0') where office = 'songtao'`,
    );
    readAfresh(desk.office.job);
    for (const [n, more] of [{ wish1: '2022-01-30|16:00' }, {}].entries()) {
      const asked = await book(desk.office, {
        ...{ service: 'careVisit', office: 'songtao', day: '2022-01-30', time: '14:30', phone: phoneOf(n) },
        ...{ residentName: '王桂兰', residentTail: `100${n}`, relation: 'child', method: 'hall', admission: 'none' },
        ...{ name1: '赵秀英', id1: '002X', ...more },
      });
      expect(asked.refusal).toBeNull();
    }
    await page.goto('/admin/visits');
    await look(page, 'visits');
    await follow(page, page.getByRole('link', { name: /^答复/ }).first(), '答复');
    await page.getByRole('button', { name: '同意' }).click();
    await page.getByRole('link', { name: '请选定时间' }).waitFor();
    await look(page, 'visit-answer-errors');
    await page.check('input[name=wish][value="0"]');
    await page.getByRole('button', { name: '同意' }).click();
    await page.getByText('已同意，短信已发出').waitFor();
    await follow(page, page.getByRole('link', { name: /^答复/ }).first(), '答复');
    await page.getByRole('button', { name: '谢绝' }).click();
    await page.getByRole('link', { name: '请选择原因' }).waitFor();
    await page.selectOption('#reason', 'houseBusy');
    await page.selectOption('#instead', 'otherDay');
    await page.getByRole('button', { name: '谢绝' }).click();
    await page.getByText('已谢绝，短信已发出').waitFor();
    await look(page, 'visits-answered');
    await page.goto('/admin/visits');
    await follow(page, page.getByRole('link', { name: /^登记进入/ }), '探视预约');
    await page.fill('#temperature', '50');
    await page.getByRole('button', { name: '登记进入' }).click();
    await page.getByRole('link', { name: /体温应在/ }).waitFor();
    await look(page, 'visit-in-errors');
    await page.fill('#temperature', '36.5');
    for (const box of await page.locator('input[name=checks]').all()) await box.check();
    for (const no of await page.getByLabel('否', { exact: true }).all()) await no.check();
    await page.getByRole('button', { name: '登记进入' }).click();
    await page.getByText('已登记进入').waitFor();
    await follow(page, page.getByRole('link', { name: /^登记离开/ }), '探视预约');
    await page.getByRole('button', { name: '登记离开' }).click();
    await page.getByText('已登记离开').waitFor();
    await look(page, 'visits-left');
  });

  test('who has no gate is told so, and who may not check is turned away', async () => {
    const bureau = await desk.page('bureau');
    const answer = await bureau.goto('/admin/gate');
    expect(answer?.status()).toBe(403);
    await look(bureau, 'gate-not-allowed');
  });
});

describe('at the gate of a care home in Liuzhou', () => {
  test('[LIU-2.6] whom a rule refuses in principle the manager lets in for a reason', async () => {
    const chief = await appoint(desk.office, 'systemAdministrator', '450200');
    const wish = { key: randomUUID(), username: 'jiangbin', name: '韦江', unit: 'liuzhou-yanglao' };
    const { code } = await desk.office.as(chief).staff.invite({ ...wish, role: 'institutionManager' });
    const page = await openAccount(desk, 'jiangbin', code);
    await page.goto('/admin/gate');
    for (const box of await page.locator('#gate-questions input[name=checks]').all()) await box.check();
    await page.getByRole('group', { name: '未接种疫苗' }).getByLabel('是').check();
    await page.getByRole('group', { name: '超过限流人数' }).getByLabel('否').check();
    await page.getByRole('button', { name: '核验' }).click();
    await page.getByText('机构负责人说明理由后可以放行').waitFor();
    // who checked is rarely who lets in: the manager finds it in the list
    await page.goto('/admin/gate');
    await page.getByRole('link', { name: '说明理由放行' }).click();
    await page.fill('#reason', '');
    await page.getByRole('button', { name: '放行' }).click();
    await page.getByRole('alert').waitFor();
    await look(page, 'gate-override-empty');
    await page.fill('#reason', '探望病危亲属');
    await page.getByRole('button', { name: '放行' }).click();
    await page.getByText('已放行，理由已保存').waitFor();
    expect(await page.locator('tbody').innerText()).toContain('经负责人同意放行：探望病危亲属');
    await look(page, 'gate-override-done');
  });
});

describe('what is required today', () => {
  test('an officer sees the duties of a unit, why, what waits, the days of a month and who is behind', async () => {
    const page = await desk.page('bureau');
    await page.goto('/admin/duties');
    await page.getByRole('heading', { name: /社会事务科/ }).waitFor();
    await look(page, 'duties-own');
    await page.locator('select[name=unit]').selectOption('songtao');
    await page.getByRole('button', { name: '查看' }).click();
    await page.getByRole('heading', { name: /松涛养老院/ }).waitFor();
    expect(await main(page)).toContain('本系统暂未记录');
    await page.locator('summary', { hasText: '判定回执' }).click();
    await look(page, 'duties');
    await page.goto('/admin/duties?unit=songtao&on=2021-01-01');
    await page.getByText('没有通知要求这个单位做什么').waitFor();
    await look(page, 'duties-empty');
    await page.goto('/admin/duties?unit=songtao&on=2022-02-31');
    await page.getByText('没有这一天').waitFor();
    await page.goto('/admin/duties/calendar?unit=songtao');
    await page.getByRole('heading', { name: '逐日清单' }).waitFor();
    expect(await page.locator('#d2022-01-30').innerText()).toContain('最后一天');
    await look(page, 'duties-calendar');
    await page.goto('/admin/duties/calendar?unit=songtao&month=2020-01');
    await page.getByText('这个月没有要求').waitFor();
    await look(page, 'duties-calendar-empty');
    await page.goto('/admin/duties/overview');
    await page.getByRole('heading', { name: '下属单位总览' }).waitFor();
    await look(page, 'duties-overview');
    const link = page.locator('ul.doors a').last();
    const count = /\d+/.exec(await link.innerText())?.[0];
    await link.click();
    await page.getByText(`${count ?? 'no'}项`, { exact: true }).waitFor();
    await look(page, 'duties-overview-standing');
  });

  test('[G22] every number of the dashboard opens a list as long, and the screen of the hall tells the same without a name', async () => {
    const page = await desk.page('bureau');
    await page.goto('/admin/todo');
    await page.getByRole('heading', { name: /名下单位落实情况/ }).waitFor();
    await look(page, 'home');
    await page.getByRole('link', { name: '打开看板' }).click();
    await page.getByRole('heading', { level: 1, name: '看板' }).waitFor();
    await look(page, 'dashboard');
    const told = await numbersOn(page);
    expect(told.length).toBeGreaterThan(15);
    const cookie = await desk.office.cookieOf('bureau');
    for (const { href, n } of new Map(told.map((it) => [shapeOf(it.href), it])).values()) {
      const html = await (await fetch(desk.office.url + href, { headers: { cookie } })).text();
      const listed = [...html.matchAll(/role="status">[^<]*?(\d+) ?(?:项|人|次)</g)].map(([, count]) => Number(count));
      expect([href, ...listed]).toEqual([href, n]);
    }
    const today = await page.locator('input[name=day]').inputValue();
    for (const day of [today, '2099-01-01']) {
      await page.goto(`/admin/dashboard?day=${day}`);
      expect(new Set((await numbersOn(page)).map(({ href }) => href.includes('day=')))).toEqual(new Set([false]));
      expect(await page.locator('input[name=day]').inputValue()).toBe(today);
    }
    await page.getByRole('link', { name: '近期变化' }).click();
    await page.getByRole('heading', { level: 1, name: '近期变化' }).waitFor();
    await look(page, 'dashboard-before');
    await page.goto('/admin/dashboard/screen');
    expect((await numbersOn(page)).length).toBeGreaterThan(10);
    await look(page, 'screen');
    await page.setViewportSize({ width: 1920, height: 1080 });
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(1080);
    await page.route('**/state*', (route) => route.abort());
    await page.reload();
    await page.getByText(/网络中断，下面是.*的数字/).waitFor();
    await page.unroute('**/state*');
    await page.getByText('网络中断').waitFor({ state: 'detached' });
    await page.route('**/state*', (route) => route.abort());
    await page.reload();
    await page.getByText('网络中断').waitFor();
    await page.context().clearCookies();
    await page.unroute('**/state*');
    await page.getByText('登录已经结束').waitFor();
    expect(await numbersOn(page)).toEqual([]);
    await page.reload();
    await page.waitForURL('**/sign-in?**');
  });

  test('a receipt is taken along and computed again, without a script too', async () => {
    const page = await desk.page('bureau', { javaScriptEnabled: false });
    await page.goto('/admin/duties?unit=songtao');
    await page.locator('summary', { hasText: '判定回执' }).click();
    const file = await page.request.get(`/admin/duties/receipt?unit=songtao`);
    expect(file.headers()['content-disposition']).toContain('attachment');
    expect(JSON.parse(await file.text())).toMatchObject({ place: { region: '232761', kind: 'elderCare' } });
    await page.getByRole('button', { name: '复算这份回执' }).click();
    await page.getByText('复算结果逐字相同').waitFor();
    await page.locator('#receipt').fill('{}');
    await page.getByRole('button', { name: '复算这份回执' }).click();
    await page.getByText('这不是一份判定回执').waitFor();
  });
});

describe('an officer of each region tries a day inside the notice', () => {
  test.each([
    ['changzhi', '上党区', 'elderCare', '2021-08-10', 'SX-2.2'],
    ['liuzhou', '450202', 'elderCare', '2021-08-20', 'LIU-2.2'],
    ['minzhengju', '漠河市', 'elderCare', '2022-01-31', 'DX-2.2.1'],
    ['ningbo', '镇海区', 'elderCare', '2021-12-08', 'ZJ-2.2'],
    ['lanzhou', '620102', 'mentalHealth', '2022-01-05', 'LAN-1.4.1'],
  ])('%s: %s, %s on %s', async (username, region, kind, on, clause) => {
    const page = await desk.page();
    await page.goto('/admin/sign-in');
    await page.fill('#username', username);
    await page.fill('#passphrase', username === 'minzhengju' ? 'song-shu-he-xue-di' : 'shan-he-wan-li-qing');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin/todo');
    await page.goto('/admin/required');
    await page.fill('#region', region);
    await page.selectOption('#kind', kind);
    await page.fill('#on', on);
    await page.selectOption('#facts', 'recorded');
    await page.getByRole('button', { name: '查询' }).click();
    await page.locator(`a[href$="#${clause}"]`).first().waitFor();
    expect(await main(page)).toContain('没有用到已记录的事实');
    if (username === 'ningbo') {
      await look(page, 'required-recorded');
      await page.fill('#known', '2021-12-06');
      await page.getByRole('button', { name: '查询' }).click();
      await page.getByText('没有适用的规定').waitFor();
    }
    await page.goto('/admin/duties/overview');
    await page.getByRole('heading', { name: '下属单位总览' }).waitFor();
  });
});
