import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awake, follow, look, openDesk, type Desk } from './desk.ts';
import { hired } from './hired.ts';

const text = `某某县民政局关于加强冬季养老机构安全的通知
各养老机构：
一、落实巡查。各养老机构应当每日巡查不少于2次。
二、严禁瞒报。
`;

let desk: Desk;
let drafter: Page;
let head: Page;
beforeAll(async () => {
  desk = await openDesk();
  drafter = await hired(desk, 'zhaoqc', 'countyClerk', '232761');
  head = await hired(desk, 'qianpz', 'prefectureHead', '232700');
  await desk.office.ownerDatabase.pool.query('update staff_session set second_factor_at = now()');
});
afterAll(() => desk.close());

test('a notice is pasted, cut, written as a rule, checked, mended, judged by its impact, approved by somebody else, and holds', async () => {
  await drafter.goto('/admin/notices');
  await follow(drafter, '新通知', '新通知');
  await look(drafter, 'drafts-empty');
  await follow(drafter, '粘贴录入', '粘贴录入');
  await drafter.getByRole('button', { name: '切分条款' }).click();
  await drafter.getByRole('alert').waitFor();
  await look(drafter, 'draft-new-errors');
  await drafter.selectOption('#unit', '232761');
  const fields = { notice: 'DQ2022', title: '关于加强养老机构安全的通知', issuer: '加格达奇区民政局', text };
  const days = { issuedOn: '2022-05-16', from: '2022-05-16', region: '232761' };
  for (const [name, value] of Object.entries({ ...fields, ...days })) await drafter.fill(`#${name}`, value);
  await drafter.getByRole('button', { name: '切分条款' }).click();
  await drafter.getByRole('heading', { level: 1, name: '条款', exact: true }).waitFor();
  await drafter.getByText('规定、必须、养老机构、2次以上').waitFor();
  await look(drafter, 'draft-clauses');
  const summaries = { '1.1': '要落实巡查', '1.2': '每天巡查两次以上', '2.1': '不许瞒报' };
  for (const [number, summary] of Object.entries(summaries))
    await drafter.locator(`[name="DQ2022-${number}.summary"]`).fill(summary);
  await drafter.locator('[name="DQ2022-1.1.kind"]').selectOption('none');
  await drafter.locator('[name="DQ2022-2.1.kind"]').selectOption('none');
  await drafter.getByRole('button', { name: '保存' }).click();
  await drafter.getByText('DQ2022-1.2：性质是“规定”，却没有规则落实').waitFor();
  await look(drafter, 'draft-faults');
});

test('a rule is written in words of the packs or new ones, and a fault of it is mended', async () => {
  await drafter.selectOption('#kind', 'cadence');
  await drafter.getByRole('button', { name: '新增规则' }).click();
  await drafter.getByRole('heading', { level: 1, name: '定期工作' }).waitFor();
  await drafter.getByRole('button', { name: '保存' }).click();
  await drafter.getByRole('alert').waitFor();
  await look(drafter, 'draft-rule-errors');
  await drafter.check('input[name=clauses][value="DQ2022-1.2"]');
  await drafter.check('input[name=kinds][value=elderCare]');
  await drafter.getByLabel('原文怎么理解').fill('C15');
  await drafter.check('input[name=levels][value=county]');
  await drafter.fill('#activity', '夜间查房');
  await drafter.fill('#each', '养老机构');
  await drafter.fill('#times', '1');
  await drafter.selectOption('#per', 'day');
  await drafter.getByRole('button', { name: '保存' }).click();
  await drafter.getByRole('alert').getByText('“夜间查房”不在词表里').waitFor();
  await drafter.locator('[name="new.0.zh"]').fill('夜间查房');
  await drafter.locator('[name="new.0.en"]').fill('night round of the rooms');
  await drafter.getByRole('button', { name: '保存' }).click();
  await drafter.getByText('DQ2022-1.2：条款里的数字没有规则照办').waitFor();
  await drafter.getByRole('button', { name: '检查' }).click();
  await drafter.getByText('还有1处问题，请先改正。').waitFor();
  await drafter.getByRole('link', { name: '修改 DQ2022/r1@1' }).click();
  await drafter.getByRole('heading', { level: 1, name: '定期工作' }).waitFor();
  await look(drafter, 'draft-rule');
  expect(await drafter.getByLabel('原文怎么理解').inputValue()).toBe('C15');
  await drafter.uncheck('input[name=levels][value=county]');
  await drafter.fill('#times', '2');
  await drafter.getByRole('button', { name: '保存' }).click();
  await drafter.getByText('没有发现问题').waitFor();
  await drafter.getByRole('button', { name: '检查' }).click();
  await drafter.getByText('检查通过').first().waitFor();
  await look(drafter, 'draft-checked');
});

