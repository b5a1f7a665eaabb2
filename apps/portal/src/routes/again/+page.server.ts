import { redirect } from '@sveltejs/kit';
import { backTo } from '#lib/server/back.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ request, url }) => {
  if (request.method !== 'POST') redirect(303, '/admin/');
  return { to: backTo(url.searchParams.get('to')) };
};

export const actions: Actions = {
  default: async ({ request }) => {
    const fields = [...(await request.formData())];
    return { fields: fields.flatMap(([name, value]) => (typeof value === 'string' ? [{ name, value }] : [])) };
  },
};
