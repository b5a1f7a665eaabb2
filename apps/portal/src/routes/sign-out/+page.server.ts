import { redirect } from '@sveltejs/kit';
import { passCookies, signOut } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/admin/');

export const actions: Actions = {
  default: async (event) => {
    const answer = await signOut(event).catch(() => null);
    if (answer) passCookies(answer, event);
    redirect(303, '/admin/sign-in?out');
  },
};
