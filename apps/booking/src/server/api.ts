import type { AppRouter } from '@anmin/api/router';
import { isRefusal, type Refusal } from '@anmin/domain/refusal';
import { createTRPCClient, httpLink, TRPCClientError, type TRPCClient } from '@trpc/client';
import { env } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

export type Api = TRPCClient<AppRouter>;

export function openApi(clientAddress: string): Api {
  const url = env['ANMIN_API_URL'];
  if (url === undefined) throw new Error('ANMIN_API_URL is not set');
  const headers = { 'x-anmin-site': env['ANMIN_SITE_SECRET'] ?? '', 'x-anmin-client-ip': clientAddress };
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({ url: `${url}/trpc`, headers, fetch: (...wish) => patiently(...(wish as Parameters<typeof fetch>)) }),
    ],
  });
}

/**
 * While its database restarts the office asks to come back. Every act carries its key, so a second asking does nothing
 * twice; a page is not held up for what it only shows.
 */
const patiently: typeof fetch = async (address, wish) => {
  for (const pause of wish?.method === 'POST' ? [1_000, 2_000] : []) {
    const answer = await fetch(address, wish);
    if (answer.status !== 503) return answer;
    await answer.body?.cancel();
    await sleep(pause);
  }
  return fetch(address, wish);
};

/** What the office answers, or how it says no. Whatever else went wrong is thrown on. */
export async function ask<T>(answer: Promise<T>): Promise<{ readonly value: T } | { readonly refusal: Refusal }> {
  try {
    return { value: await answer };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { refusal };
  }
}

export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  const refusal = typeof data === 'object' && data !== null && 'refusal' in data ? data.refusal : null;
  return isRefusal(refusal) ? refusal : null;
}
