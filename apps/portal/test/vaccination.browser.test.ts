import { readFile } from '@anmin/api/sheets/reading/read';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import type { SheetLine } from '@anmin/domain/sheets/column';
import { randomUUID } from 'node:crypto';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peopleFile } from '../../../packages/api/test/sheets/files.ts';
import { appoint } from '../../../packages/api/test/isolation/neighbours.ts';
import { follow, look, openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('2022-01-12T10:00:00+08:00');
  // the clerk of a counter keeps the ledger of a home as well
  await desk.office.ownerDatabase.pool.query(`
    insert into post (id, holder, role, unit, from_day, made_by)
      select gen_random_uuid(), holder, 'institutionManager', 'songtao', '2002-01-01', 'test'
        from post join staff_user on staff_user.id = holder where username = 'jiagedaqi'`);
});
afterAll(() => desk.close());

test('a bureau reads its coverages, and each number opens as many people', async () => {
  const page = await desk.page('bureau');
  await page.goto('/admin/vaccination');
  await page.getByRole('heading', { level: 1, name: '疫苗接种' }).waitFor();
  await look(page, 'vaccination');
  const number = page.locator('td a[href*="place=vaccinated"]').first();
  const counted = Number(await number.innerText());
  expect(counted).toBeGreaterThan(0);
  await number.click();
  await page.getByRole('heading', { level: 1, name: '接种名单' }).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(counted);
  await look(page, 'vaccination-list');
  const names = await page.locator('tbody td:nth-child(2)').allInnerTexts();
  const told = decodeURIComponent(page.url()) + (await page.title());
  expect(names.filter((name) => name.trim() === '' || told.includes(name.trim()))).toEqual([]);
});

test('the forms of a home stand on paper as people.md lays them out, and its figures in a workbook alike', async () => {
  const nurse = desk.office.as(await appoint(desk.office, 'institutionStaff', 'songtao'));
  const { people } = await nurse.evidence.day({ unit: 'songtao', ledger: 'temperature', day: null });
  const [resident] = people.filter(({ room, bed }) => room === '101' && bed === '1');
  const day = { unit: 'songtao', day: '2022-01-12', reason: null };
  const written = (fields: Record<string, string | number | string[]>, turn: string) => ({
    ...{ person: resident?.person ?? '', subject: '', turn },
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, read: 0 }])),
  });
  await nurse.evidence.enter({
    ...{ ...day, key: randomUUID(), ledger: 'temperature' },
    entries: [written({ temperature: 365, symptoms: ['none'] }, 'morning')],
  });
  await nurse.evidence.enter({
    ...{ ...day, key: randomUUID(), ledger: 'test' },
    entries: [written({ result: 'negative', method: 'single', laboratory: '区疾控中心' }, 'first')],
  });
  const page = await desk.page('clerk');
  for (const [name, address] of Object.entries({
    ledger: 'vaccination?unit=songtao',
    outstanding: 'outstanding?unit=songtao&place=open',
    coverage: 'coverage?unit=songtao',
    temperature: 'temperature?unit=songtao',
    tests: 'tests?unit=songtao',
  })) {
    await page.goto(`/admin/prints/${address}`);
    await expect(await paper(page)).toMatchFileSnapshot(`prints/${name}.txt`);
  }
  await page.goto('/admin/prints/temperature?unit=songtao');
  await follow(page, '下载Excel', '导出 体温健康日志');
  await page.fill('#reason', '存档');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('名单已可下载').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^下载/ }).click();
  const log = await sheetIn(await bytesIn(await download));
  await expect(log).toMatchFileSnapshot('prints/temperature-workbook.txt');
  await page.goto('/admin/prints/vaccination?unit=songtao');
  await look(page, 'print-ledger');
  const file = await page.request.get('/admin/prints/coverage/file?unit=songtao');
  await expect(await sheetIn(await file.body())).toMatchFileSnapshot('prints/coverage-workbook.txt');
});

/** The cells of a workbook: title, about and heads, the lines as on paper, and who signs. */
async function sheetIn(bytes: Buffer): Promise<string> {
  const all = ((await readFile(bytes)) as readonly SheetLine[]).map(({ cells }) => cells);
  const lines = inOrder(all.slice(3, -1).map((cells) => cells.slice(1)));
  const [over, foot] = [all.slice(0, 3), all.slice(-1)].map((part) => part.map((cells) => cells.join('｜')));
  return [...(over ?? []), ...lines, ...(foot ?? []), ''].join('\n');
}

/** Lines without a room come in no order of their own, and readings at their minute. */
const inOrder = (rows: readonly (readonly string[])[]): string[] =>
  rows.map((cells) => cells.join('｜').replaceAll(/（\d\d:\d\d）/g, '（时间）')).sort();

