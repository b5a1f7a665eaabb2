import type { AppRouter } from '@anmin/api/router';
import { isRefusal, type Refusal } from '@anmin/domain/refusal';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { RequestEvent } from '@sveltejs/kit';

/** The office's own interface, asked in the name of whoever sits at this browser. */
export function apiFor(event: RequestEvent) {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${apiUrl()}/trpc`, headers: () => callerOf(event) })],
  });
}

export type Api = ReturnType<typeof apiFor>;

export async function signIn(event: RequestEvent, username: string, password: string): Promise<Response> {
  return askIdentity(event, '/sign-in/username', { username, password });
}

export async function signOut(event: RequestEvent): Promise<Response> {
  return askIdentity(event, '/sign-out', {});
}

/** An act of whoever is signed in on how they sign in: done, refused, or null where no answer came. */
export async function actOnIdentity(
  event: RequestEvent,
  path: string,
  body: Record<string, string>,
): Promise<{ answer: unknown } | { refusal: Refusal } | null> {
  const response = await askIdentity(event, path, body).catch(() => null);
  if (response === null) return null;
  passCookies(response, event);
  const told = (await response.json().catch(() => null)) as unknown;
  if (response.ok) return { answer: told };
  const refusal = typeof told === 'object' && told !== null && 'refusal' in told ? told.refusal : null;
  return isRefusal(refusal) ? { refusal } : null;
}

function askIdentity(event: RequestEvent, path: string, body: Record<string, string>): Promise<Response> {
  return fetch(`${apiUrl()}/api/auth${path}`, {
    method: 'POST',
    headers: { ...callerOf(event), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Copies the session cookies of an identity answer to the browser. */
export function passCookies(answer: Response, { cookies }: RequestEvent): void {
  for (const header of answer.headers.getSetCookie()) {
    const { name, value, ...options } = cookies.parse(header);
    cookies.set(name, value ?? '', { ...options, path: options.path ?? '/' });
  }
}

function callerOf(event: RequestEvent): Record<string, string> {
  return {
    cookie: event.request.headers.get('cookie') ?? '',
    origin: event.url.origin,
    'user-agent': event.request.headers.get('user-agent') ?? '',
    'x-anmin-site': process.env['ANMIN_SITE_SECRET'] ?? '',
    'x-anmin-client-ip': event.getClientAddress(),
    ...(event.route.id?.startsWith('/dashboard/screen') === true ? { 'x-anmin-unattended': 'yes' } : {}),
  };
}

function apiUrl(): string {
  const url = process.env['ANMIN_API_URL'];
  if (!url) throw new Error('ANMIN_API_URL is not set');
  return url;
}
