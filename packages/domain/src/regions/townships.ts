import table from './townships.json' with { type: 'json' };
import { fullNameOf } from './region.ts';

/** Township level, nine digits, as published at the end of 2021; apart from the counties because it is large. */
export interface Township {
  readonly code: string;
  readonly name: string;
}

export function townshipsOf(county: string): Township[] {
  const towns = (table as Readonly<Record<string, string>>)[county];
  return towns?.split(' ').map((town) => ({ code: county + town.slice(0, 3), name: town.slice(3) })) ?? [];
}

export const townshipNameOf = (code: string): string | undefined =>
  townshipsOf(code.slice(0, 6)).find((township) => township.code === code)?.name;

/** 「黑龙江省大兴安岭地区漠河市西林吉镇」 */
export function fullTownshipNameOf(code: string): string | undefined {
  const name = townshipNameOf(code);
  return name === undefined ? undefined : (fullNameOf(code.slice(0, 6)) ?? '') + name;
}
