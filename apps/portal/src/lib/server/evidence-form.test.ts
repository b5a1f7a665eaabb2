import { expect, test } from 'vitest';
import { shownIn } from './evidence-form.ts';

test('what a form says that it was shown is nothing where it is none of ours', () => {
  expect(shownIn('{"leftAt":2}')).toEqual({ leftAt: 2 });
  for (const forged of ['null', '', '7', '"x"', '{']) expect(shownIn(forged)).toEqual({});
});
