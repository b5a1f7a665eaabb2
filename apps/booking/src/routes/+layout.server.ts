import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url }) => ({
  look: locals.look,
  locale: locals.locale,
  here: url.pathname + url.search,
  // the frame of a page stands without the office's answer; what the page itself needs decides whether it is shown
  now: await locals.api.office.now.query().catch(() => null),
});
