import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { booked, openTown, type Town } from './citizen.ts';
import { holds, type Mode } from './holds.ts';

let town: Town;

beforeAll(async () => {
  town = await openTown();
});

afterAll(() => town.close());

describe.each<Mode>(['standard', 'elder'])('in the %s rendering', (mode) => {
  test('the receipt is saved as a picture that holds what one needs on the day, and no number of a person [A12]', async () => {
    const page = await town.citizen({ mode });
    await page.addInitScript(() => {
      const written: string[] = [];
      const { prototype } = CanvasRenderingContext2D;
      const write = Reflect.get(prototype, 'fillText') as (this: unknown, text: string, ...rest: unknown[]) => void;
      prototype.fillText = function (text, ...rest) {
        written.push(text);
        write.call(this, text, ...rest);
      };
      Object.assign(window, { written });
    });
    const { couple } = await booked(page, town.office, '2022-05-24');
    const reference = await page.innerText('.reference');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('button[data-picture]')]);
    expect(download.suggestedFilename()).toBe('yuyue.png');
    const file = await readFile(await download.path());
    expect(file.subarray(1, 4).toString()).toBe('PNG');
    expect(file.length).toBeGreaterThan(20_000);
    expect(file.length).toBeLessThan(600_000);
    await page.waitForSelector('img.picture');
    const { width, height, dark } = await inkOf(page);
    expect(width).toBe(1080);
    expect(height).toBeGreaterThan(1000);
    expect(dark).toBeGreaterThan(0.02);
    expect(dark).toBeLessThan(0.4);
    const written = await page.evaluate(() => (window as unknown as { written: string[] }).written.join(''));
    for (const needed of [reference, '2022年5月24日', '9:40', '加格达奇区婚姻登记处', '□ ', '请提前10分钟到'])
      expect(written).toContain(needed);
    expect(written).not.toMatch(/\d\d\*{4,}/);
    expect(written).not.toContain(couple.id1.slice(0, 6));
    const folder = process.env['SHOTS'];
    if (folder) await writeFile(`${folder}/${mode}-picture.png`, file);
    await holds(page, mode, 'receipt with its picture');
  });

  test('on paper stands the receipt with boxes to tick, and nothing to press [A12]', async () => {
    const page = await town.citizen({ mode });
    await booked(page, town.office, '2022-05-25');
    await page.emulateMedia({ media: 'print' });
    for (const useless of ['button', '.button', '.skip', '.modes', 'aside', 'footer', 'main a[href^="/"]', 'summary'])
      for (const element of await page.locator(`body ${useless}`).all())
        expect(await element.isVisible(), `${useless} ${await element.innerText()}`).toBe(false);
    const box = await page
      .locator('.bring li')
      .first()
      .evaluate((li) => getComputedStyle(li, '::before').content);
    expect(box).toContain('□');
    for (const needed of ['.reference', '.code', '.ticket', '.bring', '[data-come]'])
      expect(await page.locator(needed).isVisible(), needed).toBe(true);
    const pdf = await page.pdf({ format: 'A4' });
    const folder = process.env['SHOTS'];
    await page.setViewportSize({ width: 794, height: 1123 });
    if (folder) await page.screenshot({ path: `${folder}/${mode}-on-paper.png`, fullPage: true });
    expect((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length).toBe(1);
  });
});

test('without a script there is no button that does nothing', async () => {
  const page = await town.citizen({ script: false });
  await booked(page, town.office, '2022-05-26');
  for (const name of ['[data-picture]', '[data-print]', '[data-aloud]'])
    expect(await page.locator(name).isVisible()).toBe(false);
  expect(await page.locator('a[href$="yuyue.ics"]').isVisible()).toBe(true);
});

describe('reading aloud [A18]', () => {
  test.each([
    ['no voice at all', [], false],
    ['an English and a Cantonese voice', ['en-US', 'zh-HK'], false],
    ['a voice of Mandarin', ['en-US', 'zh-CN'], true],
    ['a voice of Mandarin as Android spells it', ['zh_CN'], true],
  ] as const)('is offered where the browser speaks the language: %s', async (_, voices, offered) => {
    const page = await withVoices(voices);
    await page.goto('/hunyin');
    expect(await page.locator('[data-aloud]').isVisible()).toBe(offered);
  });

  test('begins only when asked, stops when asked and when the page is left', async () => {
    const page = await withVoices(['zh-CN']);
    await page.goto('/hunyin');
    const button = page.locator('[data-aloud]');
    await button.waitFor();
    expect(await spoken(page)).toEqual([]);
    await button.click();
    expect(await spoken(page)).toEqual(['cancel', expect.stringContaining('婚姻登记') as unknown]);
    expect(await button.innerText()).toBe('停止朗读');
    await button.click();
    expect((await spoken(page)).at(-1)).toBe('cancel');
    expect(await button.innerText()).toBe('朗读本页');
    await button.click();
    await page.goto('/chaxun');
    expect(await page.evaluate(() => sessionStorage.getItem('left'))).toBe('cancel');
  });
});

/** A browser whose voices are these, and that notes what it was told to speak. */
async function withVoices(voices: readonly string[]): Promise<Page> {
  const page = await town.citizen();
  await page.addInitScript((languages) => {
    const said: string[] = [];
    const stub = {
      getVoices: () => languages.map((lang) => ({ lang })),
      addEventListener: () => undefined,
      speak: ({ text }: { text: string }) => said.push(text),
      cancel: () => {
        said.push('cancel');
        sessionStorage.setItem('left', 'cancel');
      },
    };
    Object.defineProperty(window, 'speechSynthesis', { value: stub });
    Object.assign(window, { said });
  }, voices);
  return page;
}

function spoken(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    sessionStorage.removeItem('left');
    return (window as unknown as { said: string[] }).said;
  });
}

/** Size of the picture on the page, and the share of its pixels that are dark. */
function inkOf(page: Page): Promise<{ width: number; height: number; dark: number }> {
  return page.locator('img.picture').evaluate(async (element) => {
    const image = element as HTMLImageElement;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const pen = canvas.getContext('2d');
    pen?.drawImage(image, 0, 0);
    const { data } = pen?.getImageData(0, 0, width, height) ?? { data: new Uint8ClampedArray() };
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100) dark += 1;
    return { width, height, dark: dark / (width * height) };
  });
}
