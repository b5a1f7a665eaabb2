import fc from 'fast-check';
import type { z } from 'zod';

/** Strings that have broken programs: see the register of cases, row 12. */
export const nasty = fc.constantFrom(
  '',
  '\0',
  '\uD800',
  '\u202E',
  '𠮷',
  'ｉｄ',
  '1e308',
  '-0',
  '9007199254740993',
  "' or 1=1 --",
  '${7*7}{{7*7}}',
  '<img src=x onerror=alert(1)>',
  '%_\\',
  '../../etc/passwd',
  '2022-02-30',
  '0000-00-00',
  '25:61',
  'a'.repeat(5_000),
  '阿不都热合曼·买买提',
);

const anything: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.string({ maxLength: 40 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(nasty, { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 10 }), nasty, { maxKeys: 3 }),
);

type Schema = { readonly def: { readonly type: string } & Record<string, unknown> };

/** Input near what a schema takes: of the right shape, with parts of it replaced, left out or added. */
export function nearlyOf(schema: unknown): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 19, arbitrary: shapeOf(schema as Schema) }, { weight: 1, arbitrary: anything });
}

function shapeOf({ def }: Schema): fc.Arbitrary<unknown> {
  const inner = () => nearlyOf(def['innerType'] ?? def['in'] ?? def['element']);
  if (def.type === 'object') return objectOf(def['shape'] as Record<string, z.ZodType>);
  if (def.type === 'array') return fc.array(inner(), { maxLength: 3 });
  if (def.type === 'nullable') return fc.option(inner());
  if (['optional', 'default', 'pipe', 'readonly'].includes(def.type)) return inner();
  if (def.type === 'enum') return fc.constantFrom(...Object.values(def['entries'] as Record<string, string>));
  if (def.type === 'literal') return fc.constantFrom(...(def['values'] as unknown[]));
  if (def.type === 'union') return fc.oneof(...(def['options'] as Schema[]).map(nearlyOf));
  if (def.type === 'number') return fc.oneof(fc.integer({ min: -1, max: 40 }), fc.integer(), fc.double());
  if (def.type === 'boolean') return fc.boolean();
  if (def.type === 'string') {
    const fit = formats[String(def['format'])] ?? plausible;
    return fc.oneof({ weight: 6, arbitrary: fit }, nasty, fc.string({ maxLength: 60 }));
  }
  return anything;
}

const plausible = fc.oneof(
  fc.constantFrom(
    'jiagedaqi',
    'mohe',
    '232700',
    '2022-05-20',
    '2022-05-23',
    '09:00',
    'marriage',
    '停电检修',
    '990001',
    'JGDQ',
  ),
  fc.uuid(),
  fc.string({ minLength: 16, maxLength: 64 }),
);

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: fc.constantFrom('2022-05-16', '2022-05-20', '2022-05-23', '2022-06-01'),
  uuid: fc.uuid(),
};

function objectOf(shape: Record<string, z.ZodType>): fc.Arbitrary<unknown> {
  const whole = fc.record(Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, nearlyOf(part)])), {
    requiredKeys: [],
  });
  const added = fc.tuple(whole, fc.string({ maxLength: 8 }), anything);
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record(Object.fromEntries(Object.entries(shape).map(([n, part]) => [n, nearlyOf(part)]))),
    },
    { weight: 2, arbitrary: whole },
    { weight: 1, arbitrary: added.map(([object, name, value]) => ({ ...object, [name]: value })) },
  );
}
