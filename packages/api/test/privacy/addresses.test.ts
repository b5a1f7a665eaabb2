import { proceduresOf } from '@anmin/api/procedures';
import { appRouter } from '@anmin/api/router';
import { expect, test } from 'vitest';
import { z } from 'zod';

/** What somebody may type into a query, which stands in the address of its request, and whom it can be about. */
const typed: Readonly<Record<string, string>> = {
  'staff.list text': 'a member of the staff, by the name they serve under',
  'measures.places find': 'a unit',
  'gate.places find': 'a unit',
  'evidence.places find': 'a unit',
  'queue.hall token': 'a screen in a hall, by the link it was given',
};

test('[F05] no query takes a text that could tell of a person: what does is posted', () => {
  const free = [...proceduresOf(appRouter)].flatMap(([path, { type, inputs }]) =>
    type === 'mutation' ? [] : inputs.flatMap(textsOf).map((name) => `${path} ${name}`),
  );
  expect(free.sort()).toEqual(Object.keys(typed).sort());
});

/** The fields that are neither an id, a day, a number nor a word of ours. */
function textsOf(input: z.ZodType): string[] {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input' });
  return Object.entries(properties).flatMap(([name, schema]) => {
    const isText = typeof schema === 'object' && schema.type === 'string' && !schema.enum && !schema.format;
    return isText && !ids.has(name) ? [name] : [];
  });
}

/** of units, places, members of the staff, notices and their parts, and of what the journal is about */
const ids = new Set([
  'office',
  'unit',
  'below',
  'region',
  'rule',
  'clause',
  'fact',
  'prefecture',
  'holder',
  'actor',
  'subject',
  'notice',
  'service',
]);
