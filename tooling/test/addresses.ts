import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Whatever a browser asked for, and where it said it came from: proxies and other machines keep both. `names`: of the
 * people who are booked.
 */
export function watchAddresses(names: RegExp) {
  const asked = new Set<string>();
  return {
    watch: (context: BrowserContext) =>
      context.on('request', (request) => {
        asked.add(request.url());
        asked.add(request.headers()['referer'] ?? '');
      }),
    /** [F05] */
    expectNonePersonal: () =>
      expect(
        [...asked].filter((address) => tellsPerson(address, names)),
        'personal data in an address',
      ).toEqual([]),
  };
}

/** An identity number, a mobile number, or one of these names. */
function tellsPerson(address: string, names: RegExp): boolean {
  if (!/^https?:/.test(address)) return false;
  const text = decodeURIComponent(address).replaceAll(drawn, '');
  return names.test(text) || /(?<!\d)\d{17}[\dX](?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)/i.test(text);
}

/** What is drawn by chance, the id of a row and the secret of a screen: now and then it reads like a number of somebody. */
const drawn = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<=\/hall\/)[\da-f]{40}/g;
