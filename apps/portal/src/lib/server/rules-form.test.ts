import { expect, test } from 'vitest';
import { fieldsOf } from './form.ts';
import { readRules } from './rules-form.ts';

test('how who has come waits is read as typed, and is no rule of the office where nothing was', () => {
  expect(queueOf({ letterService: ['marriage'], letter: [''], lateAfterMinutes: [''], late: ['byArrival'] })).toBe(
    undefined,
  );
  expect(
    queueOf({
      ...{ letterService: ['marriage', 'marriageReplacement'], letter: ['a', ''] },
      ...{ lateAfterMinutes: ['15'], late: ['behindAll'] },
    }),
  ).toEqual({ letters: [{ service: 'marriage', letter: 'A' }], lateAfterMinutes: 15, late: 'behindAll' });
});

function queueOf(typed: Record<string, readonly string[]>) {
  const form = new FormData();
  for (const [name, texts] of Object.entries(typed)) for (const text of texts) form.append(name, text);
  return readRules(fieldsOf(form)).queue;
}
