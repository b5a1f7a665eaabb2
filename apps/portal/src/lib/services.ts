import { page } from '$app/state';
import type { ServiceDefinition } from '@anmin/domain/appointments/service';
import { serviceText } from '@anmin/words/vocabulary';
import type { Me } from '#lib/rows.ts';

/** Every service somebody may offer or close, of the house and of its bureaus. */
export function servicesKnown(): readonly ServiceDefinition[] {
  return (page.data as { me?: Me }).me?.services ?? [];
}

/** What a service is called, in the words of whoever opened it. */
export function serviceName(id: string): string {
  return serviceText(servicesKnown(), id);
}
