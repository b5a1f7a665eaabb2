import type { RequestEvent } from '@sveltejs/kit';

/** The offices to choose from. Beside a form that came back they may be missing: what was typed counts more. */
export async function offices({ locals, request }: RequestEvent) {
  const asked = locals.api.office.list.query();
  return request.method === 'POST' ? asked.catch(() => []) : asked;
}
