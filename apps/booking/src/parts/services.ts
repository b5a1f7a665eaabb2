import { page } from '$app/state';
import { isOfTheLaw } from '@anmin/domain/appointments/service';
import { m } from '@anmin/words/m';
import { serviceText } from '@anmin/words/vocabulary';
import type { LayoutData } from '../routes/$types';

/** What a service is called, in the words of whoever opened it. */
export function serviceName(id: string): string {
  return serviceText((page.data as LayoutData).now?.services ?? [], id);
}

/** Where one goes for it: a registration office, or simply a place. */
export function officeWord(service: string): string {
  return isOfTheLaw(service) ? m.field_office() : m.visit_where();
}
