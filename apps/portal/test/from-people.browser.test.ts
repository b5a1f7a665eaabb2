import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holderOf } from '../../../packages/api/test/citizens.ts';
import { couple, look, openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('staff read what people tell their office, and of a foreign office nothing', async () => {
  const page = await desk.page('clerk');
  await page.goto('/admin/');
  await page.getByRole('link', { name: '意见反馈' }).first().click();
  await page.getByText('还没有意见').waitFor();
  await look(page, 'feedback-empty');
  const { feedback } = desk.office.as({ kind: 'citizen', address: '127.0.0.1' });
  const office = 'jiagedaqi';
  await feedback.send({ key: randomUUID(), office, rating: 'satisfied', text: '窗口很耐心。\n<b>谢谢</b>' });
  await feedback.send({ key: randomUUID(), office, text: '排队太久，希望周末也能办理。'.repeat(30) });
  await feedback.send({ key: randomUUID(), office: 'huma', text: '呼玛的意见' });
  await page.reload();
  await page.getByText('窗口很耐心').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(2);
  expect(await page.locator('tbody').innerText()).toContain('<b>谢谢</b>');
  await look(page, 'feedback-filled');
  await page.goto('/admin/feedback?office=huma');
  expect(await page.locator('main').innerText()).not.toContain('呼玛的意见');
  const bureau = await desk.page('bureau');
  await bureau.goto('/admin/feedback?office=huma');
  await bureau.getByText('呼玛的意见').waitFor();
});

test('staff answer what somebody asks of their data: one granted, one refused with the reason [F08]', async () => {
  const page = await desk.page('clerk');
  await page.goto('/admin/');
  await page.getByRole('link', { name: '个人信息申请' }).first().click();
  await page.getByText('还没有人提出个人信息申请').waitFor();
  await look(page, 'requests-empty');
  const { draft } = await holderOf(desk.office, '13900139001');
  const { requests } = desk.office.as({ kind: 'citizen', address: '127.0.0.1' });
  const { id1: idNumber } = couple(1);
  const asks = (kind: 'copy' | 'correction', text: string) =>
    requests.ask({ key: randomUUID(), draft, office: 'jiagedaqi', kind, idNumber, text });
  await asks('correction', '名字写错了，应为<b>建</b>');
  await asks('copy', '');
  await page.reload();
  await page.getByRole('row', { name: /更正/ }).waitFor();
  expect(await page.locator('tbody').innerText()).not.toContain(idNumber);
  await look(page, 'requests-filled');
  await page.getByRole('row', { name: /更正/ }).getByRole('link').click();
  await page.getByText('应为<b>建</b>').waitFor();
  await look(page, 'request');
  await page.getByRole('link', { name: '不予办理' }).click();
  await page.getByRole('button', { name: '确认不予办理' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('请写明答复');
  await look(page, 'request-errors');
  await page.fill('#text', '请带身份证到窗口更正');
  await page.getByRole('button', { name: '确认不予办理' }).click();
  await page.getByText('已答复').waitFor();
  await page
    .getByRole('row', { name: /个人信息副本/ })
    .getByRole('link')
    .click();
  await page.getByRole('link', { name: '办理', exact: true }).click();
  await page.fill('#text', '已办理，请查看');
  await look(page, 'request-grant');
  await page.getByRole('button', { name: '确认办理并答复' }).click();
  await page.waitForURL(/\/admin\/requests\?done=1/);
  expect(await requests.own({ draft })).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'copy', state: 'done', answer: '已办理，请查看' }),
      expect.objectContaining({ kind: 'correction', state: 'refused', answer: '请带身份证到窗口更正' }),
    ]),
  );
  await page.goto('/admin/requests?state=open');
  await page.getByText('没有符合条件').waitFor();
});
