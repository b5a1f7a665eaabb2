import { page } from '$app/state';
import { askedBy, type ServiceDefinition } from '@anmin/domain/appointments/service';
import { namedText, serviceText } from '@anmin/words/vocabulary';
import type { Me } from '#lib/rows.ts';

/** Every service somebody may offer or close, of the house and of its bureaus. */
export function servicesKnown(): readonly ServiceDefinition[] {
  return (page.data as { me?: Me }).me?.services ?? [];
}

/** What a service is called, in the words of whoever opened it. */
export function serviceName(id: string): string {
  return serviceText(servicesKnown(), id);
}

/** What a way of visiting is called, by its name in the settings. */
export function methodName(id: string): string {
  const found = methodsOf(servicesKnown().map((it) => it.id)).find((it) => it.id === id);
  return found === undefined ? id : namedText(found);
}

/** The ways of visiting these services know. */
export function methodsOf(services: readonly string[]) {
  const known = servicesKnown().filter(({ id }) => services.includes(id));
  return known.flatMap((it) => askedBy(it, 'method')?.options ?? []);
}
