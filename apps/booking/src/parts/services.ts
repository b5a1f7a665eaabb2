import { page } from '$app/state';
import { serviceText } from '@anmin/words/vocabulary';
import type { LayoutData } from '../routes/$types';

/** What a service is called, in the words of whoever opened it. */
export function serviceName(id: string): string {
  return serviceText((page.data as LayoutData).now?.services ?? [], id);
}
