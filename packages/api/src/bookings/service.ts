import { findService, type ServiceDefinition } from '@anmin/domain/appointments/service';
import { refuse } from '@anmin/domain/refusal';
import { Refused, type Context } from '../trpc.ts';

/** What a service is; nobody books one that nobody defined. */
export function definitionOf({ services }: Pick<Context, 'services'>, id: string): ServiceDefinition {
  const found = findService(services, id);
  if (found === null) throw new Refused(refuse('serviceNotOffered', [], { service: id }));
  return found;
}
