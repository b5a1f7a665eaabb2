import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFinds } from '../../../tooling/test/axe.ts';
import { openTown, type Town, type Way } from './citizen.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown('2022-01-24T08:31:00+08:00');
});
afterAll(() => town.close());

const ways: Way[] = [
  { script: false, mode: 'standard' },
  { script: true, mode: 'standard' },
  { script: false, mode: 'elder' },
  { script: true, mode: 'elder' },
];
const shot = async (page: Page, name: string) => {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

describe.each(ways)('a family asks to visit a care home (script $script, $mode)', ({ script, mode }) => {
  test('in few screens, and hears by when the home answers', async () => {
    const n = ways.findIndex((it) => it.script === script && it.mode === mode);
    const page = await town.citizen({ script, mode });
    const seen = new Set<string>();
    const look = async () => {
      seen.add(new URL(page.url()).pathname);
      // axe runs in the page, which it cannot without script
      if (script) expect(await axeFinds(page)).toEqual([]);
      await shot(page, `${mode}-${script ? 'on' : 'off'}-${seen.size}`);
    };
    const go = async (act = 'next') => {
      await Promise.all([page.waitForURL(() => true), page.click(`button[value=${act}]`)]);
      await page.waitForLoadState();
    };
    await page.goto(`/fuwu/careVisit/${mode === 'elder' ? 'zhandian' : 'shijian'}`);
    await page.check('input[name=office][value=songtao]');
    await look();
    const whom = async () => {
      await page.fill('[name=residentName]', '王桂兰');
      await page.fill('[name=residentTail]', `002${n}`);
      await page.check('input[name=relation][value=child]');
      await look();
      await go();
    };
    const time = ['09:00', '09:30', '10:00', '10:30'][n] ?? '';
    if (mode === 'standard') {
      await go('look');
      expect(await page.innerText('main')).toContain('暂停到院探视');
      await page.check('input[name=day][value="2022-01-27"]');
      await go('look');
      await page.check(`input[name=time][value="${time}"]`);
      await look();
      await go();
      await whom();
    } else {
      await go();
      await whom();
      await page.check('input[name=day][value="2022-01-27"]');
      await go();
      await page.check(`input[name=time][value="${time}"]`);
      await look();
      await go();
    }
    await page.check('input[name=method][value=hall]');
    if (mode === 'elder') {
      await look();
      await go();
    }
    await page.fill('[name=name1]', '李秀英');
    await page.fill('[name=id1]', '002X');
    await page.fill('[name=phone]', `1380000100${n}`);
    await page.check('input[name=admission][value=none]');
    if (mode === 'standard') await page.check('input[name=consent]');
    await look();
    await go(mode === 'standard' ? 'submit' : 'next');
    if (mode === 'elder') {
      await page.check('input[name=consent]');
      if (!(await page.isVisible('[name=code]'))) await go('submit');
    }
    await town.office.runJobs();
    const code = String(town.office.sent.findLast(({ kind }) => kind === 'code')?.facts['code'] ?? '');
    await page.fill('[name=code]', code);
    if (!(await page.isChecked('input[name=consent]'))) await page.check('input[name=consent]');
    await look();
    await Promise.all([page.waitForURL(/chenggong/), page.click('button[value=submit]')]);
    await look();
    expect(await page.innerText('main')).toContain('待机构确认');
    expect(seen.size).toBeLessThanOrEqual(mode === 'standard' ? 4 : 8);
  });
});
