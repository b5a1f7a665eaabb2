import { page } from '$app/state';
import { m } from '@anmin/words/m';

/** Under which name a page stands: that of marriage registration on its own pages, that of all services elsewhere. */
export function siteName(): string {
  return page.route.id?.startsWith('/hunyin') ? m.booking_site() : m.visit_site();
}

/** Where the name leads: to the start of the service one is in. */
export function siteStart(): string {
  const { service } = page.params;
  return service === undefined ? '/hunyin' : `/fuwu/${service}/shijian`;
}
