import { asked } from '#lib/list.ts';
import type { Api } from '#lib/server/api.ts';
import { unitAsked } from '#lib/server/unit.ts';

/** As `unitAsked`; whom a section serves stands below its bureau, so that is shown unless another unit is asked for. */
export async function ledgerUnit(api: Api, url: URL) {
  const choice = await unitAsked(api, url);
  const bureau = choice.places.units.find(({ kind }) => kind === 'bureau');
  return asked(url, 'unit') === '' && bureau !== undefined ? { ...choice, unit: bureau.id } : choice;
}