/** What stands on paper, line by line. */
async function paper(page: Page): Promise<string> {
  const over = [await page.locator('h1').innerText(), ...(await page.locator('.over span').allInnerTexts())];
  const head = await page.locator('thead th').allInnerTexts();
  const rows = await page
    .locator('tbody tr')
    .evaluateAll((lines) =>
      lines.map((line) => [...line.querySelectorAll('td')].slice(1).map((cell) => cell.textContent)),
    );
  const lines = inOrder(rows);
  const below = await page.locator('.printed > p:not(.over)').allInnerTexts();
  return [...over, head.join('｜'), ...lines, ...below, ''].join('\n');
}

test('a bureau draws up a circular of the units that fall short, to be printed and signed', async () => {
  const page = await desk.page('bureau');
  await page.goto('/admin/vaccination');
  await page.getByRole('link', { name: '各单位', exact: true }).first().click();
  await follow(page, '通报稿', '关于疫苗接种落后单位的通报（稿）');
  await look(page, 'vaccination-circular');
  const rows = await page.locator('tbody tr').count();
  await page.getByRole('button', { name: '定稿，转到打印' }).click();
  await page.getByText('已记入操作日志').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(rows);
  await look(page, 'vaccination-circular-drawn');
});

test('a home enters a dose, is told what is wrong with it, corrects it, and notes who is put off until when', async () => {
  const page = await desk.page('clerk');
  await page.goto('/admin/vaccination/list?unit=songtao&place=open');
  await page.locator('tbody td a').first().click();
  await page.getByRole('heading', { level: 2, name: '接种记录' }).waitFor();
  await look(page, 'vaccination-person-empty');
  await follow(page, '登记接种', '登记接种');
  await save(page);
  await page.getByRole('alert').waitFor();
  await look(page, 'vaccination-dose-errors');
  await page.selectOption('#kind', 'inactivated');
  await page.fill('#number', '1');
  await page.fill('#on', '2022-01-13');
  await save(page);
  await page.getByRole('link', { name: '这一天还没有到' }).waitFor();
  await page.fill('#on', '2022-01-11');
  await page.fill('#batch', 'B2021');
  await save(page);
  await page.getByText('已保存').waitFor();
  expect(await page.locator('main').innerText()).toContain('未全程');
  await page.getByRole('link', { name: '更正', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '更正接种记录' }).waitFor();
  expect(await page.inputValue('#batch')).toBe('B2021');
  await page.fill('#on', '2022-01-10');
  await page.fill('#reason', '日期写错');
  await save(page);
  await page.getByText('已更正：日期写错').waitFor();
  await follow(page, '登记原因', '登记原因');
  await page.selectOption('#kind', 'deferral');
  await save(page);
  await page.getByRole('link', { name: '请填写恢复日期' }).waitFor();
  await page.fill('#until', '2022-01-20');
  await page.fill('#evidence', '门诊病历');
  await save(page);
  await page.getByText('门诊病历').waitFor();
  await follow(page, '登记评估', '登记评估');
  await look(page, 'vaccination-assessment');
  for (const it of ['conditionGood', 'suitable']) await page.selectOption(`#${it}`, 'yes');
  await page.fill('#medic', '柏医生');
  await save(page);
  await page.getByRole('link', { name: '请选择是或否' }).waitFor();
  await page.selectOption('#medicationStable', 'no');
  await save(page);
  await page.getByText('不适合接种').waitFor();
  await follow(page, '登记跟进', '登记跟进');
  await page.fill('#nextOn', '2022-01-20');
  await save(page);
  await page.getByText('已保存').waitFor();
  await look(page, 'vaccination-person');
});

test('a home brings people in by a sheet: what is wrong is marked in its own file, the mended one comes in and is taken back', async () => {
  const page = await desk.page('clerk');
  const number = idNumberOf(demoRegion, Temporal.PlainDate.from('1941-03-05'), 1);
  const wrong = { name: '司马光', role: '访客', idNumber: '1.10105E+17', since: '2022/1/3' };
  const right = { name: '司马迁', role: '入住者', idNumber: number, room: '601', bed: '1', since: '2022/1/3' };
  await page.goto('/admin/people?unit=songtao');
  await page.getByRole('link', { name: '导入' }).click();
  await page.getByRole('heading', { level: 1, name: '导入人员名册' }).waitFor();
  await look(page, 'sheet-empty');
  await send(page, 'notes.csv', Buffer.from('甲,乙\n1,2\n'));
  await page.getByRole('link', { name: /^找不到表头。缺少这些列：姓名/ }).waitFor();
  await look(page, 'sheet-fault');
  await send(page, 'people.xlsx', await peopleFile([right, wrong]));
  await page.getByText('有1行有误').waitFor();
  await look(page, 'sheet-wrong');
  const marked = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载标出错误的表' }).click();
  expect((await readFile(await bytesIn(await marked))) as readonly SheetLine[]).toMatchObject([
    {},
    {},
    { cells: expect.arrayContaining(['姓名', '错误说明']) as string[] },
    { cells: expect.arrayContaining(['司马迁']) as string[] },
    { cells: expect.arrayContaining([expect.stringContaining('不在可选的范围内')]) as string[] },
  ]);
  const mended = await peopleFile([right]);
  await page.goto('/admin/sheets/people?unit=songtao');
  await send(page, 'people.xlsx', mended);
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已导入。').waitFor();
  const part = await withoutPhones(page);
  await page.goto('/admin/sheets/people?unit=songtao');
  await send(page, 'part.xlsx', part);
  await page.getByText('新增0，更新0').waitFor();
  await page.goto('/admin/sheets/people?unit=songtao');
  await send(page, 'people.xlsx', mended);
  await page.getByText(/这个文件已由.*导入过/).waitFor();
  await look(page, 'sheet-twice');
  await page.getByRole('button', { name: '撤销本次导入' }).click();
  await page.getByText('已撤销1行').waitFor();
});

