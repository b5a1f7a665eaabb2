import { isWithin } from '@anmin/domain/regions/region';

type Noticed = { readonly id: string; readonly title: string; readonly region: string | null };

/** The notices a bureau of one of these regions may end: those that bind nobody beyond it. */
export function replaceable(notices: readonly Noticed[], regions: readonly string[]) {
  return notices
    .filter(({ region }) => region !== null && regions.some((own) => isWithin(region, own)))
    .map(({ id, title }) => ({ id, title }));
}
