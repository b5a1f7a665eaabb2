import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('a bureau sees what makes a course, with its source', async () => {
  const page = await desk.page('bureau');
  await page.goto('/admin/vaccination/courses');
  await page.getByRole('heading', { level: 1, name: '免疫程序' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('技术指南');
  await look(page, 'vaccination-courses');
});

const save = (page: Page) => page.getByRole('button', { name: '保存' }).click();