/** The people of a home as they are taken out with the columns somebody chose. */
async function withoutPhones(page: Page): Promise<Buffer> {
  await page.goto('/admin/people?unit=songtao');
  await page.getByRole('link', { name: '导出', exact: true }).click();
  await page.getByRole('checkbox', { name: '联系电话' }).uncheck();
  await page.fill('#reason', '核对名册');
  await look(page, 'export-columns');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('只含所选的列').waitFor();
  await look(page, 'export-columns-chosen');
  const taken = page.waitForEvent('download');
  await page.getByRole('button', { name: /^下载/ }).first().click();
  const bytes = await bytesIn(await taken);
  const [, about, head] = (await readFile(bytes)) as readonly SheetLine[];
  expect(about?.cells[0]).toContain('只含所选的列');
  expect(head?.cells).toContain('身份证号码');
  expect(head?.cells).not.toContain('联系电话');
  return bytes;
}

async function send(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.setInputFiles('#file', { name, mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: '上传并检查' }).click();
}

async function bytesIn(download: Download): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

test('a home plans a day, notes who came, watches them, and follows a reaction until it is over', async () => {
  const page = await desk.page('clerk');
  await page.goto('/admin/vaccination/sessions?unit=songtao');
  await page.getByRole('heading', { level: 1, name: '集中接种' }).waitFor();
  await look(page, 'vaccination-sessions-empty');
  await follow(page, '新的安排', '新的安排');
  await save(page);
  await page.getByRole('link', { name: '请选择方式' }).waitFor();
  await look(page, 'vaccination-session-errors');
  for (const [name, value] of [
    ['mode', 'onSite'],
    ['kind', 'inactivated'],
  ] as const)
    await page.selectOption(`#${name}`, value);
  await page.fill('#on', '2022-01-12');
  await page.fill('#starts', '09:00\n10:30');
  await page.fill('#place', '一楼活动室');
  await page.fill('#provider', '社区卫生服务中心');
  await save(page);
  await page.getByRole('heading', { level: 1, name: '集中接种安排' }).waitFor();
  await page.getByRole('button', { name: '安排所选人员' }).click();
  await page.getByRole('link', { name: '请选择人员' }).waitFor();
  await page.locator('#people input:not([disabled])').first().check();
  await look(page, 'vaccination-session-invite');
  await page.getByRole('button', { name: '安排所选人员' }).click();
  await page.getByRole('button', { name: /^接种第/ }).click();
  await page.getByRole('button', { name: /^结束留观/ }).waitFor();
  await look(page, 'vaccination-session-day');
  await page.getByRole('button', { name: /^结束留观/ }).click();
  await page.getByText('留观0分钟').waitFor();
  await page.getByRole('link', { name: /^登记异常反应/ }).click();
  await page.getByRole('heading', { level: 1, name: '登记异常反应' }).waitFor();
  await page.fill('#told', '低热');
  await save(page);
  await page.getByText('未办结，还要').waitFor();
  await page.goto('/admin/todo');
  await page.getByRole('link', { name: /异常反应未办结/ }).click();
  await page.getByRole('heading', { level: 1, name: '接种后随访和反应' }).waitFor();
  await look(page, 'vaccination-aftercare');
  await page.getByRole('link', { name: /^登记处置/ }).click();
  await page.fill('#treatment', '物理降温');
  await save(page);
  await page.getByRole('link', { name: '告知接种单位', exact: true }).click();
  await save(page);
  await page.getByRole('link', { name: '办结', exact: true }).click();
  await page.selectOption('#outcome', 'recovered');
  await save(page);
  await page.getByText('已办结：已好转').waitFor();
  await look(page, 'vaccination-person-after');
});

test('a bureau sees what makes a course, with its source', async () => {
  const page = await desk.page('bureau');
  await page.goto('/admin/vaccination/courses');
  await page.getByRole('heading', { level: 1, name: '免疫程序' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('技术指南');
  await look(page, 'vaccination-courses');
});

const save = (page: Page) => page.getByRole('button', { name: '保存' }).click();
