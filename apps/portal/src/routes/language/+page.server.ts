import { cookieName, isLocale } from '@anmin/words/locale';
import { redirect } from '@sveltejs/kit';
import { backTo } from '#lib/server/back.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/admin/');

export const actions: Actions = {
  default: async ({ request, cookies, url }) => {
    const form = await readForm(request);
    const locale = form.text('locale');
    const back = form.text('back');
    if (isLocale(locale)) {
      // read by the script of the page as well, which must speak the same language
      cookies.set(cookieName, locale, {
        path: '/',
        maxAge: 31_536_000,
        httpOnly: false,
        secure: url.protocol === 'https:',
        sameSite: 'lax',
      });
    }
    redirect(303, backTo(back));
  },
};