test('the second person sees the impact, approves, and it is shown for the place', async () => {
  await head.goto(drafter.url().replace(/\?.*/, ''));
  await follow(head, '影响', '影响');
  await head
    .getByRole('cell', { name: /夜间查房/ })
    .first()
    .waitFor();
  await look(head, 'draft-impact');
  await head.goto(`${head.url().replace(/\?.*/, '')}/units?what=gains&from=2022-05-16&rule=DQ2022/r1@1`);
  await head.getByRole('heading', { level: 1, name: '受影响的单位' }).waitFor();
  await head.getByRole('cell', { name: '养老机构' }).first().waitFor();
  await look(head, 'draft-impact-units');
  await follow(head, '返回影响', '影响');
  await follow(head, '返回通知', '关于加强养老机构安全的通知');
  await follow(head, '批准', '批准');
  await look(head, 'draft-approve');
  await head.getByRole('button', { name: '批准' }).click();
  await head.getByText(/已批准，.*起生效/).waitFor();
  await look(head, 'draft-approved');
  await head.goto('/admin/required?region=232761&kind=elderCare&on=2022-05-20');
  await head
    .getByRole('cell', { name: /夜间查房/ })
    .first()
    .waitFor();
  await drafter.goto('/admin/notices/drafts?state=approved');
  await drafter.getByRole('cell', { name: 'DQ2022', exact: true }).waitFor();
  await look(drafter, 'drafts');
});

test('a file with faults names each with its path and loads nothing; ten megabytes are refused', async () => {
  await drafter.goto('/admin/notices/drafts/upload');
  await awake(drafter);
  const send = async (name: string, body: string) => {
    await drafter.selectOption('#unit', '232761');
    await drafter.setInputFiles('#file', { name, mimeType: 'application/json', buffer: Buffer.from(body) });
    await drafter.getByRole('button', { name: '检查并载入' }).click();
  };
  await send('通知.json', '{"notice":{"id":"X"}}');
  await drafter.getByText(/“通知.json”有\d+处问题，没有载入任何内容/).waitFor();
  await drafter.getByText(/notice\.title：/).waitFor();
  await look(drafter, 'draft-upload-faults');
  await send('大.json', ' '.repeat(10_000_000));
  await drafter.getByText('最大900KB，没有载入任何内容').first().waitFor();
  await drafter.goto('/admin/notices/drafts');
  await drafter.getByRole('heading', { level: 1, name: '新通知' }).waitFor();
  expect(await drafter.getByRole('cell', { name: 'X', exact: true }).count()).toBe(0);
});

test('who may not write sees no form and is turned away from its page', async () => {
  const page = await desk.page('clerk');
  await page.goto('/admin/notices/drafts');
  await page.getByText('还没有录入任何通知').waitFor();
  expect(await page.getByRole('link', { name: '粘贴录入' }).count()).toBe(0);
  const answer = await page.goto('/admin/notices/drafts/new');
  expect(answer?.status()).toBe(403);
});
