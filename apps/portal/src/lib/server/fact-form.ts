import { regionsNamed } from '@anmin/domain/regions/region';
import { isDay } from '#lib/days.ts';
import type { FactErrorCode } from '#lib/fact-errors.ts';
import type { Fields } from '#lib/server/form.ts';

/** What the forms of facts and decisions have in common, as typed and as the office takes it. */
export function readTold(form: Fields) {
  const text = (name: string) => form.text(name);
  const typed = {
    ...{ unit: text('unit'), region: text('region'), from: text('from'), until: text('until') },
    ...{ reference: text('reference'), note: text('note') },
    ...{ countersFrom: text('countersFrom'), countersUntil: text('countersUntil'), reason: text('reason') },
  };
  const from = isDay(typed.from) ? typed.from : null;
  const regions = from === null ? [] : regionsMeant(typed.region, from);
  const [region = ''] = regions;
  const closes = typed.countersFrom !== '' || typed.countersUntil !== '' || typed.reason !== '';
  const isWhole = isDay(typed.countersFrom) && isDay(typed.countersUntil) && typed.reason.length > 1;
  const wrong: FactErrorCode[] = [
    ...(typed.unit === '' ? (['unit'] as const) : []),
    ...(from === null ? (['from'] as const) : []),
    ...(from !== null && regions.length === 0 ? (['regionUnknown'] as const) : []),
    ...(regions.length > 1 ? (['regionSeveral'] as const) : []),
    ...(typed.until === '' || (isDay(typed.until) && typed.until > typed.from) ? [] : (['until'] as const)),
    ...(typed.reference.length < 2 ? (['reference'] as const) : []),
    ...(closes && !(isWhole && typed.countersFrom <= typed.countersUntil) ? (['counters'] as const) : []),
  ];
  return {
    typed,
    wrong,
    told: {
      ...{ unit: typed.unit, region, from: typed.from, until: typed.until === '' ? null : typed.until },
      ...{ reference: typed.reference, note: typed.note },
    },
    counters: closes ? { from: typed.countersFrom, until: typed.countersUntil, reason: typed.reason } : null,
  };
}

/** A township or village has a code and no name that everybody knows. */
function regionsMeant(text: string, day: string): string[] {
  if (/^\d{9}(\d{3})?$/.test(text)) return [text];
  return regionsNamed(text, day).map(({ code }) => code);
}
