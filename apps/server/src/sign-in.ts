import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { countAttempt, forgiveAttempt, networkOf, type Counting, type Rate } from '@anmin/api/attempts';
import { sign } from '@anmin/api/privacy/seal';
import { refuse } from '@anmin/domain/refusal';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { answerError, answerIdentity, answerRefusal } from './errors.ts';
import { hostPrefix, type Identity } from './identity.ts';
import { noteRefusal } from './session-log.ts';

/** An hour touches three half hours at most: 18 failed tries of an account in any hour. */
const perAccount: Rate = { most: 6, seconds: 1_800 };
const perNetwork: Rate = { most: 20, seconds: 60 };

const wish = z.strictObject({ username: z.string().min(1).max(30), password: z.string().min(1).max(128) });

type Signing = Counting & { readonly identity: Identity; readonly secureCookies: boolean };

/**
 * Signs in, counting failed tries by network and by account. A device on which the account's owner has signed in before
 * is counted by itself, so that strangers who spend the account's tries do not shut its owner out.
 */
export async function signIn(c: Context, { identity, secureCookies, ...counting }: Signing): Promise<Response> {
  const body = wish.safeParse(await c.req.json().catch(() => null));
  if (!body.success) return answerRefusal(c, refuse('wrongInput'));
  const account = body.data.username.toLowerCase();
  const device = knownDevice(c, counting, account, secureCookies);
  const subjects: [string, Rate][] = [
    [`sign-in network ${networkOf(c.req.header('x-client-ip') ?? '')}`, perNetwork],
    [`sign-in ${device === null ? 'account' : `device ${device}`} ${account}`, perAccount],
  ];
  for (const [subject, rate] of subjects) {
    const wait = await countAttempt(counting, subject, rate);
    if (wait !== null) return answerRefusal(c, refuse('tooOften', [], { seconds: wait }), wait);
  }
  const answer = await identity.handler(withBody(c, JSON.stringify(body.data)));
  if (answer.status >= 500) {
    // it was not looked at
    for (const [subject] of subjects) await forgiveAttempt(counting, subject);
    return answerIdentity(c, answer);
  }
  if (answer.status === 403) return answerError(c, 403, 'foreignOrigin');
  if (!answer.ok) {
    await noteRefusal(counting, account, c.req.header('x-client-ip') ?? '');
    return answerRefusal(c, refuse('signInWrong'));
  }
  for (const [subject] of subjects) await forgiveAttempt(counting, subject);
  for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
  if (device === null) rememberDevice(c, counting, account, secureCookies);
  return c.json({ signedIn: true });
}

/** The request once more with a body of its own: the one that came was read at the door. */
export function withBody({ req }: Context, body: string): Request {
  const headers = new Headers(req.raw.headers);
  headers.delete('content-length');
  return new Request(req.url, { method: 'POST', headers, body });
}

const deviceCookie = (secure: boolean) => `${hostPrefix(secure)}anmin.device`;

function knownDevice(c: Context, counting: Counting, account: string, secure: boolean): string | null {
  const [id = '', signature = ''] = (getCookie(c, deviceCookie(secure)) ?? '').split('.');
  const expected = deviceSignature(counting, account, id);
  const given = createHash('sha256').update(signature).digest();
  return timingSafeEqual(given, createHash('sha256').update(expected).digest()) ? id : null;
}

function rememberDevice(c: Context, counting: Counting, account: string, secure: boolean): void {
  const id = randomBytes(16).toString('base64url');
  const year = 365 * 24 * 60 * 60;
  setCookie(c, deviceCookie(secure), `${id}.${deviceSignature(counting, account, id)}`, {
    ...{ path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: year },
  });
}

function deviceSignature({ keys }: Counting, account: string, id: string): string {
  return sign(keys, 'device', `${account} ${id}`).toString('base64url');
}
