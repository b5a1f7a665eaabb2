import { readService } from '@anmin/domain/appointments/party';
import type { Service } from '@anmin/domain/measures/requirement';

export function serviceIn(url: URL): Service | null {
  return readService(url.searchParams.get('service') ?? undefined);
}
