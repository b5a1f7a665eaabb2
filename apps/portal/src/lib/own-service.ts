import {
  type Ask,
  type Named,
  ownServiceSchema,
  type PaperToBring,
  type ServiceDefinition,
} from '@anmin/domain/appointments/service';
import { m } from '@anmin/words/m';

/** What a line of the form asks; the ways of asking for visitors and declarations are kinds of their own there. */
export const askKinds = {
  phone: m.own_ask_phone,
  callName: m.own_ask_callName,
  headcount: m.own_ask_headcount,
  visitorsNone: m.own_ask_visitorsNone,
  visitorsTail: m.own_ask_visitorsTail,
  visitorsFull: m.own_ask_visitorsFull,
  choice: m.own_ask_choice,
  declaration: m.own_ask_declaration,
  screened: m.own_ask_screened,
} as const;

export type AskLine = Readonly<Record<'kind' | 'most' | 'id' | 'zh' | 'en' | 'options', string>>;

/** A service as it stands in the form. */
export type TypedService = Readonly<
  Record<'prefecture' | 'short' | 'zh' | 'en' | 'institution' | 'prefix' | 'takes' | 'validFrom' | 'source', string>
> & {
  readonly unique: readonly string[];
  readonly penalties: boolean;
  readonly asks: readonly AskLine[];
  readonly about: readonly Named[];
  readonly materials: readonly PaperToBring[];
  readonly afterwards: readonly Named[];
  readonly reminder: readonly Named[];
};

/** The definition that was typed, or the places to mend. */
export function parseService(typed: TypedService) {
  const { zh, en, institution, prefix, takes, unique, penalties, about, materials, afterwards, reminder } = typed;
  return ownServiceSchema.safeParse({
    ...{ id: `${typed.short}-${typed.prefecture}`, name: { zh, en }, institution, prefix, takes, unique, penalties },
    ...{ about, materials, afterwards, reminder: reminder[0] ?? null },
    asks: typed.asks.map(askOf),
  });
}

/** An opened service as the form shows it, to be changed from a later day on. */
export function typedOf(definition: ServiceDefinition, prefecture: string): TypedService {
  const { id, name, institution, prefix, takes, unique, penalties, about, materials, afterwards, reminder } =
    definition;
  return {
    ...{
      prefecture,
      short: id.slice(0, -prefecture.length - 1),
      ...name,
      institution,
      prefix,
      takes,
      unique,
      penalties,
    },
    ...{ about, materials, afterwards, reminder: reminder === null ? [] : [reminder] },
    ...{ asks: definition.asks.flatMap(lineOf), validFrom: '', source: '' },
  };
}

/** Whether the form has a line for whatever it asks; what else a definition holds would be lost by changing it here. */
export function isTypable(definition: ServiceDefinition, prefecture: string): boolean {
  const parsed = parseService(typedOf(definition, prefecture));
  return parsed.success && JSON.stringify(sorted(parsed.data)) === JSON.stringify(sorted(definition));
}

function askOf({ kind, most, id, zh, en, options }: AskLine): unknown {
  const count = most === '' ? Number.NaN : Number(most);
  if (kind === 'headcount') return { ask: kind, most: count };
  if (kind in idNumbers) return { ask: 'visitors', most: count, idNumber: idNumbers[kind] };
  if (kind === 'choice') return { ask: kind, id, title: { zh, en }, options: optionsOf(options) };
  if (kind === 'declaration' || kind === 'screened')
    return { ask: 'declaration', id, text: { zh, en }, whenScreened: kind === 'screened' };
  return { ask: kind };
}

function lineOf(it: Ask): AskLine[] {
  const line = { kind: it.ask, most: '', id: '', zh: '', en: '', options: '' };
  if (it.ask === 'phone' || it.ask === 'callName') return [line];
  if (it.ask === 'headcount') return [{ ...line, most: String(it.most) }];
  if (it.ask === 'visitors') {
    const kind = Object.keys(idNumbers).find((name) => idNumbers[name] === it.idNumber) ?? '';
    return [{ ...line, kind, most: String(it.most) }];
  }
  if (it.ask === 'declaration')
    return [{ ...line, ...it.text, kind: it.whenScreened ? 'screened' : 'declaration', id: it.id }];
  if (it.ask !== 'choice') return [];
  const options = it.options.map(({ id, zh, en }) => [id, zh, en].join('|')).join('\n');
  return [{ ...line, ...it.title, id: it.id, options }];
}

const idNumbers: Readonly<Record<string, string>> = {
  visitorsNone: 'none',
  visitorsTail: 'tail',
  visitorsFull: 'full',
};

function optionsOf(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [id = '', zh = '', en = ''] = line.split(/[|｜]/).map((part) => part.trim());
    return { id, zh, en };
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([name, inner]) => [name, sorted(inner)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}
